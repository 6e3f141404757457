import type { BoardTrend } from '../protocol/board.ts';
import { QUARTER_MS, type Quarters, quarterOf } from './quarters.ts';

/** The last eight hours, a shift, in quarters of an hour: the last of them is going on. */
export const TREND_SLOT_MS = QUARTER_MS;
export const TREND_SLOTS = 32;

/** So often a trend is looked at anew: in bars of a quarter of an hour nobody sees a difference sooner. */
const VIEW_MS = 10_000;

/** How a queue went: its calls by when they came to their end, and how many callers waited. */
export class Trend {
  readonly #quarters: Quarters;
  /** Time that callers waited in each slot, all together, ms. */
  readonly #waited = new Map<number, number>();
  #waiting = 0;
  #waitedUntil = Number.NEGATIVE_INFINITY;
  #shown: { at: number; view: BoardTrend } | null = null;

  constructor(quarters: Quarters) {
    this.#quarters = quarters;
  }

  /** What was counted is counted otherwise now. */
  recounted(): void {
    this.#shown = null;
  }

  /** From a moment on so many more callers wait, or fewer. In the order of time. */
  wait(change: 1 | -1, at: number): void {
    this.#waitTo(at);
    this.#waiting = Math.max(0, this.#waiting + change);
  }

  /** The same object until there is another to show. */
  view(now: number): BoardTrend {
    if (this.#shown && now - this.#shown.at < VIEW_MS && quarterOf(this.#shown.at) === quarterOf(now)) return this.#shown.view;
    this.#waitTo(now);
    const from = firstSlot(now);
    for (const slot of this.#waited.keys()) if (slot < from) this.#waited.delete(slot);
    const starts = Array.from({ length: TREND_SLOTS }, (_, nth) => from + nth * TREND_SLOT_MS);
    const counts = starts.map((slot) => this.#quarters.at(slot));
    const meanWaiting = (slot: number) => (this.#waited.get(slot) ?? 0) / Math.max(1000, Math.min(TREND_SLOT_MS, now - slot));
    const view: BoardTrend = {
      from,
      slotMs: TREND_SLOT_MS,
      waiting: starts.map((slot) => Math.round(meanWaiting(slot) * 10) / 10),
      offered: counts.map(({ offered }) => offered),
      answered: counts.map(({ answered }) => answered),
      inTime: counts.map(({ inTime }) => inTime),
      answerWaitMs: counts.map(({ answerWaitMs }) => Math.round(answerWaitMs)),
      abandoned: counts.map(({ abandoned }) => abandoned),
      // Together with those who left soon, as the board's protocol has it.
      elsewhere: counts.map(({ elsewhere, elsewhereWithin }) => (elsewhere === 0 ? [] : [elsewhere, ...elsewhereWithin])),
      // A copy: what is shown does not change with what is counted on.
      abandonedWithin: counts.map(({ abandoned, abandonedWithin }) => (abandoned === 0 ? [] : [...abandonedWithin])),
    };
    this.#shown = { at: now, view };
    return view;
  }

  #waitTo(at: number): void {
    if (this.#waiting > 0) {
      for (let from = Math.max(this.#waitedUntil, firstSlot(at)); from < at; ) {
        const slot = quarterOf(from);
        const to = Math.min(at, slot + TREND_SLOT_MS);
        this.#waited.set(slot, (this.#waited.get(slot) ?? 0) + this.#waiting * (to - from));
        from = to;
      }
    }
    this.#waitedUntil = Math.max(this.#waitedUntil, at);
  }
}

/** When the first slot began of a trend that is looked at now. */
export const firstSlot = (now: number) => quarterOf(now) - (TREND_SLOTS - 1) * TREND_SLOT_MS;
