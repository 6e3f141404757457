import { LONGEST_STATUS_MS, timeIn, timeInTexts } from '../protocol/formulas.ts';
import type { StatusFact, TextTimeFact } from './facts.ts';

/** What agents did in each slot, in milliseconds. Pure. */

export interface TimeInSlot {
  slot: number;
  centerId: string;
  agentId: string;
  staffedMs: number;
  notReadyMs: number;
  busyMs: number;
  /** In texts, each for itself; and with at least one of them in hand. */
  textsMs: number;
  textsAnyMs: number;
}

interface Cut {
  from: number;
  to: number;
  now: number;
  slotMs: number;
}

/**
 * Cut at the edges of slots, between two times that are such edges themselves.
 * @param statuses in time order; also those before `from`, as far back as LONGEST_STATUS_MS
 * @param texts what agents had in hand; who has any is busy, once, while they would be free for a call otherwise
 * @param now what is still going on counts until then
 */
export function timeInSlots(statuses: readonly StatusFact[], texts: readonly TextTimeFact[], { from, to, now, slotMs }: Cut): TimeInSlot[] {
  const found: TimeInSlot[] = [];
  const until = Math.min(to, now);
  const slotsOf = function* (start: number, end: number) {
    for (let at = Math.max(start, from); at < Math.min(end, until); ) {
      const slot = at - (at % slotMs);
      const stop = Math.min(end, until, slot + slotMs);
      yield { slot, start: at, stop };
      at = stop;
    }
  };
  const anyOf = new Map([...Map.groupBy(texts, placeOf)].map(([place, own]) => [place, joined(own)]));
  const take = (status: StatusFact, end: number) => {
    const { centerId, agentId, kind, at } = status;
    const own = anyOf.get(placeOf(status)) ?? [];
    if (kind === 'offline') return;
    for (const { slot, start, stop } of slotsOf(at, Math.min(end, at + LONGEST_STATUS_MS))) {
      const ms = stop - start;
      const { busyMs, readyMs } = timeIn(kind, ms);
      const more = timeInTexts(kind, overlap(own, start, stop));
      found.push({ ...NONE, slot, centerId, agentId, staffedMs: ms, notReadyMs: ms - readyMs, busyMs: busyMs + more });
    }
  };
  const last = new Map<string, StatusFact>();
  for (const status of statuses) {
    const before = last.get(status.agentId);
    if (before) take(before, status.at);
    last.set(status.agentId, status);
  }
  for (const status of last.values()) take(status, Number.POSITIVE_INFINITY);
  for (const { centerId, agentId, ...span } of texts)
    for (const { slot, start, stop } of slotsOf(span.from, span.to))
      found.push({ ...NONE, slot, centerId, agentId, textsMs: stop - start });
  for (const spans of anyOf.values())
    for (const { centerId, agentId, ...span } of spans)
      for (const { slot, start, stop } of slotsOf(span.from, span.to))
        found.push({ ...NONE, slot, centerId, agentId, textsAnyMs: stop - start });
  return found;
}

const NONE = { staffedMs: 0, notReadyMs: 0, busyMs: 0, textsMs: 0, textsAnyMs: 0 };

const placeOf = ({ centerId, agentId }: { centerId: string; agentId: string }) => `${centerId} ${agentId}`;

/** Without overlaps, in the order of time. */
function joined(texts: readonly TextTimeFact[]): TextTimeFact[] {
  const all: TextTimeFact[] = [];
  for (const one of texts.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else all.push({ ...one });
  }
  return all;
}

const overlap = (spans: readonly TextTimeFact[], from: number, to: number) =>
  spans.reduce((sum, span) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)), 0);
