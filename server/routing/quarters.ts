import { type EndedCall, estimateErrorOf, lateMsOf } from './measures.ts';
import { addCounts, addEnded, noCounts, type QueueCounts } from './queue-day.ts';

export const QUARTER_MS = 15 * 60_000;

/** Where a quarter of an hour began. Milliseconds since the epoch; midnights of all zones are at such a start. */
export const quarterOf = (at: number) => at - (at % QUARTER_MS);

/** How often a whole number of seconds was seen. */
type Seconds = Map<number, number>;

interface Quarter {
  counts: QueueCounts;
  /** Waits of answered calls, rounded up: whether one was in time is exact, since thresholds are whole seconds. */
  waits: Seconds;
  /** How much later than foretold answers came, to the nearest second; below 0: sooner. */
  late: Seconds;
}

/**
 * Ended calls of a queue in quarters of an hour, by when they came to their end. Kept in numbers: a day takes the same room whether it
 * had ten calls or a million, and still can be counted anew under another threshold.
 */
export class Quarters {
  readonly #quarters = new Map<number, Quarter>();
  #serviceLevelMs: number;

  /** @param serviceLevelMs whole seconds */
  constructor(serviceLevelMs: number) {
    this.#serviceLevelMs = serviceLevelMs;
  }

  get serviceLevelMs(): number {
    return this.#serviceLevelMs;
  }

  add(call: EndedCall): void {
    const start = quarterOf(call.endedAt);
    const quarter = this.#quarters.get(start) ?? { counts: noCounts(), waits: new Map(), late: new Map() };
    this.#quarters.set(start, quarter);
    addEnded(quarter.counts, call, this.#serviceLevelMs);
    if (call.outcome === 'answered' && call.waited && call.acceptedAt !== null)
      count(quarter.waits, Math.ceil((call.acceptedAt - call.enqueuedAt) / 1000));
    const late = lateMsOf(call);
    if (late !== null) count(quarter.late, Math.round(late / 1000));
  }

  /** Another threshold counts for all that is kept. @param serviceLevelMs whole seconds */
  recount(serviceLevelMs: number): void {
    this.#serviceLevelMs = serviceLevelMs;
    for (const { counts, waits } of this.#quarters.values()) {
      counts.inTime = 0;
      for (const [seconds, calls] of waits) if (seconds * 1000 <= serviceLevelMs) counts.inTime += calls;
    }
  }

  /** Of one quarter of an hour. Not to be changed. */
  at(start: number): QueueCounts {
    return this.#quarters.get(start)?.counts ?? NOTHING;
  }

  /** The sum of all that ended since a midnight: a copy. */
  since(midnight: number): QueueCounts {
    const sum = noCounts();
    for (const [start, { counts }] of this.#quarters) if (start >= midnight) addCounts(sum, counts);
    return sum;
  }

  /** How well waits were foretold since a midnight, to the second. @param others calls that count too */
  estimateError(midnight: number, others: readonly EndedCall[]) {
    const all: Seconds = new Map();
    for (const [start, { late }] of this.#quarters)
      if (start >= midnight) for (const [seconds, calls] of late) count(all, seconds * 1000, calls);
    for (const call of others) {
      const late = lateMsOf(call);
      if (late !== null) count(all, Math.round(late / 1000) * 1000);
    }
    return estimateErrorOf(all);
  }

  forgetBefore(moment: number): void {
    for (const start of this.#quarters.keys()) if (start + QUARTER_MS <= moment) this.#quarters.delete(start);
  }
}

const NOTHING = noCounts();

function count(seen: Map<number, number>, value: number, times = 1): void {
  seen.set(value, (seen.get(value) ?? 0) + times);
}
