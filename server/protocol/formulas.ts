import type { AgentStatus } from './common.ts';

/**
 * What the measures mean, as formulas over counts: the live board, its screen, alerts, reports and what-ifs use the same. Shares are
 * 0..1, times milliseconds; null where there is nothing to count from. The screens name each formula, and have the switches.
 */

/** part ÷ whole: of times over calls their mean. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** answered in time ÷ (answered + abandoned); abandoned only where they are to count. */
export const shareInTime = (of: { answered: number; inTime: number; abandoned: number }, countAbandons: boolean): number | null =>
  ratio(of.inTime, of.answered + (countAbandons ? of.abandoned : 0));

/** abandoned ÷ (answered + abandoned). */
export const shareAbandoned = ({ answered, abandoned }: { answered: number; abandoned: number }): number | null =>
  ratio(abandoned, answered + abandoned);

/** Who waited for an answer, over all who were answered. */
export const averageSpeedOfAnswer = (of: { answered: number; answerWaitMs: number }): number | null => ratio(of.answerWaitMs, of.answered);

/** Talk, hold and wrap-up, over all calls that had them. */
export const averageHandleTime = (of: { handled: number; handleMs: number }): number | null => ratio(of.handleMs, of.handled);

/** A status that nothing has followed for this long has been left behind by a program that ended, and counts no further. */
export const LONGEST_STATUS_MS = 12 * 60 * 60 * 1000;

/** How many seconds a caller may be left to be gone in before it counts as abandoned. 0: every caller who left counts. */
export const SHORT_ABANDON_SECONDS = [0, 5, 10, 20, 30] as const;
export type ShortAbandonSeconds = (typeof SHORT_ABANDON_SECONDS)[number];

export interface Switches {
  /** Whether callers who left count against the service level. */
  countAbandons: boolean;
  shortAbandonSeconds: ShortAbandonSeconds;
}
export const DEFAULT_SWITCHES: Switches = { countAbandons: true, shortAbandonSeconds: 0 };

/** What can be counted otherwise is kept apart, so that no switch needs the calls themselves. */
export interface LevelCounts {
  answered: number;
  /** Answered within the queue's threshold. */
  inTime: number;
  abandoned: number;
  /** Who left sooner than each of SHORT_ABANDON_SECONDS. */
  abandonedWithin: readonly number[];
}

/** Callers who left and count: those who were gone too soon do not. */
export const countedAbandons = ({ abandoned, abandonedWithin }: LevelCounts, { shortAbandonSeconds }: Switches): number =>
  abandoned - (abandonedWithin[SHORT_ABANDON_SECONDS.indexOf(shortAbandonSeconds)] ?? 0);

/** Under these switches: see `shareInTime`. */
export const serviceLevel = (counts: LevelCounts, switches: Switches): number | null =>
  shareInTime({ ...counts, abandoned: countedAbandons(counts, switches) }, switches.countAbandons);

/** Under these switches: see `shareAbandoned`. */
export const abandonment = (counts: LevelCounts, switches: Switches): number | null =>
  shareAbandoned({ answered: counts.answered, abandoned: countedAbandons(counts, switches) });

/** Of a day, in milliseconds. What is going on now is not in it: see `occupancy`. */
export interface AgentTime {
  /** Talk, hold and wrap-up. */
  busyMs: number;
  /** Signed in, without being not ready. */
  readyMs: number;
}

const BUSY = new Set<AgentStatus['kind']>(['on-call', 'wrapup']);
const READY = new Set<AgentStatus['kind']>(['available', 'reserved', 'on-call', 'wrapup']);

/** An agent who did this for so long. Who has missed a call gets no offers: they count as not ready. */
export const timeIn = (kind: AgentStatus['kind'], ms: number): AgentTime => ({
  busyMs: BUSY.has(kind) ? ms : 0,
  readyMs: READY.has(kind) ? ms : 0,
});

/** The same of one who did this from then until then, as much of it as counts after `from`. */
export const timeBetween = (kind: AgentStatus['kind'], since: number, until: number, from: number): AgentTime =>
  timeIn(kind, Math.max(0, Math.min(until, since + LONGEST_STATUS_MS) - Math.max(since, from)));

/** An agent's time of the day, with what they have been doing since `status.since`. */
export function timeUntil(day: AgentTime, status: Pick<AgentStatus, 'kind' | 'since'>, dayStart: number, now: number): AgentTime {
  const more = timeBetween(status.kind, status.since, now, dayStart);
  return { busyMs: day.busyMs + more.busyMs, readyMs: day.readyMs + more.readyMs };
}

/** (talk + hold + wrap-up) ÷ (staffed time − not ready). */
export const shareBusy = ({ busyMs, readyMs }: AgentTime): number | null => ratio(busyMs, readyMs);

/** The same, of one agent or of several together. */
export function occupancy(times: readonly AgentTime[]): number | null {
  const sum = (of: keyof AgentTime) => times.reduce((total, time) => total + time[of], 0);
  return shareBusy({ busyMs: sum('busyMs'), readyMs: sum('readyMs') });
}
