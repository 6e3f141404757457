import { DateTime } from 'luxon';

/** Midnight before a moment in a time zone; the first moment of a day that has no midnight. Milliseconds since the epoch. */
export const midnightIn = (timeZone: string, at: number): number => DateTime.fromMillis(at, { zone: timeZone }).startOf('day').toMillis();

/** The day of the calendar at a moment in a time zone, `yyyy-mm-dd`. */
export const dayIn = (timeZone: string, at: number): string => DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd');
