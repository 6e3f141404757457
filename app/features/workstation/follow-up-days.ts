import type { FollowUp } from '../../../server/protocol/customers.ts';

/** Days of the calendar as they are on the wire: yyyy-mm-dd. They sort as text. */

const DAY_MS = 24 * 60 * 60 * 1000;

/** The day that a moment falls on. @param timeZone IANA; without it the browser's own */
export function dayAt(moment: number, timeZone?: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** Noon in UTC of a day: what a formatter set to UTC shows as that day. null when it is no day. */
export function noonOf(day: string): number | null {
  const at = Date.parse(`${day}T12:00:00Z`);
  return Number.isNaN(at) ? null : at;
}

export const daysAfter = (day: string, days: number): string => new Date((noonOf(day) ?? 0) + days * DAY_MS).toISOString().slice(0, 10);

/** The next day that is no Saturday or Sunday. */
export function nextWorkday(day: string): string {
  const weekday = new Date(noonOf(day) ?? 0).getUTCDay();
  return daysAfter(day, weekday === 5 ? 3 : weekday === 6 ? 2 : 1);
}

/** A follow-up further away than this is a slip of the keys. */
export const FURTHEST_DAYS = 730;

export type DueFault = 'missing' | 'past' | 'too-far';
export function dueFault(dueOn: string, today: string): DueFault | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(dueOn) || noonOf(dueOn) === null) return 'missing';
  if (dueOn < today) return 'past';
  return dueOn > daysAfter(today, FURTHEST_DAYS) ? 'too-far' : null;
}

export type Due = 'overdue' | 'today' | 'later';
export const dueOf = (dueOn: string, today: string): Due => (dueOn < today ? 'overdue' : dueOn === today ? 'today' : 'later');

/** In the order in which they are to be done, under one heading for each kind of due; kinds without any are left out. */
export function byDue(followUps: readonly FollowUp[], today: string): { due: Due; followUps: FollowUp[] }[] {
  const sorted = followUps.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
  return (['overdue', 'today', 'later'] as const)
    .map((due) => ({ due, followUps: sorted.filter(({ dueOn }) => dueOf(dueOn, today) === due) }))
    .filter((group) => group.followUps.length > 0);
}
