import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunResult } from './engine.ts';
import { simulate } from './engine.ts';
import { OptionError, optionsOf } from './options.ts';
import { plotOf } from './plot.ts';
import { runAll } from './pool.ts';
import { agrees, summarize } from './summary.ts';
import { tableOf } from './table.ts';
import { changed, SMALL, small } from './testing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inFolder = (name: string) => path.join(folder, name);

function cli(...args: string[]) {
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'cli.ts'), ...args], {
    encoding: 'utf8',
  });
}

/** Results of runs in which one figure came out so. */
function results(figure: string, values: readonly number[]): RunResult[] {
  const calls = { arrived: 1, answered: 1, abandoned: 0, turnedAway: 0, failed: 0, waiting: 0 };
  return values.map((value) => ({ figures: { [figure]: value }, calls, commands: 6 }));
}

describe('a published figure', () => {
  const figure = (published: number, plusMinus = 0, exact: number | null = null) => ({ published, plusMinus, exact });

  it('holds when it lies in the interval, and not when it lies beside it', () => {
    expect(agrees(figure(10), 10.4, 0.5)).toBe(true);
    expect(agrees(figure(10), 10.6, 0.5)).toBe(false);
  });

  it('that was simulated before has an interval of its own', () => {
    expect(agrees(figure(10, 0.4), 10.6, 0.5)).toBe(true);
    expect(agrees(figure(10, 0.4), 10.7, 0.5)).toBe(false);
  });

  it('whose exact value is known is judged by that one', () => {
    expect(agrees(figure(10, 5, 10.2), 10.6, 0.5)).toBe(true);
    expect(agrees(figure(10.6, 5, 10), 10.6, 0.5)).toBe(false);
  });

  it('is compared in its own unit, and shown with its interval and verdict', () => {
    const { one } = small({ expected: [{ measure: 'meanWait', published: 1, unit: 'min' }] });
    const held = summarize(one, results('meanWait', [54, 57, 60, 63, 66]));
    expect(held.rows[0]).toMatchObject({ simulated: 1, holds: true });
    expect(tableOf([held])).toMatch(/small +meanWait +1 min +1\.000 min +0\.902 to 1\.098 +holds/);
    const missed = summarize(one, results('meanWait', [44, 47, 50, 53, 56]));
    expect(tableOf([missed])).toMatch(/does not hold/);
    expect(tableOf([missed])).toContain('0 of 1 figures hold.');
  });

  it('that did not hold at first is shown with both: what came of the other runs, and of the first', () => {
    const { one } = small({ expected: [{ measure: 'meanWait', published: 60 }] });
    const first = summarize(one, results('meanWait', [44, 47, 50, 53, 56]));
    const second = summarize(one, results('meanWait', [54, 57, 60, 63, 66]), first);
    const table = tableOf([second]);
    expect(table).toContain('1 of 1 figures hold.');
    expect(table).toContain('small was run again: its first 10 runs gave meanWait 50.0 s, 44.1 to 55.9.');
  });

  it('of one run has no verdict', () => {
    const { one } = small({ expected: [{ measure: 'meanWait', published: 60 }] });
    const summary = summarize(one, results('meanWait', [60]));
    expect(summary.rows[0]?.holds).toBeNull();
    expect(tableOf([summary])).toContain('one run');
  });
});

it('which thread ran what makes no difference, and running again takes other runs', async () => {
  const ready = small({ runs: 3, seed: 8 });
  const run = (jobs: number, again: boolean) => runAll({ cases: [ready], seed: null }, { jobs, again, onDone: () => {} });
  const direct = [1, 2, 3].map((nth) => simulate(ready, 8, nth));
  expect(await run(1, false)).toEqual([direct]);
  expect(await run(3, false)).toEqual([direct]);
  expect(await run(2, true)).toEqual([[4, 5, 6].map((nth) => simulate(ready, 8, nth))]);
});

it('the plot is an SVG that names each figure; a case without published figures has its waits drawn', async () => {
  const { one } = small({ expected: [{ measure: 'meanWait', published: 60 }] });
  const compared = await plotOf([summarize(one, results('meanWait', [54, 57, 60, 63, 66]))]);
  expect(compared).toMatch(/^<svg /);
  expect(compared).toContain('small: meanWait');
  expect(await plotOf([summarize(small().one, results('wait90', [5, 6, 7]))])).toContain('Wait of admitted calls');
});

describe('options', () => {
  it.each([
    [['--runs', 'many'], '--runs: "many" is not a whole number from 1 to 10000'],
    [['--jobs', '0'], '--jobs: "0" is not a whole number from 1 to 256'],
    [['--seed', '-1'], 'seed'],
    [['--fast'], '--fast'],
    [['case.json'], 'case.json'],
    [['--case', 'a.json', '--only', 'Erlang'], '--only chooses from the standard cases'],
  ])('%j are refused', (args, said) => {
    expect(() => optionsOf(args)).toThrow(OptionError);
    expect(() => optionsOf(args)).toThrow(said);
  });
});

describe('the command', () => {
  it('runs a case of one’s own: a table, figures as JSON and a plot', () => {
    writeFileSync(inFolder('mine.json'), JSON.stringify({ ...SMALL, runs: 4, expected: [{ measure: 'occupancy', published: 66.67 }] }));
    const files = ['--json', inFolder('out.json'), '--plot', inFolder('out.svg')];
    const { status, stdout, stderr } = cli('--case', inFolder('mine.json'), '--seed', '3', ...files);
    expect(stderr).toContain('small: 4 runs');
    expect(status).toBe(0);
    expect(stdout).toMatch(/small +occupancy +66\.67 % .* holds/);
    const { cases } = JSON.parse(readFileSync(inFolder('out.json'), 'utf8'));
    expect(cases).toMatchObject([{ name: 'small', seed: 3, runs: 4, rows: [{ measure: 'occupancy', holds: true }] }]);
    expect(cases[0].figures.meanWait).toMatchObject({ mean: expect.any(Number), halfWidth: expect.any(Number), runs: 4 });
    expect(readFileSync(inFolder('out.svg'), 'utf8')).toMatch(/^<svg /);
  });

  it('refuses a case with a negative rate by the field, and runs nothing', () => {
    writeFileSync(inFolder('bad.json'), JSON.stringify({ ...SMALL, ...changed('arrivals', { perHour: -3 }) }));
    const { status, stdout, stderr } = cli('--case', inFolder('bad.json'), '--json', inFolder('none.json'), '--plot', inFolder('none.svg'));
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('arrivals.0.perHour: is below 0');
    expect(existsSync(inFolder('none.json'))).toBe(false);
  });

  it('says how it is used when it is asked for something else', () => {
    const { status, stderr } = cli('--only', 'Erlang Z');
    expect(status).toBe(1);
    expect(stderr).toContain('no standard case has "Erlang Z" in its name');
    expect(stderr).toContain('  Erlang C, 14 agents');
  });
});
