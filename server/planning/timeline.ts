import { Heap } from '../routing/core/heap.ts';

interface Happening {
  at: number;
  nth: number;
  happen: () => void;
}

/** The simulated clock, and what is going to happen: in the order of times, at the same time in the order of planning. */
export class Timeline {
  readonly #plan = new Heap<Happening>((a, b) => a.at < b.at || (a.at === b.at && a.nth < b.nth));
  #planned = 0;
  #now: number;

  /** @param now milliseconds since the epoch */
  constructor(now: number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  /** When something happens next; infinity when nothing does. */
  get nextAt(): number {
    return this.#plan.peek()?.at ?? Number.POSITIVE_INFINITY;
  }

  /** @param ms from now on, not rounded: rounding would bias short times */
  after(ms: number, happen: () => void): void {
    this.#planned += 1;
    this.#plan.push({ at: this.#now + ms, nth: this.#planned, happen });
  }

  /** The clock goes on; it never goes back. */
  passTo(at: number): void {
    this.#now = Math.max(this.#now, at);
  }

  /** What is next happens. */
  happen(): void {
    const next = this.#plan.pop();
    if (!next) return;
    this.passTo(next.at);
    next.happen();
  }
}
