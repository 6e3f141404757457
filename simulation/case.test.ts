import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CaseError } from './case-error.ts';
import { simulate } from './engine.ts';
import { readCase } from './read-case.ts';
import { standardCases } from './standard-cases.ts';
import { changed, SMALL, small } from './testing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-case-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** What a refused case is told, a line a fault. */
function faultsOf(make: () => unknown): readonly string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof CaseError) return error.faults;
    throw error;
  }
  return [];
}

const HOURS = { timeZone: 'Europe/Lisbon', weekly: [{ day: 1, from: '09:00', to: '12:00' }], holidays: [] };

describe('a case file is refused with the field named', () => {
  it.each<[string, object, string]>([
    ['a negative rate', changed('arrivals', { perHour: -1 }), 'arrivals.0.perHour: is below 0'],
    [
      'a negative rate of an interval',
      changed('arrivals', { perHour: undefined, intervals: [{ seconds: 60, perHour: -5 }] }),
      'arrivals.0.intervals.0.perHour: is below 0',
    ],
    ['a rate that is a text', changed('arrivals', { perHour: '60' }), 'arrivals.0.perHour: is not a number'],
    ['two kinds of arrivals', changed('arrivals', { csv: 'a.csv' }), 'arrivals.0.csv: needs one of perHour, intervals and csv'],
    ['no arrivals', changed('arrivals', { perHour: undefined }), 'arrivals.0.perHour: needs one of perHour, intervals and csv'],
    ['an unknown queue', changed('arrivals', { queue: 'nowhere' }), 'arrivals.0.queue: "nowhere" is not a queue of this case'],
    ['an unknown center', changed('agents', { center: 'mars' }), 'agents.0.center: "mars" is not a center of this case'],
    [
      'an unknown skill of agents',
      changed('agents', { skills: { magic: 1 } }),
      'agents.0.skills.magic: "magic" is not a skill of this case',
    ],
    [
      'an unknown skill of a queue',
      changed('queues', { requirement: { all: [{ skillId: 'magic', level: 1 }] } }),
      'queues.0.requirement.all.0.skillId: "magic" is not a skill of this case',
    ],
    [
      'an unknown skill of single calls',
      changed('arrivals', { requirements: [{ share: 1, requirement: { skillId: 'magic', level: 1 } }] }),
      'arrivals.0.requirements.0.requirement.skillId: "magic" is not a skill of this case',
    ],
    ['a strategy that there is not', changed('queues', { strategy: 'luck' }), 'queues.0.strategy: is not a strategy that Tandem has'],
    [
      'steps out of order',
      changed('queues', {
        steps: [
          { afterSeconds: 30, change: { kind: 'raise-priority', by: 1 } },
          { afterSeconds: 10, change: { kind: 'raise-priority', by: 1 } },
        ],
      }),
      'queues.0.steps.1.afterSeconds: is out of order: the step before it comes after 30 s',
    ],
    [
      'hours that overlap',
      changed('queues', { hours: { ...HOURS, weekly: [...HOURS.weekly, { day: 1, from: '11:00', to: '14:00' }] } }),
      'queues.0.hours.weekly.1.from: overlaps Monday 09:00 to 12:00',
    ],
    [
      'hours of a center that overlap',
      {
        centers: [
          {
            id: 'lisbon',
            limits: {
              hours: { ...HOURS, weekly: [...HOURS.weekly, { day: 1, from: '11:00', to: '14:00' }] },
              foreignShare: 1,
              protectServiceLevel: null,
            },
          },
        ],
      },
      'centers.0.limits.hours.weekly.1.from: overlaps Monday 09:00 to 12:00',
    ],
    ['a queue twice', { queues: [...SMALL.queues, ...SMALL.queues] }, 'queues.1.id: "sales" is in the list twice'],
    ['what a queue has not', changed('queues', { colour: 'red' }), 'queues.0.colour: is nothing that a queue has'],
    ['what a case has not', { speed: 2 }, 'speed: is nothing that a case has'],
    ['no length', { seconds: undefined }, 'seconds: is needed'],
    ['agents by halves', changed('agents', { count: 2.5 }), 'agents.0.count: is not a whole number'],
    [
      'a mean of nothing',
      changed('arrivals', { service: { kind: 'exponential', meanSeconds: 0 } }),
      'arrivals.0.service.meanSeconds: is not above 0',
    ],
    [
      'no service time',
      changed('arrivals', { service: undefined }),
      'arrivals.0.service: is needed, as not every group of agents has its own',
    ],
    [
      'a figure that is not measured',
      { expected: [{ measure: 'joy', published: 1 }] },
      'expected.0.measure: "joy" is not measured; these are:',
    ],
    [
      'a figure of agents there are not',
      { expected: [{ measure: 'occupancy.fast', published: 1 }] },
      'expected.0.measure: "fast" is not a group of agents of this case',
    ],
  ])('%s', (_, change, said) => {
    expect(faultsOf(() => small(change))).toEqual([expect.stringContaining(said)]);
  });

  it('every fault is told at once', () => {
    expect(faultsOf(() => small({ ...changed('arrivals', { perHour: -1 }), runs: 0, seed: -1 }))).toHaveLength(3);
  });

  it('a file that is not there, or is not JSON', () => {
    expect(faultsOf(() => readCase(path.join(folder, 'none.json')))).toEqual([expect.stringMatching(/^there is no file .*none\.json$/)]);
    expect(faultsOf(() => readCase(put('bad.json', '{ "name": ')))).toEqual([expect.stringMatching(/^is not JSON: /)]);
  });
});

describe('arrivals from CSV', () => {
  const withCsv = (csv: string, change: object = {}, arrivals: object = {}) => {
    put('calls.csv', csv);
    const one = { ...SMALL, ...changed('arrivals', { perHour: undefined, queue: undefined, csv: 'calls.csv', ...arrivals }), ...change };
    return readCase(put('case.json', JSON.stringify(one)));
  };

  it('are taken at their times: seconds from the beginning', () => {
    const ready = withCsv('\uFEFFqueue,at\nsales,0\nsales, 10.5\n\nsales,10.5\n"sales",7200\n');
    expect(ready.listed[0]?.map(({ atMs }) => atMs)).toEqual([0, 10_500, 10_500, 7_200_000]);
    expect(simulate(ready, 1, 1).calls).toMatchObject({ arrived: 4, answered: 4 });
  });

  it('are taken at their times: dates, from the case’s beginning', () => {
    const ready = withCsv(
      'at\n2026-03-02T09:00:00+01:00\n2026-03-02T08:00:30Z\n',
      { startsAt: '2026-03-02T08:00:00Z' },
      { queue: 'sales' },
    );
    expect(ready.listed[0]).toEqual([
      { atMs: 0, queueId: 'sales' },
      { atMs: 30_000, queueId: 'sales' },
    ]);
  });

  it.each([
    ['a negative time', 'at,queue\n-1,sales\n', 'line 2, column at: "-1" is below 0'],
    ['no time', 'at,queue\n5,sales\nsoon,sales\n', 'line 3, column at: "soon" is neither seconds nor a time such as 2026-01-05T08:00:00Z'],
    ['an empty time', 'at,queue\n,sales\n', 'line 2, column at: "" is neither seconds'],
    ['times out of order', 'at,queue\n10,sales\n9,sales\n', 'line 3, column at: is earlier than the line before it'],
    ['a queue that there is not', 'at,queue\n1,sales\n2,sails\n', 'line 3, column queue: "sails" is not a queue of this case'],
    ['a missing column', 'when,queue\n1,sales\n', 'line 1: there is no column at'],
    [
      'a date, without the case’s beginning',
      'at,queue\n2026-03-02T08:00:00Z,sales\n',
      'line 2, column at: "2026-03-02T08:00:00Z" is a date, and the case',
    ],
    ['a line of another length', 'at,queue\n1,sales\n2\n', 'Invalid Record Length'],
    ['a quote that does not end', 'at,queue\n1,"sales\n', 'Quote Not Closed'],
  ])('%s is refused with line and column', (_, csv, said) => {
    expect(faultsOf(() => withCsv(csv))).toEqual([expect.stringContaining(said)]);
  });

  it('a date before the beginning is refused', () => {
    expect(faultsOf(() => withCsv('at,queue\n2026-03-01T08:00:00Z,sales\n', { startsAt: '2026-03-02T08:00:00Z' }))).toEqual([
      expect.stringContaining('line 2, column at: "2026-03-01T08:00:00Z" is before the beginning of the case'),
    ]);
  });

  it('a file that is not there is refused with the field that names it', () => {
    const one = { ...SMALL, ...changed('arrivals', { perHour: undefined, csv: 'gone.csv' }) };
    expect(faultsOf(() => readCase(put('case.json', JSON.stringify(one))))).toEqual([
      expect.stringMatching(/^arrivals\.0\.csv: there is no file /),
    ]);
  });
});

it('the example in the README can be simulated', () => {
  const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');
  const example = /```json\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const ready = readCase(put('readme.json', example));
  const { calls, figures } = simulate({ ...ready, one: { ...ready.one, seconds: 7200 } }, 1, 1);
  expect(calls.answered).toBeGreaterThan(300);
  expect(figures['meanWait.sales']).toBeGreaterThan(0);
});

it('the standard cases are in order, each with figures to reproduce', () => {
  const cases = standardCases();
  expect(cases).toHaveLength(16);
  for (const { one } of cases) {
    expect(one.expected.length).toBeGreaterThan(0);
    expect(one.runs).toBeGreaterThanOrEqual(10);
    expect(one.warmUpSeconds).toBeGreaterThan(0);
  }
});
