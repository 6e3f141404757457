import { type Words, words } from '../../lib/i18n/words.ts';
import type { Work } from './view-model.ts';

export interface WrapupTime {
  usedMs: number;
  words: Words;
  late: boolean;
}

/** "0:24 left of 0:30", then "0:05 over". */
export function wrapupTime(work: Pick<Work<'wrapup'>, 'endedAt' | 'dueAt'>, now: number): WrapupTime {
  const usedMs = Math.max(0, now - work.endedAt);
  const leftMs = work.dueAt - now;
  if (leftMs < 0) return { usedMs, words: words('workstation-desk.wrapup.over', { over: { duration: -leftMs } }), late: true };
  const left = { duration: Math.ceil(leftMs / 1000) * 1000 };
  return { usedMs, words: words('workstation-desk.wrapup.left', { left, whole: { duration: work.dueAt - work.endedAt } }), late: false };
}

/** What "More time" is for, on the button; null where the queue has no more time to give. */
export function moreTimeWords({
  extensionSeconds,
  extensionsLeft,
}: Pick<Work<'wrapup'>, 'extensionSeconds' | 'extensionsLeft'>): Words | null {
  if (extensionSeconds === 0) return null;
  if (extensionsLeft === 0) return words('workstation-desk.wrapup.no-more-time');
  return words('workstation-desk.wrapup.more-time', { more: { duration: extensionSeconds * 1000 } });
}
