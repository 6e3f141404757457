import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverOf, type Made, NOTHING_MADE } from './cover.ts';
import { intervalsOf } from './intervals.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const ZONE = 'Europe/Lisbon';
/** Midnight in Lisbon, an hour before the one of UTC. */
const SEPTEMBER = Date.UTC(2026, 7, 31, 23);
const NOVEMBER = Date.UTC(2026, 10, 1);

const until = (unit: 'day' | 'week' | 'month', to: number) =>
  new Map(intervalsOf({ from: SEPTEMBER, to }, unit, ZONE).map((one) => [one.from, one.to] as const));
const utcDays = (to: number) => new Set(intervalsOf({ from: SEPTEMBER + HOUR - DAY, to }, 'day', 'UTC').map((one) => one.from));
/** From the Monday that is the last of August in Lisbon. */
const WEEKS = new Map(intervalsOf({ from: SEPTEMBER - DAY, to: NOVEMBER + DAY }, 'week', ZONE).map((one) => [one.from, one.to] as const));
const all: Made = {
  months: until('month', NOVEMBER),
  weeks: WEEKS,
  days: until('day', NOVEMBER + 3 * DAY),
  quarters: utcDays(NOVEMBER + 3 * DAY),
};

test('whole months are read as months, what is left of a longer time as days', () => {
  const edges = [SEPTEMBER, NOVEMBER + 2 * DAY];
  expect(coverOf(edges, { from: SEPTEMBER, to: NOVEMBER + 2 * DAY }, all)).toEqual([
    { from: SEPTEMBER, to: NOVEMBER, of: 'months' },
    { from: NOVEMBER, to: NOVEMBER + 2 * DAY, of: 'days' },
  ]);
});

test('weeks are read as weeks, days as days, hours as quarters', () => {
  const of = (edges: number[]) => new Set(coverOf(edges, { from: edges[0] ?? 0, to: edges.at(-1) ?? 0 }, all).map((piece) => piece.of));
  const week = SEPTEMBER + 6 * DAY;
  expect(of([week, week + 7 * DAY, week + 14 * DAY])).toEqual(new Set(['weeks']));
  expect(of([week + DAY, week + 8 * DAY])).toEqual(new Set(['days']));
  expect(of([week, week + DAY, week + 2 * DAY])).toEqual(new Set(['days']));
  expect(of([week, week + HOUR, week + 2 * HOUR])).toEqual(new Set(['quarters']));
});

test('days of another zone are read inside of a longer interval, and quarters at its ends', () => {
  const [from, to] = [SEPTEMBER + 5 * HOUR, SEPTEMBER + 10 * DAY + 5 * HOUR];
  expect(coverOf([from, to], { from, to }, all)).toEqual([
    { from, to: SEPTEMBER + DAY, of: 'quarters' },
    { from: SEPTEMBER + DAY, to: SEPTEMBER + 10 * DAY, of: 'days' },
    { from: SEPTEMBER + 10 * DAY, to, of: 'quarters' },
  ]);
});

test('what is not made is counted, a day of UTC at a time, until now and not beyond', () => {
  const now = NOVEMBER + 1.5 * DAY;
  expect(coverOf([NOVEMBER, NOVEMBER + 2 * DAY], { from: NOVEMBER, to: now }, NOTHING_MADE)).toEqual([
    { from: NOVEMBER, to: NOVEMBER + DAY, of: 'facts' },
    { from: NOVEMBER + DAY, to: now, of: 'facts' },
  ]);
});

test('pieces follow on without gaps, each of them made, and no month or day reaches over the end of an interval', () => {
  const some = <K, V>(map: ReadonlyMap<K, V>) => fc.subarray([...map]).map((entries) => new Map(entries));
  const made = fc.record({
    months: some(all.months),
    weeks: some(all.weeks),
    days: some(all.days),
    quarters: fc.subarray([...all.quarters]).map((one) => new Set(one)),
  });
  const cut = fc.integer({ min: 0, max: (63 * DAY) / (HOUR / 4) }).map((quarters) => SEPTEMBER + quarters * (HOUR / 4));
  fc.assert(
    fc.property(made, fc.uniqueArray(cut, { minLength: 2, maxLength: 20 }), cut, (known, cuts, end) => {
      const edges = cuts.toSorted((a, b) => a - b);
      const span = { from: edges[0] ?? 0, to: Math.min(end, edges.at(-1) ?? 0) };
      const pieces = coverOf(edges, span, known);
      let at = span.from;
      for (const { from, to, of } of pieces) {
        expect(from).toBe(at);
        expect(to).toBeGreaterThan(from);
        at = to;
        for (const [begin, over] of of === 'months' || of === 'weeks' || of === 'days' ? known[of] : [])
          if (begin >= from && begin < to) expect(edges.some((edge) => edge > begin && edge < over)).toBe(false);
        if (of === 'quarters') for (let day = from - (from % DAY); day < to; day += DAY) expect(known.quarters.has(day)).toBe(true);
      }
      expect(at).toBe(Math.max(span.from, span.to));
    }),
  );
});
