import type { CallId } from '../protocol/common.ts';
import { lineOf, waitingIn } from './core/channels.ts';
import { estimatedWaits } from './core/estimate.ts';
import type { Call, Settings } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import { waitingCalls } from './core/waiting.ts';
import type { Standing } from './wait-news.ts';

/** Places are counted anew when they are older than this, estimates when they are older than that. Milliseconds. */
const PLACES_MS = 100;
const ESTIMATES_MS = 1000;

/**
 * Where callers stand while they wait. Ordering all who wait takes time, and in a rush every call moves somebody:
 * so it is done a few times in a second at most, for everybody at once.
 */
export class CallerLine {
  readonly #clock: () => number;
  #places: { at: number; of: Map<CallId, number>; lines: Map<string, Standing['line']> } | null = null;
  #estimates: { at: number; of: Map<CallId, number | null> } | null = null;

  /** @param clock milliseconds that never go back */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** @param now on the routing server's clock */
  of(call: Call, state: RoutingState, now: number, settings: Settings): Standing {
    const clock = this.#clock();
    if (!this.#places || clock - this.#places.at >= PLACES_MS) this.#places = { at: clock, ...places(state, now, settings) };
    if (!this.#estimates || clock - this.#estimates.at >= ESTIMATES_MS) this.#estimates = { at: clock, of: estimatedWaits(state, now) };
    const estimate = this.#estimates.of.get(call.id);
    return {
      queueId: call.queueId,
      position: this.#places.of.get(call.id) ?? this.#behind(this.#places.of, call, state),
      estimatedWaitMs: estimate === undefined ? call.estimatedWaitMs : estimate,
      line: this.#places.lines.get(lineOf(call)) ?? [],
      place: call.place,
      atWork: state.index.poolFor(state, call, call.widened)?.atWork ?? 0,
    };
  }

  /** One who has just come is behind everybody else, and stays there for those who come in the same moment. */
  #behind(places: Map<CallId, number>, call: Call, state: RoutingState): number {
    const position = Math.max(1, waitingIn(state, call.queueId, call.channel));
    places.set(call.id, position);
    return position;
  }
}

/** Place of each waiting call among the waiting of its queue and channel; 1 is next. And the lines themselves. */
function places(state: RoutingState, now: number, settings: Settings): { of: Map<CallId, number>; lines: Map<string, Standing['line']> } {
  const lines = new Map<string, { id: CallId; place: number }[]>();
  const of = new Map<CallId, number>();
  for (const call of waitingCalls(state, now, settings)) {
    const line = lines.get(lineOf(call)) ?? [];
    lines.set(lineOf(call), line);
    of.set(call.id, line.push({ id: call.id, place: call.place }));
  }
  return { of, lines };
}
