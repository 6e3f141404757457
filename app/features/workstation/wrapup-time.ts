import { duration } from '../../lib/format.ts';
import type { Work } from './view-model.ts';

export interface WrapupTime {
  usedMs: number;
  words: string;
  late: boolean;
}

/** "0:24 left of 0:30", then "0:05 over". */
export function wrapupTime(work: Pick<Work<'wrapup'>, 'endedAt' | 'dueAt'>, now: number): WrapupTime {
  const usedMs = Math.max(0, now - work.endedAt);
  const leftMs = work.dueAt - now;
  if (leftMs >= 0)
    return { usedMs, words: `${duration(Math.ceil(leftMs / 1000) * 1000)} left of ${duration(work.dueAt - work.endedAt)}`, late: false };
  return { usedMs, words: `${duration(-leftMs)} over the time for wrap-up`, late: true };
}

/** What "More time" is for, on the button; null where the queue has no more time to give. */
export function moreTimeWords({
  extensionSeconds,
  extensionsLeft,
}: Pick<Work<'wrapup'>, 'extensionSeconds' | 'extensionsLeft'>): string | null {
  if (extensionSeconds === 0) return null;
  return extensionsLeft === 0 ? 'No more time' : `More time (+${duration(extensionSeconds * 1000)})`;
}
