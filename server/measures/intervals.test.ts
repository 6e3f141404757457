import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { SLOT_MS } from './cells.ts';
import { daysOf, intervalsOf, spanOf } from './intervals.ts';

const HOUR = 60 * 60_000;
const LISBON = 'Europe/Lisbon';
const day = (date: string, zone = LISBON) => spanOf({ from: date, to: date }, zone);

test.each([
  ['has 24 hours', '2026-11-23', 24],
  ['has 23 hours when the clocks go forward', '2026-03-29', 23],
  ['has 25 hours when they go back', '2026-10-25', 25],
])('a day %s', (_, date, hours) => {
  const span = day(date);
  expect(span.to - span.from).toBe(hours * HOUR);
  expect(intervalsOf(span, 'hour', LISBON)).toHaveLength(hours);
  expect(intervalsOf(span, '15-min', LISBON)).toHaveLength(hours * 4);
});

test('intervals follow on without gaps, and every edge is one of a slot, wherever the zone', () => {
  for (const zone of ['UTC', LISBON, 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns']) {
    const span = spanOf({ from: '2026-03-01', to: '2026-04-30' }, zone);
    for (const interval of ['15-min', '30-min', 'hour', 'day', 'week', 'month'] as const) {
      const spans = intervalsOf(span, interval, zone);
      expect(spans[0]?.from).toBe(span.from);
      expect(spans.at(-1)?.to).toBe(span.to);
      for (const [index, one] of spans.entries()) {
        expect(one.to).toBeGreaterThan(one.from);
        if (index > 0) expect(one.from).toBe(spans[index - 1]?.to);
        expect(one.from % SLOT_MS).toBe(0);
      }
    }
  }
});

test('weeks begin on Monday and months on their first; the first and the last are cut by the period', () => {
  const span = spanOf({ from: '2026-11-04', to: '2026-12-02' }, LISBON);
  const starts = (interval: 'week' | 'month') =>
    intervalsOf(span, interval, LISBON).map(({ from }) => DateTime.fromMillis(from, { zone: LISBON }).toISODate());
  expect(starts('week')).toEqual(['2026-11-04', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30']);
  expect(starts('month')).toEqual(['2026-11-04', '2026-12-01']);
});

describe('a period that moves with the calendar', () => {
  // 00:30 of Monday the 23rd in Lisbon is still Sunday in Toronto.
  const now = Date.UTC(2026, 10, 23, 0, 30);
  test.each([
    ['today', '2026-11-23', '2026-11-23'],
    ['yesterday', '2026-11-22', '2026-11-22'],
    ['this-week', '2026-11-23', '2026-11-23'],
    ['last-week', '2026-11-16', '2026-11-22'],
    ['last-7-days', '2026-11-16', '2026-11-22'],
    ['last-30-days', '2026-10-24', '2026-11-22'],
    ['this-month', '2026-11-01', '2026-11-23'],
    ['last-month', '2026-10-01', '2026-10-31'],
    ['this-year', '2026-01-01', '2026-11-23'],
    ['last-12-months', '2025-11-01', '2026-10-31'],
  ] as const)('%s is %s to %s', (preset, from, to) => {
    expect(daysOf({ preset }, LISBON, now)).toEqual({ from, to });
  });
  test('is of the zone that is asked for', () => {
    expect(daysOf({ preset: 'today' }, 'America/Toronto', now)).toEqual({ from: '2026-11-22', to: '2026-11-22' });
  });
});
