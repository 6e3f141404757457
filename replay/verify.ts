import { isDeepStrictEqual } from 'node:util';
import { apply } from '../server/routing/core/apply.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import { execute } from '../server/routing/core/execute.ts';
import { DEFAULT_SETTINGS, type Settings } from '../server/routing/core/model.ts';
import { RoutingIndex } from '../server/routing/core/routing-index.ts';
import { factsOf, type RoutingState } from '../server/routing/core/state.ts';
import { commandOf } from './command-of.ts';

export interface StoredEvent {
  seq: bigint;
  event: RoutingEvent;
}

/** Something that the core decides otherwise than it was stored. Null: nothing. */
export interface Difference {
  stored: StoredEvent | null;
  decided: RoutingEvent | null;
}

/** How a stored period compares with what the core decides now. */
export class Comparison {
  events = 0;
  decisions = 0;
  decisionsAgreeing = 0;
  readonly differences: Difference[] = [];
}

/**
 * Runs a stored period again: what came from outside is given to the core at its time, and all else it must decide by itself
 * at the same moment, and the same. After a difference the core goes on from what was stored.
 */
export class Verifier {
  readonly comparison = new Comparison();
  readonly #settings: Settings;
  /** What was stored. */
  readonly #stored: RoutingState;
  /** What the core makes of it. */
  #state: RoutingState;
  /** Decided, and not yet met in the log. */
  #expected: RoutingEvent[] = [];
  /** Events of the same millisecond. */
  #moment: StoredEvent[] = [];

  /** @param start the state at the beginning of the period; it is brought along */
  constructor(start: RoutingState, settings: Settings = DEFAULT_SETTINGS) {
    this.#settings = settings;
    this.#stored = start;
    this.#state = copyOf(start, settings);
  }

  /** The next event of the log. */
  take(entry: StoredEvent): void {
    if (this.#moment[0] && this.#moment[0].event.at !== entry.event.at) this.#runMoment();
    this.#moment.push(entry);
  }

  /** There are no more. */
  end(): Comparison {
    this.#runMoment();
    return this.comparison;
  }

  /** What happened in one millisecond: a command or several. */
  #runMoment(): void {
    const moment = this.#moment;
    this.#moment = [];
    let differs = false;
    moment.forEach((entry, index) => {
      apply(this.#stored, entry.event);
      // What follows a difference in its moment would be told as differences of its own.
      if (!differs) differs = !this.#compare(moment, index);
    });
    for (const decided of this.#expected.splice(0)) {
      differs = true;
      this.comparison.differences.push({ stored: null, decided });
    }
    if (differs) this.#state = copyOf(this.#stored, this.#settings);
  }

  #compare(moment: readonly StoredEvent[], index: number): boolean {
    const entry = moment[index];
    if (!entry) return true;
    const { event } = entry;
    if (this.#expected.length === 0) {
      const command = commandOf(
        this.#state,
        moment.slice(index).map((one) => one.event),
      );
      this.#expected = execute(this.#state, command, event.at, this.#settings).events.map(asStored);
    }
    const decided = asKnownThen(this.#expected.shift() ?? null, event);
    const agrees = isDeepStrictEqual(decided, event);
    this.comparison.events += 1;
    if (event.kind === 'call-offered') {
      this.comparison.decisions += 1;
      if (agrees) this.comparison.decisionsAgreeing += 1;
    }
    if (agrees) return true;
    this.#expected = [];
    this.comparison.differences.push({ stored: entry, decided });
    return false;
  }
}

/** As an event comes back from the log: what is undefined is not there. */
const asStored = (event: RoutingEvent) => JSON.parse(JSON.stringify(event)) as RoutingEvent;

/** What is decided, without what decisions did not keep yet when this one was stored. */
function asKnownThen(decided: RoutingEvent | null, stored: RoutingEvent): RoutingEvent | null {
  if (decided?.kind !== 'call-offered' || stored.kind !== 'call-offered' || stored.decision.reasons) return decided;
  const { reasons: _, ...decision } = decided.decision;
  return { ...decided, decision };
}

/** The same facts, nothing of them shared, with an index of their own. */
export function copyOf(state: RoutingState, settings: Settings): RoutingState {
  const copy = { ...structuredClone(factsOf(state)), index: new RoutingIndex(settings) };
  copy.index.rebuild(copy, settings);
  return copy;
}
