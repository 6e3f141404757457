/**
 * How long a caller and an agent wait for each other, measured with two Chromium processes on the real program:
 * from "Start call" to the offer at the agent, and from "Accept" to sound at both.
 *
 *   npm run bench:call             30 calls
 *   npm run bench:call -- 100      so many
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { Agent, Customer, Person } from '../e2e/support/people.ts';
import { Program } from '../e2e/support/program.ts';
import { MEASURES, type Measure, type MeasuredCall, measureCall, STEPS } from './call/measure.ts';
import { type Figures, figuresOf } from './support/figures.ts';
import { watch } from './support/watch.ts';

const WARM_UPS = 2;
const LEAST_CALLS = 30;
const RESULTS = path.join(import.meta.dirname, 'results/call.json');

const calls = Math.max(LEAST_CALLS, Number(process.argv[2] ?? LEAST_CALLS) || LEAST_CALLS);
const loadBefore = loadavg();
const program = new Program({ TANDEM_CALLS_PER_MINUTE: '10000' });
const people: Person[] = [];
const measured: MeasuredCall[] = [];
try {
  await program.start();
  const sitDown = async (hz: number) => {
    const person = await Person.sitDown(program.url, hz);
    people.push(person);
    await watch(person.page);
    return person;
  };
  const ana = new Agent(await sitDown(1000));
  const maria = new Customer(await sitDown(440));
  await ana.person.signIn('ana@lisbon.example', '/agent');
  await ana.choose('Available');
  for (let nth = 1 - WARM_UPS; nth <= calls; nth += 1) {
    const call = await measureCall(ana, maria, 'Order placed', '');
    if (nth > 0) measured.push(call);
    process.stdout.write(`${nth > 0 ? `call ${nth} of ${calls}` : 'warm-up'}: ${Object.values(call.measured).map(ms).join(', ')}\n`);
  }
} finally {
  for (const person of people) await person.leave();
  await program.close();
}
report(measured);

function report(done: readonly MeasuredCall[]): void {
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
  const load = { before: loadBefore, after: loadavg() };
  const keys = Object.keys(MEASURES) as Measure[];
  const measures = Object.fromEntries(
    keys.map((key) => {
      const samples = done.map((call) => Math.round(call.measured[key] * 10) / 10);
      return [key, { ...MEASURES[key], ...figuresOf(samples), samples }];
    }),
  ) as Record<Measure, (typeof MEASURES)[Measure] & Figures & { samples: number[] }>;
  const steps = STEPS.map((step, index) => {
    const times = done.map((call) => call.steps[index] ?? Number.NaN).filter((time) => !Number.isNaN(time));
    return { ...step, ...(times.length === 0 ? null : figuresOf(times.map((time) => Math.round(time * 10) / 10))) };
  });
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  writeFileSync(
    RESULTS,
    `${JSON.stringify({ date: new Date().toISOString(), ...machine, load, calls: done.length, measures, steps }, null, 2)}\n`,
  );

  const columns = ['min', 'median', 'p90', 'p95', 'max'] as const;
  const heading = columns.map((column) => column.padStart(8)).join('');
  const row = (figures: Partial<Figures>) => columns.map((column) => ms(figures[column]).padStart(8)).join('');
  const lines = [
    '',
    `${done.length} calls after ${WARM_UPS} warm-ups, two Chromium processes and the program on ${machine.cpus} cores (load ${load.before[0]?.toFixed(2)} before, ${load.after[0]?.toFixed(2)} after)`,
    '',
    `${'ms'.padEnd(52)}${heading}       aim`,
    ...keys.flatMap((key) => {
      const { title, aimMs, bound, ...figures } = measures[key];
      const verdict = figures.p95 <= aimMs ? `p95 ≤ ${aimMs}: met` : `p95 ≤ ${aimMs}: missed`;
      return [`${title.padEnd(52)}${row(figures)}       ${verdict}`, `    bound by ${bound}`];
    }),
    '',
    `${'Where the time goes, ms after the press'.padEnd(52)}${heading}`,
    ...steps.map(
      ({ from, side, what, ...figures }) => `  ${from === 'ringing' ? 'Start' : 'Accept'} → ${side}: ${what}`.padEnd(52) + row(figures),
    ),
    '',
    `Written to ${path.relative(process.cwd(), RESULTS)}`,
    '',
  ];
  process.stdout.write(lines.join('\n'));
}

function ms(time: number | undefined): string {
  return time === undefined ? '–' : time.toFixed(0);
}
