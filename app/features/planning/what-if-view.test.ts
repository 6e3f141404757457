import { describe, expect, test } from 'vitest';
import type { DayFigures, PlanningScope } from '../../../server/protocol/planning.ts';
import {
  busyIntervals,
  type Change,
  dayToTry,
  faultAt,
  minuteIn,
  newChange,
  requestOf,
  stepChoices,
  verdictOf,
  withStep,
} from './what-if-view.ts';

const LESS = { kind: 'lower-level', skillId: 'voice', level: 2 } as const;
const scope: PlanningScope = {
  centers: [{ id: 'lisbon', name: 'Lisbon', timeZone: 'Europe/Lisbon', foreignShare: 0.5, protectServiceLevel: 0.8 }],
  places: [
    { id: 'lisbon', name: 'Lisbon' },
    { id: 'toronto', name: 'Toronto' },
  ],
  queues: [{ id: 'sales', name: 'Sales', strategy: 'random', offersAtOnce: 2, priority: 1, steps: [{ afterSeconds: 30, change: LESS }] }],
  skills: [],
  firstCallAt: 0,
  now: 0,
};
const changes = (['staff', 'queue', 'center'] as const).flatMap((kind, id) => newChange(kind, id, scope) ?? []);
const form = { centerId: 'lisbon', date: '2026-11-20', changes };
const staff = (change: Partial<Extract<Change, { kind: 'staff' }>>): Change => {
  return { id: 7, kind: 'staff', centerId: 'lisbon', skillId: 'sales', agents: '+2', from: '08:30', to: '00:00', ...change };
};

describe('what is asked', () => {
  test('new changes are what is there, and one agent fewer', () => {
    expect(requestOf(form, scope)).toEqual({
      request: {
        centerId: 'lisbon',
        date: '2026-11-20',
        intervalMinutes: 30,
        staff: [{ centerId: 'lisbon', skillId: null, agents: -1, from: 540, to: 1020 }],
        queues: [{ queueId: 'sales', strategy: 'random', offersAtOnce: 2, priority: 1 }],
        centers: [{ centerId: 'lisbon', foreignShare: 0.5, protectServiceLevel: 0.8 }],
      },
    });
    expect(newChange('staff', 1, { ...scope, centers: [] })).toBeNull();
    expect(newChange('queue', 1, { ...scope, queues: [] })).toBeNull();
  });

  test('until midnight is until the end of the day; what can’t be read is named', () => {
    expect(requestOf({ ...form, changes: [staff({})] }, scope)).toMatchObject({ request: { staff: [{ agents: 2, from: 510, to: 1440 }] } });
    expect(requestOf({ ...form, changes: [staff({ agents: 'two', from: '' })] }, scope)).toEqual({
      wrong: [
        { id: 7, field: 'from' },
        { id: 7, field: 'agents' },
      ],
    });
    expect([minuteIn('23:59'), minuteIn('24:00'), minuteIn('9:00')]).toEqual([1439, null, null]);
  });

  test('steps that are as they were are not asked for; others are, as they are typed', () => {
    const queue = changes.find((one) => one.kind === 'queue');
    if (queue?.kind !== 'queue') throw new Error('There is no change of a queue');
    const asked = (steps: typeof queue.steps) => requestOf({ ...form, changes: [{ ...queue, steps }] }, scope);
    expect(asked(queue.steps)).not.toHaveProperty('request.queues.0.steps');
    expect(asked([])).toHaveProperty('request.queues.0.steps', []);
    expect(asked(withStep(queue.steps))).toHaveProperty('request.queues.0.steps', [
      { afterSeconds: 30, change: LESS },
      { afterSeconds: 90, change: { kind: 'raise-priority', by: 1 } },
    ]);
    expect(asked([{ id: 0, after: 'soon', change: LESS }])).toEqual({ wrong: [{ id: 1, field: 'step-0' }] });
    expect(stepChoices(scope, 'sales').map(({ value }) => value)).toEqual([
      'lower-level voice 2',
      'raise-priority 1',
      'raise-priority 2',
      'raise-priority 5',
      'add-center lisbon',
      'add-center toronto',
    ]);
  });

  test.each([
    [{}, { foreignShare: 0.5, protectServiceLevel: 0.8 }],
    [{ protect: '' }, { foreignShare: 0.5, protectServiceLevel: null }],
    [
      { foreign: '20', opens: '10:00', closes: '00:00' },
      { foreignShare: 0.2, protectServiceLevel: 0.8, open: { from: 600, to: 1440 } },
    ],
  ])('limits with %o are %o', (typed, limits) => {
    const center = changes.flatMap((one) => (one.kind === 'center' ? [{ ...one, ...typed }] : []));
    expect(requestOf({ ...form, changes: center }, scope)).toMatchObject({ request: { centers: [{ centerId: 'lisbon', ...limits }] } });
  });

  test('hours without an end are named', () => {
    const center = changes.flatMap((one) => (one.kind === 'center' ? [{ ...one, opens: '09:00' }] : []));
    expect(requestOf({ ...form, changes: center }, scope)).toEqual({ wrong: [{ id: 2, field: 'closes' }] });
  });

  test.each([
    ['staff.1.agents', { id: 7, field: 'agents' }],
    ['staff.1.skillId', { id: 7, field: 'agents' }],
    ['queues.0.steps.2.afterSeconds', { id: 1, field: 'step-2' }],
    ['centers.0.open.to', { id: 2, field: 'closes' }],
    ['centers.0.protectServiceLevel', { id: 2, field: 'protect' }],
    ['centers.0.foreignShare', { id: 2, field: 'foreign' }],
    ['centers.4.foreignShare', null],
    ['date', null],
    [undefined, null],
  ])('a refusal about %s stands at %o', (field, at) => expect(faultAt(field, [...changes, staff({})])).toEqual(at));
});

test('the day to try is the last whole one, by the clock of the place, or today where there is none', () => {
  const now = Date.UTC(2026, 10, 23, 1);
  expect(dayToTry({ firstCallAt: 0, now }, 'Europe/Lisbon')).toBe('2026-11-22');
  expect(dayToTry({ firstCallAt: 0, now }, 'America/Toronto')).toBe('2026-11-21');
  expect(dayToTry({ firstCallAt: now - 1000, now }, 'Europe/Lisbon')).toBe('2026-11-23');
});

describe('what is said', () => {
  test.each([
    ['serviceLevel', { mean: 0.1, halfWidth: 0.02 }, 'better'],
    ['serviceLevel', { mean: -0.1, halfWidth: 0.02 }, 'worse'],
    ['asa', { mean: -3, halfWidth: 1 }, 'better'],
    ['abandonment', { mean: 0.1, halfWidth: 0.02 }, 'worse'],
    ['abandonment', { mean: 0.1, halfWidth: 0.1 }, 'same'],
    ['occupancy', { mean: 0.1, halfWidth: 0 }, 'busier'],
    ['occupancy', { mean: -0.1, halfWidth: 0 }, 'idler'],
    ['asa', { mean: 0, halfWidth: 0 }, 'same'],
    ['asa', { mean: 5, halfWidth: null }, 'same'],
    ['asa', null, 'same'],
  ] as const)('%s by %o is %s', (figure, difference, verdict) => expect(verdictOf(figure, difference)).toBe(verdict));

  test('only the intervals between the first and the last call', () => {
    const none: DayFigures = {
      answered: 0,
      abandoned: 0,
      serviceLevel: null,
      asa: null,
      abandonment: null,
      occupancy: null,
      estimateError50: null,
      estimateError90: null,
    };
    const of = (calls: number) => ({ calls, real: none, after: none });
    expect(busyIntervals([of(0), of(2), of(0), of(1), of(0)])).toHaveLength(3);
    expect(busyIntervals([of(0)])).toEqual([]);
  });
});
