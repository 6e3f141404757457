import type { Board, BoardCenter, BoardQueue } from '../../../server/protocol/board.ts';
import { type AgentTime, DEFAULT_SWITCHES, serviceLevel } from '../../../server/protocol/formulas.ts';

/** What a wallboard shows, and when it calls for attention. Pure. */

/** More tiles can't be read from where people sit; the others are said to be there. */
export const MOST_QUEUES = 24;
/** What is aimed at: the share of callers who are answered in time. */
const AIM = 0.8;
/** Below it something must be done. */
const LOW = 0.6;

/** Most urgent last. Each has a sign of its own: color alone says nothing. */
export type Attention = 'calm' | 'watch' | 'act';

/** Somebody waits longer than the queue promises, or too few were answered in time. */
export function attentionOf(queue: BoardQueue, now: number): Attention {
  const level = serviceLevel(queue, DEFAULT_SWITCHES);
  const promised = queue.serviceLevelSeconds * 1000;
  const longest = queue.oldestEnqueuedAt === null ? 0 : now - queue.oldestEnqueuedAt;
  if (longest > 2 * promised || (level !== null && level < LOW)) return 'act';
  if (longest > promised || (level !== null && level < AIM)) return 'watch';
  return 'calm';
}

/** In a fixed order, so that everybody knows where theirs is; where there are too many, those with calls today come first. */
export function wallQueues(board: Pick<Board, 'queues'>): { shown: BoardQueue[]; more: number } {
  const byName = (a: BoardQueue, b: BoardQueue) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
  const first = board.queues.length <= MOST_QUEUES ? board.queues : [...board.queues].sort((a, b) => b.offered - a.offered || byName(a, b));
  const shown = first.slice(0, MOST_QUEUES).sort(byName);
  return { shown, more: board.queues.length - shown.length };
}

/** Columns and rows that fill a wide screen with so many tiles. */
export function gridOf(tiles: number): { columns: number; rows: number } {
  const columns = Math.max(1, Math.ceil(Math.sqrt(tiles * 0.9)));
  return { columns, rows: Math.max(1, Math.ceil(tiles / columns)) };
}

/** Of all centers together, weighed by their agents who are signed in. */
export function occupancyOf(centers: readonly Pick<BoardCenter, 'occupancy' | 'signedIn'>[]): number | null {
  const times = centers.flatMap(({ occupancy, signedIn }): AgentTime[] =>
    occupancy === null ? [] : [{ busyMs: occupancy * signedIn, readyMs: signedIn }],
  );
  const ready = times.reduce((sum, { readyMs }) => sum + readyMs, 0);
  return ready === 0 ? null : times.reduce((sum, { busyMs }) => sum + busyMs, 0) / ready;
}
