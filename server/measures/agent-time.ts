import type { StatusFact } from './facts.ts';

/** What agents did in each slot, in milliseconds. Pure. */

/** A status that nothing has followed for this long has been left behind by a program that ended, and counts no further. */
export const LONGEST_STATUS_MS = 12 * 60 * 60 * 1000;

export interface TimeInSlot {
  slot: number;
  centerId: string;
  agentId: string;
  staffedMs: number;
  notReadyMs: number;
  busyMs: number;
}

/**
 * Cut at the edges of slots, between two times that are such edges themselves.
 * @param statuses in time order; also those before `from`, as far back as LONGEST_STATUS_MS
 * @param now what is still going on counts until then
 */
export function timeInSlots(
  statuses: readonly StatusFact[],
  { from, to, now, slotMs }: { from: number; to: number; now: number; slotMs: number },
): TimeInSlot[] {
  const found: TimeInSlot[] = [];
  const last = new Map<string, StatusFact>();
  const until = Math.min(to, now);
  const take = (status: StatusFact, end: number) => {
    if (status.kind === 'offline') return;
    const stop = Math.min(end, status.at + LONGEST_STATUS_MS, until);
    for (let start = Math.max(status.at, from); start < stop; ) {
      const slot = start - (start % slotMs);
      const ms = Math.min(stop, slot + slotMs) - start;
      found.push({ slot, centerId: status.centerId, agentId: status.agentId, ...kindsOf(status.kind, ms) });
      start += ms;
    }
  };
  for (const status of statuses) {
    const before = last.get(status.agentId);
    if (before) take(before, status.at);
    last.set(status.agentId, status);
  }
  for (const status of last.values()) take(status, Number.POSITIVE_INFINITY);
  return found;
}

function kindsOf(kind: StatusFact['kind'], ms: number) {
  // Who has missed a call gets no offers until they are back.
  const notReady = kind === 'not-ready' || kind === 'missed';
  const busy = kind === 'on-call' || kind === 'wrapup';
  return { staffedMs: ms, notReadyMs: notReady ? ms : 0, busyMs: busy ? ms : 0 };
}
