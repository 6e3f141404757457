import { DateTime } from 'luxon';
import type { Interval, Preset } from '../protocol/report-words.ts';
import type { Period } from '../protocol/reports.ts';

/** Periods and intervals of a time zone’s own calendar: a day has 23 or 25 hours when the clocks change. Pure. */

export interface Span {
  from: number;
  to: number;
}

/** The first and the last day of a period, both part of it, as `yyyy-mm-dd`. */
export function daysOf(period: Period, zone: string, now: number): { from: string; to: string } {
  if (!('preset' in period)) return period;
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  const [from, to] = PRESET_DAYS[period.preset](today);
  return { from: from.toISODate() ?? '', to: to.toISODate() ?? '' };
}

type Days = (today: DateTime) => [from: DateTime, to: DateTime];
const PRESET_DAYS: Record<Preset, Days> = {
  today: (today) => [today, today],
  yesterday: (today) => [today.minus({ days: 1 }), today.minus({ days: 1 })],
  'this-week': (today) => [today.startOf('week'), today],
  'last-week': (today) => [today.startOf('week').minus({ weeks: 1 }), today.startOf('week').minus({ days: 1 })],
  'last-7-days': (today) => [today.minus({ days: 7 }), today.minus({ days: 1 })],
  'last-30-days': (today) => [today.minus({ days: 30 }), today.minus({ days: 1 })],
  'this-month': (today) => [today.startOf('month'), today],
  'last-month': (today) => [today.startOf('month').minus({ months: 1 }), today.startOf('month').minus({ days: 1 })],
  'this-year': (today) => [today.startOf('year'), today],
  'last-12-months': (today) => [today.startOf('month').minus({ months: 12 }), today.startOf('month').minus({ days: 1 })],
};

/** From the first midnight to the one after the last day. */
export function spanOf({ from, to }: { from: string; to: string }, zone: string): Span {
  return { from: startOf(from, zone).toMillis(), to: startOf(to, zone).plus({ days: 1 }).startOf('day').toMillis() };
}

const startOf = (day: string, zone: string) => DateTime.fromISO(day, { zone }).startOf('day');

const UNITS = { day: 'day', week: 'week', month: 'month' } as const;
const MINUTES = { '15-min': 15, '30-min': 30, hour: 60 } as const;

/** How long intervals last at least, for telling how many there would be before they are made. */
export const SHORTEST_MS: Record<Exclude<Interval, 'whole'>, number> = {
  '15-min': 15 * 60_000,
  '30-min': 30 * 60_000,
  hour: 60 * 60_000,
  day: 23 * 60 * 60_000,
  week: (7 * 24 - 1) * 60 * 60_000,
  month: (28 * 24 - 1) * 60 * 60_000,
};

/** The intervals of a span, without gaps. The first and the last week or month may be cut short by it. */
export function intervalsOf({ from, to }: Span, interval: Interval, zone: string): Span[] {
  if (interval === 'whole') return [{ from, to }];
  const spans: Span[] = [];
  for (let start = from; start < to; ) {
    const end = Math.min(to, nextEdge(start, interval, zone));
    spans.push({ from: start, to: end });
    start = end;
  }
  return spans;
}

function nextEdge(start: number, interval: Exclude<Interval, 'whole'>, zone: string): number {
  const at = DateTime.fromMillis(start, { zone });
  if (interval === 'day' || interval === 'week' || interval === 'month') {
    const unit = UNITS[interval];
    return at
      .startOf(unit)
      .plus({ [unit]: 1 })
      .startOf(unit)
      .toMillis();
  }
  // By the wall clock, so that hours begin when its minutes are 0; between two of them real time passes.
  const minutes = MINUTES[interval];
  return start + (minutes - (at.minute % minutes)) * 60_000;
}
