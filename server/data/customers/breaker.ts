/**
 * Keeps a system that is down from costing every call its time-out. After a failure nothing is asked for a while, which
 * doubles with each failure that follows; then one request tries, and the others wait for what becomes of it.
 */
export class Breaker {
  readonly #now: () => number;
  #failures = 0;
  #closedUntil = 0;
  #trying = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * @param counts whether an error means that the system is down
   * @param refusal what is thrown without asking
   */
  async run<T>(ask: () => Promise<T>, counts: (error: unknown) => boolean, refusal: () => Error): Promise<T> {
    if (this.#failures > 0 && (this.#now() < this.#closedUntil || this.#trying)) throw refusal();
    const probes = this.#failures > 0;
    if (probes) this.#trying = true;
    try {
      const result = await ask();
      this.#failures = 0;
      return result;
    } catch (error) {
      if (counts(error)) this.#shut();
      else this.#failures = 0;
      throw error;
    } finally {
      if (probes) this.#trying = false;
    }
  }

  #shut(): void {
    // Of several that were under way at once, one counts.
    if (this.#now() < this.#closedUntil) return;
    this.#failures += 1;
    this.#closedUntil = this.#now() + Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
  }
}

export const FIRST_PAUSE_MS = 5000;
const MAX_PAUSE_MS = 60_000;
