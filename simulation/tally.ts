import { percentile } from '../server/planning/statistics.ts';
import { type QUEUE_MEASURES, WAIT_PERCENTILES } from './measure.ts';

/** Counts what happens to the calls of one queue, or of all, from the end of the warm-up. Times in milliseconds. */
export class QueueTally {
  #arrived = 0;
  #answered = 0;
  #inTime = 0;
  #abandoned = 0;
  #turnedAway = 0;
  #waited = 0;
  #answeredWaitMs = 0;
  #waitMs = 0;
  #waits: number[] = [];
  #estimateErrors: number[] = [];
  #handled = 0;
  #handledMs = 0;
  #waiting = 0;
  #waitingArea = 0;
  #at = 0;
  #beganAt = 0;

  /** The warm-up is over: what was counted is forgotten, who waits goes on waiting. */
  begin(now: number): void {
    this.#arrived = this.#answered = this.#inTime = this.#abandoned = this.#turnedAway = this.#waited = 0;
    this.#answeredWaitMs = this.#waitMs = this.#handled = this.#handledMs = this.#waitingArea = 0;
    this.#waits = [];
    this.#estimateErrors = [];
    this.#at = this.#beganAt = now;
  }

  arrived(): void {
    this.#arrived += 1;
  }

  /** One call more or fewer waits from now on. */
  line(now: number, change: 1 | -1): void {
    this.#waitingArea += this.#waiting * (now - this.#at);
    this.#at = now;
    this.#waiting += change;
  }

  /** @param estimatedMs what the caller was told; null: nothing */
  answered(waitMs: number, waited: boolean, inTime: boolean, estimatedMs: number | null): void {
    this.#answered += 1;
    this.#answeredWaitMs += waitMs;
    if (inTime) this.#inTime += 1;
    if (estimatedMs !== null) this.#estimateErrors.push(waitMs - estimatedMs);
    this.#left(waitMs, waited);
  }

  abandoned(waitMs: number, waited: boolean): void {
    this.#abandoned += 1;
    this.#left(waitMs, waited);
  }

  turnedAway(): void {
    this.#turnedAway += 1;
  }

  handled(ms: number): void {
    this.#handled += 1;
    this.#handledMs += ms;
  }

  /** Figures until now, in seconds and shares; NaN where there is nothing to tell. */
  figures(now: number): Record<(typeof QUEUE_MEASURES)[number], number> {
    const waits = Float64Array.from(this.#waits).sort();
    const signed = Float64Array.from(this.#estimateErrors).sort();
    const errors = signed.map(Math.abs).sort();
    const decided = this.#answered + this.#abandoned;
    const area = this.#waitingArea + this.#waiting * (now - this.#at);
    const waitAt = (share: number) => percentile(waits, share) / 1000;
    return {
      waited: this.#waited / decided,
      serviceLevel: this.#inTime / decided,
      asa: this.#answeredWaitMs / this.#answered / 1000,
      meanWait: this.#waitMs / decided / 1000,
      wait50: waitAt(WAIT_PERCENTILES.wait50),
      wait75: waitAt(WAIT_PERCENTILES.wait75),
      wait90: waitAt(WAIT_PERCENTILES.wait90),
      wait95: waitAt(WAIT_PERCENTILES.wait95),
      wait99: waitAt(WAIT_PERCENTILES.wait99),
      meanQueue: area / (now - this.#beganAt),
      aht: this.#handledMs / this.#handled / 1000,
      abandoned: this.#abandoned / decided,
      blocked: this.#turnedAway / this.#arrived,
      estimateError50: percentile(errors, 0.5) / 1000,
      estimateError90: percentile(errors, 0.9) / 1000,
      estimateLate50: percentile(signed, 0.5) / 1000,
      estimateLate90: percentile(signed, 0.9) / 1000,
    };
  }

  #left(waitMs: number, waited: boolean): void {
    this.#waitMs += waitMs;
    this.#waits.push(waitMs);
    if (waited) this.#waited += 1;
  }
}

/** How busy a group of agents is: the time of its places for calls that is spent on calls. */
export class GroupTally {
  readonly #places: number;
  #busy = 0;
  #area = 0;
  #at = 0;
  #beganAt = 0;

  /** @param places agents times their capacity */
  constructor(places: number) {
    this.#places = places;
  }

  begin(now: number): void {
    this.#area = 0;
    this.#at = this.#beganAt = now;
  }

  change(now: number, by: 1 | -1): void {
    this.#area += this.#busy * (now - this.#at);
    this.#at = now;
    this.#busy += by;
  }

  /** 0..1, times the places for adding groups up. */
  weighted(now: number): { busy: number; places: number } {
    const area = this.#area + this.#busy * (now - this.#at);
    return { busy: area / (now - this.#beganAt), places: this.#places };
  }
}
