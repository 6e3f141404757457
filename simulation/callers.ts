import { Random } from '../server/planning/random.ts';
import type { Requirement } from '../server/protocol/skills.ts';
import { arrivalsOf, type NextCall } from './arrivals.ts';
import type { ListedCall } from './arrivals-csv.ts';
import type { CaseArrivals } from './case.ts';
import { type Quantile, quantileOf } from './distribution.ts';

/** Somebody who calls, with everything about them that is drawn: the same whoever serves them. Shares are 0..1. */
export interface SimulatedCaller {
  atMs: number;
  queueId: string;
  requirement: Requirement | null;
  roundTrips: Record<string, number>;
  /** Milliseconds until they give up; infinity: never. */
  patienceMs: number;
  /** Where in the distribution of service times this call lies: agents may have one each. */
  serviceShare: number;
  /** Milliseconds for agents without a distribution of their own. */
  serviceMs: number;
  /** Null: as long as the queue gives. */
  wrapupMs: number | null;
}

/** Those who call in one run, stream by stream. */
export class CallerStream {
  readonly #stream: CaseArrivals;
  readonly #nextCall: NextCall;
  readonly #random: Random;
  readonly #service: Quantile | null;
  readonly #wrapup: Quantile | null;
  readonly #patience: Quantile | null;
  readonly #requirements: { upTo: number; requirement: Requirement }[];

  /** @param seeds of this stream in this run */
  constructor(stream: CaseArrivals, listed: readonly ListedCall[] | null, seeds: readonly number[]) {
    this.#stream = stream;
    this.#nextCall = arrivalsOf(stream, listed, new Random(...seeds, 1));
    this.#random = new Random(...seeds, 2);
    this.#service = stream.service ? quantileOf(stream.service) : null;
    this.#wrapup = stream.wrapup ? quantileOf(stream.wrapup) : null;
    this.#patience = stream.patience ? quantileOf(stream.patience) : null;
    const total = stream.requirements.reduce((sum, { share }) => sum + share, 0);
    let upTo = 0;
    this.#requirements = stream.requirements.map(({ share, requirement }) => {
      upTo += share / total;
      return { upTo, requirement };
    });
  }

  next(): SimulatedCaller | null {
    const call = this.#nextCall();
    if (call === null) return null;
    // As many draws for each caller, needed or not: another policy or patience must not shift who comes after.
    const [serviceShare, wrapupShare, patienceShare, kind] = [this.#draw(), this.#draw(), this.#draw(), this.#draw()];
    return {
      ...call,
      requirement: this.#requirements.find(({ upTo }) => kind < upTo)?.requirement ?? this.#requirements.at(-1)?.requirement ?? null,
      roundTrips: this.#stream.roundTrips,
      patienceMs: this.#patience?.(patienceShare) ?? Number.POSITIVE_INFINITY,
      serviceShare,
      serviceMs: this.#service?.(serviceShare) ?? 0,
      wrapupMs: this.#wrapup?.(wrapupShare) ?? null,
    };
  }

  #draw(): number {
    return this.#random.uniform();
  }
}
