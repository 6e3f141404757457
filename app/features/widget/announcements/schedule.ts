import type { ToldAnnouncement } from '../../../../server/protocol/announcements.ts';

/** When an announcement comes. Milliseconds since the caller began to wait; how often it comes again, null: never. */
export type Cue = Pick<ToldAnnouncement, 'id' | 'afterMs' | 'everyMs' | 'minWaitMs'>;

/** Which of its times each announcement was told at last, in milliseconds since the caller began to wait. */
export type Told = Readonly<Record<string, number>>;

/** Held up by another one, or by a page that was being loaded, it is still told within this time; then it is left out. */
export const LATE_MS = 20_000;
/** Quiet between two of them. */
export const GAP_MS = 2_000;

/** The last of its times that has come; null before the first. */
export function lastTime({ afterMs, everyMs }: Cue, waitedMs: number): number | null {
  if (waitedMs < afterMs) return null;
  return everyMs === null ? afterMs : afterMs + Math.floor((waitedMs - afterMs) / everyMs) * everyMs;
}

/**
 * What is to be told now. It depends on the time that was waited alone, and on what was told: a page that is loaded again, or whose
 * timers are slowed down in the background, goes on where it is.
 * @param wait what the caller expects to wait still; null: not known, which is no long wait
 * @returns the one whose time came first, of several the one that stands first in the list
 */
export function dueNow<C extends Cue>(
  cues: readonly C[],
  waitedMs: number,
  told: Told,
  wait: number | null,
): { cue: C; at: number } | null {
  let first: { cue: C; at: number } | null = null;
  for (const cue of cues) {
    const at = lastTime(cue, waitedMs);
    if (at === null || waitedMs - at > LATE_MS || at <= (told[cue.id] ?? -1)) continue;
    if (cue.minWaitMs !== null && (wait ?? 0) < cue.minWaitMs) continue;
    if (first === null || at < first.at) first = { cue, at };
  }
  return first;
}

/** Those that come within this time, so that what they sound is there by then. */
export function soonDue<C extends Cue>(cues: readonly C[], waitedMs: number, withinMs: number): C[] {
  return cues.filter((cue) => {
    const last = lastTime(cue, waitedMs + withinMs);
    return last !== null && last >= waitedMs;
  });
}
