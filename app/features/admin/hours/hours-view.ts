import type { z } from 'zod';
import { type DayHours, type Holiday, type Hours, WEEKDAYS } from '../../../../server/protocol/hours.ts';

/** Opening hours as the form shows and changes them: pure functions on what is saved. */

type Weekly = Hours['weekly'];
export type DaySpan = z.infer<typeof DayHours>;
export type HolidayValue = z.infer<typeof Holiday>;

/** A span with its place in the list that is saved, for messages and changes; `key` stays with its place. */
export interface SpanRow {
  key: string;
  index: number;
  span: DaySpan;
}
export interface DayRow {
  day: number;
  name: string;
  spans: SpanRow[];
}

export const USUAL_SPAN = { from: '09:00', to: '17:00' };
const WORKDAYS = [1, 2, 3, 4, 5];

/** What hours begin with when somebody turns them on. */
export const usualHours = (timeZone: string): Hours => ({
  timeZone,
  weekly: WORKDAYS.map((day) => ({ day, ...USUAL_SPAN })),
  holidays: [],
});

export function dayRows(weekly: Weekly): DayRow[] {
  return WEEKDAYS.map((name, index) => {
    const day = index + 1;
    const spans = weekly.flatMap((span, at) => (span.day === day ? [{ span, index: at }] : []));
    return { day, name, spans: spans.map((row, nth) => ({ ...row, key: `${day}.${nth}` })) };
  });
}

/** One more span on a day: the usual one, or what is left of the day after the last. Put behind that, so that others keep their places. */
export function withSpan(weekly: Weekly, day: number): Weekly {
  const ends = weekly.filter((span) => span.day === day).map((span) => span.to);
  const last = ends.sort().at(-1);
  if (last === undefined) return [...weekly, { day, ...USUAL_SPAN }];
  return [...weekly, { day, from: last < '24:00' ? last : '', to: last < '24:00' ? '24:00' : '' }];
}

/** Monday's spans on the other workdays, instead of what they have. */
export function mondayOnWorkdays(weekly: Weekly): Weekly {
  const monday = weekly.filter((span) => span.day === 1);
  const others = weekly.filter((span) => !WORKDAYS.includes(span.day));
  return [...WORKDAYS.flatMap((day) => monday.map((span) => ({ ...span, day }))), ...others];
}

/** What people type for a time, as it is saved: `9` is 09:00, `930` and `9.30` are 09:30. What is no time stays as it is. */
export function asClockTime(typed: string): string {
  const text = typed.trim();
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.h]?(\d{2}))?$/.exec(text) ?? [];
  if (hour === undefined || Number(minute) > 59) return text;
  if (Number(hour) > 24 || (Number(hour) === 24 && minute !== '00')) return text;
  return `${hour.padStart(2, '0')}:${minute}`;
}

const shortName = (day: number) => WEEKDAYS[day - 1]?.slice(0, 3) ?? '';

/** Hours in a line: "Mon–Fri 09:00–17:00, Sat 10:00–14:00". */
export function hoursText(hours: Hours | null): string {
  if (hours === null) return 'Always';
  const days = dayRows(hours.weekly).map(({ day, spans }) => ({
    day,
    text: spans
      .map(({ span }) => `${span.from}–${span.to}`)
      .sort()
      .join(' and '),
  }));
  const runs: { first: number; last: number; text: string }[] = [];
  for (const { day, text } of days) {
    const run = runs.at(-1);
    if (run && run.text === text) run.last = day;
    else runs.push({ first: day, last: day, text });
  }
  const open = runs.filter((run) => run.text !== '');
  if (open.length === 0) return 'Never';
  return open
    .map(({ first, last, text }) => `${first === last ? shortName(first) : `${shortName(first)}–${shortName(last)}`} ${text}`)
    .join(', ');
}

/** Every zone that the browser knows, for the list to choose from. */
export function timeZones(): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
}
