import { DEFAULT_SETTINGS, type RoutingFacts, type Settings } from './model.ts';
import { RoutingIndex } from './routing-index.ts';
import { emptyStats } from './stats.ts';

/** The core's state: what it knows, and an index of it. */
export interface RoutingState extends RoutingFacts {
  /** For finding quickly what the facts say; made from them alone. */
  index: RoutingIndex;
}

export function emptyState(settings: Settings = DEFAULT_SETTINGS): RoutingState {
  return {
    centers: new Map(),
    agents: new Map(),
    queues: new Map(),
    skills: new Map(),
    calls: new Map(),
    callsOf: new Map(),
    unsettled: new Map(),
    lastToken: new Map(),
    nextToken: 1,
    nextPlace: 1,
    startedAt: null,
    stats: emptyStats(),
    index: new RoutingIndex(settings),
  };
}

/** What is known, without the index: for comparing two states. */
export function factsOf({ index: _, ...facts }: RoutingState): RoutingFacts {
  return facts;
}
