import { DateTime } from 'luxon';
import type { Interval } from '../protocol/report-words.ts';
import { sentence } from '../protocol/sentences.ts';
import { Failure } from '../sockets/failure.ts';

/** How much one report may ask for. */

const FIVE_YEARS = 1830;
const MOST_DAYS: Record<Interval, number> = {
  '15-min': 31,
  '30-min': 62,
  hour: 92,
  day: 731,
  week: FIVE_YEARS,
  month: FIVE_YEARS,
  whole: FIVE_YEARS,
};
export const MOST_ROWS = 20_000;

/** @throws Failure `bad-request` that says what to choose instead, before anything is counted */
export function assertPeriod({ from, to }: { from: string; to: string }, interval: Interval): void {
  if (to < from) throw new Failure('bad-request', 'The last day is before the first. Choose a later one.', 'to');
  const days = DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days + 1;
  if (days > FIVE_YEARS) throw new Failure('bad-request', 'A report covers five years at most. Choose fewer days.', 'to');
  const most = MOST_DAYS[interval];
  if (days > most) throw new Failure('bad-request', sentence('report-interval', { count: most }), 'interval');
}

/** @throws Failure `bad-request` when there are more than anybody reads */
export function assertRows(rows: number): void {
  if (rows > MOST_ROWS) throw new Failure('bad-request', sentence('report-rows', { count: MOST_ROWS }), 'by');
}
