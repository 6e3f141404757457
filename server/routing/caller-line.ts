import type { CallId } from '../protocol/common.ts';
import { waitingIn } from './core/channels.ts';
import { estimatedWaits } from './core/estimate.ts';
import type { Call, Settings } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import { positions } from './views.ts';

/** Places are counted anew when they are older than this, estimates when they are older than that. Milliseconds. */
const PLACES_MS = 100;
const ESTIMATES_MS = 1000;

/**
 * Where callers stand while they wait. Ordering all who wait takes time, and in a rush every call moves somebody:
 * so it is done a few times in a second at most, for everybody at once.
 */
export class CallerLine {
  readonly #clock: () => number;
  #places: { at: number; of: Map<CallId, number> } | null = null;
  #estimates: { at: number; of: Map<CallId, number | null> } | null = null;

  /** @param clock milliseconds that never go back */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** @param now on the routing server's clock */
  of(call: Call, state: RoutingState, now: number, settings: Settings): { position: number; estimatedWaitMs: number | null } {
    const clock = this.#clock();
    if (!this.#places || clock - this.#places.at >= PLACES_MS) this.#places = { at: clock, of: positions(state, now, settings) };
    if (!this.#estimates || clock - this.#estimates.at >= ESTIMATES_MS) this.#estimates = { at: clock, of: estimatedWaits(state, now) };
    const estimate = this.#estimates.of.get(call.id);
    return {
      // One who has just come is behind everybody else.
      position: this.#places.of.get(call.id) ?? Math.max(1, waitingIn(state, call.queueId, call.channel)),
      estimatedWaitMs: estimate === undefined ? call.estimatedWaitMs : estimate,
    };
  }
}
