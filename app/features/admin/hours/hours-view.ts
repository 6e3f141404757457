import type { z } from 'zod';
import type { DayHours, Holiday, Hours } from '../../../../server/protocol/hours.ts';
import { type Words, words } from '../../../lib/i18n/words.ts';

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
  /** 1 is Monday. */
  day: number;
  spans: SpanRow[];
}

export const USUAL_SPAN = { from: '09:00', to: '17:00' };
const WEEK = [1, 2, 3, 4, 5, 6, 7];
const WORKDAYS = [1, 2, 3, 4, 5];

/** What hours begin with when somebody turns them on. */
export const usualHours = (timeZone: string): Hours => ({
  timeZone,
  weekly: WORKDAYS.map((day) => ({ day, ...USUAL_SPAN })),
  holidays: [],
});

export function dayRows(weekly: Weekly): DayRow[] {
  return WEEK.map((day) => {
    const spans = weekly.flatMap((span, at) => (span.day === day ? [{ span, index: at }] : []));
    return { day, spans: spans.map((row, nth) => ({ ...row, key: `${day}.${nth}` })) };
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

/** Hours in a line: "Mon–Fri 09:00–17:00, Sat 10:00–14:00". */
export function hoursWords(hours: Hours | null): Words {
  if (hours === null) return words('admin.hours.always');
  const days = dayRows(hours.weekly).map(({ day, spans }) => ({ day, times: spans.map(({ span }) => `${span.from}–${span.to}`).sort() }));
  const runs: { first: number; last: number; times: string[] }[] = [];
  for (const { day, times } of days) {
    const run = runs.at(-1);
    if (run && run.times.join() === times.join()) run.last = day;
    else runs.push({ first: day, last: day, times });
  }
  const open = runs.flatMap(({ first, last, times }): Words[] => {
    const said = joined('admin.hours.and', times);
    if (said === undefined) return [];
    return [
      first === last
        ? words('admin.hours.day', { day: { weekday: first }, times: said })
        : words('admin.hours.days', { first: { weekday: first }, last: { weekday: last }, times: said }),
    ];
  });
  return joined('admin.hours.join', open) ?? words('admin.hours.never');
}

/** One after the other, with what a language puts between them. undefined: of nothing. */
function joined<Part extends Words | string>(
  key: 'admin.hours.and' | 'admin.hours.join',
  parts: readonly Part[],
): Part | Words | undefined {
  const [first, ...rest] = parts;
  return rest.reduce<Part | Words | undefined>((before, next) => before && words(key, { before, next }), first);
}

/** Every zone that the browser knows, for the list to choose from. */
export function timeZones(): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
}
