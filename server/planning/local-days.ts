import { DateTime } from 'luxon';

/** Days and times of day by a place's clock. */

export const QUARTER_MS = 900_000;
const DAY_MINUTES = 1440;

/** yyyy-mm-dd. */
export const dateAt = (at: number, timeZone: string): string => DateTime.fromMillis(at, { zone: timeZone }).toISODate() ?? '';

export function plusDays(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate() ?? '';
}

/** 1 is Monday. */
export const weekdayOf = (date: string): number => DateTime.fromISO(date, { zone: 'utc' }).weekday;

/** From its first moment to that of the next day, ms. */
export function boundsOf(date: string, timeZone: string): { from: number; to: number } {
  const start = DateTime.fromISO(date, { zone: timeZone }).startOf('day');
  return { from: start.toMillis(), to: start.plus({ days: 1 }).startOf('day').toMillis() };
}

/** The moment at which the clock shows so many minutes after midnight; where it never does, when it has gone past. */
export function momentOf(date: string, minute: number, timeZone: string): number {
  if (minute >= DAY_MINUTES) return boundsOf(date, timeZone).to;
  return DateTime.fromISO(date, { zone: timeZone })
    .startOf('day')
    .set({ hour: Math.floor(minute / 60), minute: minute % 60 })
    .toMillis();
}

/** The quarters of an hour of a day, each with the minute of the day that the clock showed at its beginning. */
export function quartersOf(date: string, timeZone: string): { at: number; minute: number }[] {
  const { from, to } = boundsOf(date, timeZone);
  const plain = to - from === DAY_MINUTES * 60_000;
  return Array.from({ length: Math.round((to - from) / QUARTER_MS) }, (_, nth) => {
    const at = from + nth * QUARTER_MS;
    if (plain) return { at, minute: nth * 15 };
    const { hour, minute } = DateTime.fromMillis(at, { zone: timeZone });
    return { at, minute: hour * 60 + minute };
  });
}
