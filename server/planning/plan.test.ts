import { describe, expect, test } from 'vitest';
import type { ForecastRequest } from '../protocol/planning.ts';
import { historyBounds, planOf, type QuarterRow } from './plan.ts';

/** A plan from rows of the past: what it takes, and what it says when there is too little. */

const NOW = Date.UTC(2026, 10, 23, 15);
const DAY = 86_400_000;
const request: ForecastRequest = {
  centerId: 'lisbon',
  date: null,
  queueId: null,
  intervalMinutes: 60,
  target: { kind: 'asa', seconds: 10 },
  shrinkage: 0,
  patienceSeconds: null,
};
const row = (change: Partial<QuarterRow>): QuarterRow => {
  const handled = { calls: 4, handled: 4, handleMs: 4 * 60_000, waitMs: 0, gaveUp: 0 };
  return { at: NOW - DAY, queueId: 'sales', centerId: 'lisbon', ...handled, ...change };
};
const plan = (rows: QuarterRow[], firstDay: number, change: Partial<ForecastRequest> = {}) => {
  const centers = [{ id: 'lisbon', name: 'Lisbon' }];
  return planOf({ request: { ...request, ...change }, rows, timeZone: 'UTC', now: NOW, firstCallAt: NOW - firstDay * DAY, centers });
};

describe('too little history', () => {
  test.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [14, 13],
  ])('when the first call came %d days ago there are %d whole days', (firstDay, days) => {
    expect(plan([], firstDay)).toEqual({ kind: 'too-little', days, needed: 14 });
  });

  test('without any call there is none', () => {
    const nothing = planOf({ request, rows: [], timeZone: 'UTC', now: NOW, firstCallAt: null, centers: [] });
    expect(nothing).toEqual({ kind: 'too-little', days: 0, needed: 14 });
    expect(historyBounds(NOW - 300 * DAY, NOW, 'UTC')).toEqual({ first: '2026-08-31', last: '2026-11-22' });
  });
});

describe('a plan', () => {
  const weeks = Array.from({ length: 21 }, (_, nth) => NOW - (nth + 1) * DAY);

  test('patience is all waiting ÷ those who gave up; who was answered by nobody is each center’s share', () => {
    const rows = weeks.flatMap((at) => [
      row({ at, calls: 3, handled: 3, handleMs: 3 * 120_000, waitMs: 30_000 }),
      row({ at, centerId: 'toronto', calls: 1, handled: 1, handleMs: 60_000, waitMs: 10_000 }),
      row({ at, centerId: null, calls: 2, handled: 0, handleMs: 0, waitMs: 80_000, gaveUp: 2 }),
    ]);
    const made = plan(rows, 22);
    if (made.kind !== 'forecast') throw new Error('There is enough history');
    expect(made.patienceSeconds).toBe(60);
    expect(made.ahtSeconds).toBe(105);
    const three = made.slots.find(({ minute }) => minute === 900);
    expect(three?.pooled.calls).toBeCloseTo(6, 9);
    // Lisbon answered three of four: its are 3, and 1.5 of the 2 that nobody answered.
    expect(three?.centers.lisbon?.calls).toBeCloseTo(4.5, 9);
    expect(made.centers).toEqual([{ id: 'lisbon', name: 'Lisbon', ahtSeconds: 120 }]);
    expect(three?.pooled.erlangA?.agents).toBeLessThanOrEqual(three?.pooled.erlangC?.agents ?? 0);
  });

  test('is of one queue where one is asked for, and of the day that is asked for', () => {
    const rows = weeks.flatMap((at) => [row({ at }), row({ at, queueId: 'support', calls: 10 })]);
    const made = plan(rows, 22, { queueId: 'sales', date: '2026-11-30' });
    if (made.kind !== 'forecast') throw new Error('There is enough history');
    expect(made.date).toBe('2026-11-30');
    expect(made.slots.reduce((sum, slot) => sum + slot.pooled.calls, 0)).toBeCloseTo(4, 9);
  });
});
