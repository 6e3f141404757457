import type { Call, RoutingFacts, Settings } from './model.ts';
import { priorityOf } from './need.ts';

/**
 * Priority with aging: one more for each `agingMs` waited, so that nothing waits for ever (invariant 5). It grows evenly,
 * so of two calls that wait the order never changes by waiting alone.
 */
export function effectivePriority(state: RoutingFacts, call: Call, now: number, settings: Settings): number {
  return ownPriority(state, call) + Math.max(0, now - call.turnFrom) / settings.agingMs;
}

/** Calls that wait for an agent, in the order in which they are served: higher priority first, then older. A callback does once its caller has come. */
export function waitingCalls(state: RoutingFacts, now: number, settings: Settings): Call[] {
  return [...state.calls.values()]
    .filter((call) => call.state.kind === 'queued' && call.comesBy === null)
    .map((call) => ({ call, priority: effectivePriority(state, call, now, settings) }))
    .sort((a, b) => b.priority - a.priority || a.call.place - b.call.place)
    .map(({ call }) => call);
}

function ownPriority(state: RoutingFacts, call: Call): number {
  const queue = state.queues.get(call.queueId);
  return queue ? priorityOf(queue, call) : 0;
}
