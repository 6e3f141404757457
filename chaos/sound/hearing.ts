/** A while in which something was said and not heard. Times are this process's own, ms since its start. */
export interface Gap {
  /** When the first packet was said that had not come by then. */
  from: number;
  /** When a packet came again; null: none has. */
  to: number | null;
  /** Packets said in it that never came. */
  lost: number;
  /** How long nothing was heard that was said. */
  silentMs: number;
}

/** Packets wait for so long anyhow, here and there: no gap. */
const USUAL_MS = 60;

/** The speaker's own record: packet `n`, counted from 0, was said at `saidAt(n)`. */
export interface Said {
  /** How many so far. */
  readonly count: number;
  saidAt(n: number): number;
}

/** What one party hears of another, packet by packet. Its own process standing still is no silence. */
export class Hearing {
  readonly gaps: Gap[] = [];
  packets = 0;
  /** The first one heard, null before it. */
  since: number | null = null;
  /** The newest one heard. */
  lastAt: number | null = null;
  readonly #said: Said;
  readonly #stoodStill: (from: number, to: number) => number;
  #last = -1;

  /** @param stoodStill how long, between two times, this process did nothing at all */
  constructor(said: Said, stoodStill: (from: number, to: number) => number = () => 0) {
    this.#said = said;
    this.#stoodStill = stoodStill;
  }

  take(n: number, at: number): void {
    this.packets += 1;
    this.lastAt = at;
    if (this.since === null) {
      this.since = at;
      this.#last = n;
      return;
    }
    if (n <= this.#last) return void this.#came(n);
    const gap = this.#gapUntil(n, at);
    if (gap !== null) this.gaps.push({ ...gap, to: at });
    this.#last = n;
  }

  /** With what is being said and has not come by now. */
  until(at: number): readonly Gap[] {
    const gap = this.since === null ? null : this.#gapUntil(this.#said.count, at);
    return gap === null || gap.silentMs <= USUAL_MS ? this.gaps : [...this.gaps, { ...gap, to: null }];
  }

  #gapUntil(n: number, at: number): Gap | null {
    const first = this.#last + 1;
    if (first >= this.#said.count) return null;
    const from = this.#said.saidAt(first);
    const silentMs = Math.max(0, at - from - this.#stoodStill(from, at));
    const lost = n - first;
    return lost > 0 || silentMs > USUAL_MS ? { from, to: null, lost, silentMs } : null;
  }

  /** Later than those after it: it was taken for lost. */
  #came(n: number): void {
    const at = this.#said.saidAt(n);
    const gap = this.gaps.findLast(({ from, to, lost }) => lost > 0 && from <= at && at <= (to ?? at));
    if (gap) gap.lost -= 1;
  }
}
