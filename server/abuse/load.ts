/** How often something happened in the last minute, for each of many names. It forgets by itself. Times are ms. */
export class Rates {
  static readonly WINDOW_MS = 60_000;
  #current = new Map<string, number>();
  #previous = new Map<string, number>();
  #since = 0;

  count(name: string, now: number): void {
    this.#turn(now);
    this.#current.set(name, (this.#current.get(name) ?? 0) + 1);
  }

  /** Times a minute: of the minute before the running one, the part that is still less than a minute ago counts. */
  of(name: string, now: number): number {
    this.#turn(now);
    const left = 1 - (now - this.#since) / Rates.WINDOW_MS;
    return (this.#current.get(name) ?? 0) + (this.#previous.get(name) ?? 0) * left;
  }

  #turn(now: number): void {
    const passed = now - this.#since;
    if (passed < Rates.WINDOW_MS) return;
    this.#previous = passed < 2 * Rates.WINDOW_MS ? this.#current : new Map();
    this.#current = new Map();
    this.#since = passed < 2 * Rates.WINDOW_MS ? this.#since + Rates.WINDOW_MS : now;
  }
}

/** About 4,000 tries, some tens of milliseconds; each more doubles it. */
const FEWEST_BITS = 12;
/** About 65,000: on a phone of 44,000 tries a second 1.5 s, and in 19 of 20 cases at most 4.5 s. See `npm run bench:proof`. */
const MOST_BITS = 16;

/**
 * How much work is asked for when something happens so many times more often than it may without. Pure.
 * @param ratio of what happens to what may
 * @returns leading zero bits; 0: none
 */
export function bitsFor(ratio: number): number {
  if (!(ratio >= 1)) return 0;
  return Math.min(MOST_BITS, FEWEST_BITS + Math.floor(Math.log2(ratio)));
}
