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
  /** Whether who left the line for a message or a callback counts as abandoned. */
  countElsewhere: boolean;
}
export const DEFAULT_SWITCHES: Switches = { countAbandons: true, shortAbandonSeconds: 0, countElsewhere: false };

/** What can be counted otherwise is kept apart, so that no switch needs the calls themselves. */
export interface LevelCounts {
  answered: number;
  /** Answered within the queue's threshold. */
  inTime: number;
  abandoned: number;
  /** Who left sooner than each of SHORT_ABANDON_SECONDS. */
  abandonedWithin: readonly number[];
  /** Who left the line for a message or a callback, and sooner than each of those times. */
  elsewhere: number;
  elsewhereWithin: readonly number[];
}

/** Callers who left and count: those who were gone too soon do not. */
export function countedAbandons(counts: LevelCounts, { shortAbandonSeconds, countElsewhere }: Switches): number {
  const nth = SHORT_ABANDON_SECONDS.indexOf(shortAbandonSeconds);
  const abandoned = counts.abandoned - (counts.abandonedWithin[nth] ?? 0);
  return countElsewhere ? abandoned + counts.elsewhere - (counts.elsewhereWithin[nth] ?? 0) : abandoned;
}

/** Under these switches: see `shareInTime`. */
export const serviceLevel = (counts: LevelCounts, switches: Switches): number | null =>
  shareInTime({ ...counts, abandoned: countedAbandons(counts, switches) }, switches.countAbandons);

/** Under these switches: see `shareAbandoned`. */
export const abandonment = (counts: LevelCounts, switches: Switches): number | null =>
  shareAbandoned({ answered: counts.answered, abandoned: countedAbandons(counts, switches) });

/** Of a day, in milliseconds. What is going on now is not in it: see `occupancy`. */
export interface AgentTime {
  /** Talk, hold, wrap-up, and with at least one text conversation in hand. */
  busyMs: number;
  /** Signed in, without being not ready. */
  readyMs: number;
}

/** Text conversations in hand since an agent’s status began: how long, at least one of them, until `since`; null: none is now. */
export interface TimeInTexts {
  ms: number;
  since: number | null;
}

const BUSY = new Set<AgentStatus['kind']>(['on-call', 'wrapup']);
const READY = new Set<AgentStatus['kind']>(['available', 'reserved', 'on-call', 'wrapup']);

/** An agent who did this for so long. Who has missed a call gets no offers: they count as not ready. */
export const timeIn = (kind: AgentStatus['kind'], ms: number): AgentTime => ({
  busyMs: BUSY.has(kind) ? ms : 0,
  readyMs: READY.has(kind) ? ms : 0,
});

const FREE = new Set<AgentStatus['kind']>(['available', 'reserved']);

/**
 * How much of the time with text conversations in hand counts as busy besides what `timeIn` says: once for all of them, and what was
 * spent on a call or its wrap-up is that call's. Who is not ready is not busy, whatever they have in hand.
 * @param ms in which they did this and had at least one in hand
 */
export const timeInTexts = (kind: AgentStatus['kind'], ms: number): number => (FREE.has(kind) ? ms : 0);

/** The same of one who did this from then until then, as much of it as counts after `from`. */
export const timeBetween = (kind: AgentStatus['kind'], since: number, until: number, from: number): AgentTime =>
  timeIn(kind, Math.max(0, Math.min(until, since + LONGEST_STATUS_MS) - Math.max(since, from)));

/** An agent's time of the day, with what they have been doing since `status.since`. */
export function timeUntil(
  day: AgentTime & { texts?: TimeInTexts },
  { kind, since }: Pick<AgentStatus, 'kind' | 'since'>,
  dayStart: number,
  now: number,
): AgentTime {
  const more = timeBetween(kind, since, now, dayStart);
  const { texts = { ms: 0, since: null } } = day;
  const going = texts.since === null ? 0 : Math.max(0, Math.min(now, since + LONGEST_STATUS_MS) - Math.max(texts.since, since, dayStart));
  return { busyMs: day.busyMs + more.busyMs + timeInTexts(kind, texts.ms + going), readyMs: day.readyMs + more.readyMs };
}

/** (on a call + wrap-up + with text conversations alone) ÷ (staffed time − not ready). */
export const shareBusy = ({ busyMs, readyMs }: AgentTime): number | null => ratio(busyMs, readyMs);

/** The same, of one agent or of several together. */
export function occupancy(times: readonly AgentTime[]): number | null {
  const sum = (of: keyof AgentTime) => times.reduce((total, time) => total + time[of], 0);
  return shareBusy({ busyMs: sum('busyMs'), readyMs: sum('readyMs') });
}
