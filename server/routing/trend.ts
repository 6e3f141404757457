import type { BoardTrend } from '../protocol/board.ts';
import { DEFAULT_SWITCHES, serviceLevel } from '../protocol/formulas.ts';
import type { EndedCall } from './measures.ts';
import { addCall, noCounts, type QueueCounts } from './queue-day.ts';

/** The last eight hours, a shift, in quarters of an hour: the last of them is going on. */
export const TREND_SLOT_MS = 15 * 60_000;
export const TREND_SLOTS = 32;

/** So often a trend is looked at anew: nobody sees a difference sooner. */
const VIEW_MS = 5000;

/** Quarters of an hour of a queue, by when their calls came to their end. */
export class Trend {
  readonly #slots = new Map<number, QueueCounts>();
  #shown: { at: number; slots: readonly (QueueCounts | null)[]; view: BoardTrend } | null = null;

  add(call: EndedCall, serviceLevelMs: number): void {
    const slot = slotOf(call.endedAt);
    const counts = this.#slots.get(slot) ?? noCounts();
    this.#slots.set(slot, counts);
    addCall(counts, call, serviceLevelMs);
  }

  /** The same object until there is another to show. */
  view(now: number): BoardTrend {
    return this.#look(now).view;
  }

  /** One for each slot of the view; null where nothing happened. */
  slots(now: number): readonly (QueueCounts | null)[] {
    return this.#look(now).slots;
  }

  #look(now: number) {
    if (this.#shown && now - this.#shown.at < VIEW_MS && slotOf(this.#shown.at) === slotOf(now)) return this.#shown;
    const first = firstSlot(now);
    for (const slot of this.#slots.keys()) if (slot < first) this.#slots.delete(slot);
    const slots = Array.from({ length: TREND_SLOTS }, (_, nth) => this.#slots.get(first + nth * TREND_SLOT_MS) ?? null);
    this.#shown = { at: now, slots, view: trendOf(slots, now) };
    return this.#shown;
  }
}

export function trendOf(slots: readonly (QueueCounts | null)[], now: number): BoardTrend {
  return {
    from: firstSlot(now),
    slotMs: TREND_SLOT_MS,
    offered: slots.map((counts) => counts?.offered ?? 0),
    serviceLevel: slots.map((counts) => (counts ? serviceLevel(counts, DEFAULT_SWITCHES) : null)),
  };
}

const slotOf = (at: number) => at - (at % TREND_SLOT_MS);
const firstSlot = (now: number) => slotOf(now) - (TREND_SLOTS - 1) * TREND_SLOT_MS;
