import type { CallId, QueueId } from '../protocol/common.ts';
import type { WaitNews } from '../protocol/widget.ts';

/** Where a caller stands as they are told it, and what it was worked out from. */
export interface Standing {
  queueId: QueueId;
  /** Among all who wait in the line; 1 is next. */
  position: number;
  /** As it is told, in coarse steps, ms from now; null while nothing is known. */
  estimatedWaitMs: number | null;
  /** Everybody in the line, first in line first, with the order in which they came. */
  line: readonly { id: CallId; place: number }[];
  /** The caller's own order of arrival. */
  place: number;
  /** Agents at work who could serve them. */
  atWork: number;
}

/**
 * Why a caller waits longer than they were told; null when they do not. A place or a wait that is told as more than before has
 * always a reason: somebody who goes before them is in the line now, they are in another one, agents have left, or calls take
 * longer than they did.
 */
export function newsOf(before: Standing, now: Standing): WaitNews | null {
  const later = now.position > before.position;
  const longer = now.estimatedWaitMs !== null && before.estimatedWaitMs !== null && now.estimatedWaitMs > before.estimatedWaitMs;
  if (!later && !longer) return null;
  if (now.queueId !== before.queueId) return 'other-queue';
  if (later) {
    const known = new Set(before.line.slice(0, before.position - 1).map(({ id }) => id));
    const joined = now.line.slice(0, now.position - 1).filter(({ id }) => !known.has(id));
    return joined.some(({ place }) => place < now.place) ? 'came-back' : 'goes-first';
  }
  return now.atWork < before.atWork ? 'agents-left' : 'takes-longer';
}

/** What stands beside the place: the newest reason, until place or wait are better than they were. */
export function shownNews(shown: WaitNews | null, before: Standing | null, now: Standing): WaitNews | null {
  if (before === null) return null;
  const news = newsOf(before, now);
  if (news !== null) return news;
  const sooner = now.estimatedWaitMs !== null && before.estimatedWaitMs !== null && now.estimatedWaitMs < before.estimatedWaitMs;
  return now.position < before.position || sooner ? null : shown;
}
