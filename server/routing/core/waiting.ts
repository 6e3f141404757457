import type { Call, RoutingState, Settings } from './model.ts';

/** Priority with aging: one more for each `agingMs` waited, so that nothing waits for ever (invariant 5). */
export function effectivePriority(call: Pick<Call, 'priority' | 'enqueuedAt'>, now: number, settings: Settings): number {
  return call.priority + Math.floor(Math.max(0, now - call.enqueuedAt) / settings.agingMs);
}

/** Calls that wait for an agent, in the order in which they are served: higher priority first, then older. */
export function waitingCalls(state: RoutingState, now: number, settings: Settings): Call[] {
  return [...state.calls.values()]
    .filter((call) => call.state.kind === 'queued')
    .sort((a, b) => effectivePriority(b, now, settings) - effectivePriority(a, now, settings) || a.place - b.place);
}
