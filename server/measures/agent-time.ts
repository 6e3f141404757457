import { LONGEST_STATUS_MS, timeIn } from '../protocol/formulas.ts';
import type { StatusFact } from './facts.ts';

/** What agents did in each slot, in milliseconds. Pure. */

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
  const { busyMs, readyMs } = timeIn(kind, ms);
  return { staffedMs: ms, notReadyMs: ms - readyMs, busyMs };
}
