import type { AgentStatus } from './common.ts';

/**
 * What the measures of a day mean, as formulas over counts: server and screen use the same. Shares are 0..1, times
 * milliseconds; null where there is nothing to count from. The screen names each formula, and has the switches.
 */

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

/** answered in time ÷ (answered + abandoned); abandoned only where they are to count. */
export const serviceLevel = (counts: LevelCounts, switches: Switches): number | null =>
  shareOf(counts.inTime, counts.answered + (switches.countAbandons ? countedAbandons(counts, switches) : 0));

/** abandoned ÷ (answered + abandoned). */
export function abandonment(counts: LevelCounts, switches: Switches): number | null {
  const abandoned = countedAbandons(counts, switches);
  return shareOf(abandoned, counts.answered + abandoned);
}

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

/** An agent's time of the day, with what they have been doing since `status.since`. */
export function timeUntil(day: AgentTime, status: Pick<AgentStatus, 'kind' | 'since'>, dayStart: number, now: number): AgentTime {
  const more = timeIn(status.kind, Math.max(0, now - Math.max(status.since, dayStart)));
  return { busyMs: day.busyMs + more.busyMs, readyMs: day.readyMs + more.readyMs };
}

/** (talk + hold + wrap-up) ÷ (staffed time − not ready), of one agent or of several together. */
export function occupancy(times: readonly AgentTime[]): number | null {
  const sum = (of: keyof AgentTime) => times.reduce((total, time) => total + time[of], 0);
  return shareOf(sum('busyMs'), sum('readyMs'));
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
