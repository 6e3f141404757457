const EVERY_MS = 10;
const USUAL_MS = 30;

/** Knows when this process stood still, as on a machine with too much to do: what comes meanwhile is taken up late. */
export class StandingStill {
  readonly #times: { from: number; to: number }[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor() {
    let before = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      if (now - before > USUAL_MS) this.#times.push({ from: before, to: now });
      before = now;
    }, EVERY_MS);
  }

  /** How long of the time between the two, ms. */
  between = (from: number, to: number): number => {
    let sum = 0;
    for (let nth = this.#times.length - 1; nth >= 0; nth -= 1) {
      const one = this.#times[nth];
      if (one === undefined || one.to <= from) break;
      sum += Math.max(0, Math.min(to, one.to) - Math.max(from, one.from));
    }
    return sum;
  };

  close(): void {
    clearInterval(this.#timer);
  }
}
