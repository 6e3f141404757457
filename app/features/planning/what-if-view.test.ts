import { describe, expect, test } from 'vitest';
import type { DayFigures, PlanningScope } from '../../../server/protocol/planning.ts';
import { busyIntervals, type Change, dayToTry, faultAt, minuteIn, newChange, requestOf, verdictOf } from './what-if-view.ts';

const scope: PlanningScope = {
  centers: [{ id: 'lisbon', name: 'Lisbon', timeZone: 'Europe/Lisbon', foreignShare: 0.5 }],
  queues: [{ id: 'sales', name: 'Sales', strategy: 'random', offersAtOnce: 2, priority: 1, steps: 1 }],
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
    expect(requestOf(form)).toEqual({
      request: {
        centerId: 'lisbon',
        date: '2026-11-20',
        intervalMinutes: 30,
        staff: [{ centerId: 'lisbon', skillId: null, agents: -1, from: 540, to: 1020 }],
        queues: [{ queueId: 'sales', strategy: 'random', offersAtOnce: 2, priority: 1 }],
        centers: [{ centerId: 'lisbon', foreignShare: 0.5 }],
      },
    });
    expect(newChange('staff', 1, { ...scope, centers: [] })).toBeNull();
    expect(newChange('queue', 1, { ...scope, queues: [] })).toBeNull();
  });

  test('until midnight is until the end of the day; what can’t be read is named', () => {
    expect(requestOf({ ...form, changes: [staff({})] })).toMatchObject({ request: { staff: [{ agents: 2, from: 510, to: 1440 }] } });
    expect(requestOf({ ...form, changes: [staff({ agents: 'two', from: '' })] })).toEqual({
      wrong: [
        { id: 7, field: 'from' },
        { id: 7, field: 'agents' },
      ],
    });
    expect([minuteIn('23:59'), minuteIn('24:00'), minuteIn('9:00')]).toEqual([1439, null, null]);
  });

  test.each([
    ['staff.1.agents', { id: 7, field: 'agents' }],
    ['staff.1.skillId', { id: 7, field: 'agents' }],
    ['queues.0.firstStepSeconds', { id: 1, field: 'firstStep' }],
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
    const none: DayFigures = { answered: 0, abandoned: 0, serviceLevel: null, asa: null, abandonment: null, occupancy: null };
    const of = (calls: number) => ({ calls, real: none, after: none });
    expect(busyIntervals([of(0), of(2), of(0), of(1), of(0)])).toHaveLength(3);
    expect(busyIntervals([of(0)])).toEqual([]);
  });
});
