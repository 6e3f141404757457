import { centerReported, centerSilent, configured, serverStarted } from './apply-activity.ts';
import { applyToCall, newCall } from './apply-call.ts';
import { isNoted, type RoutingEvent } from './events.ts';
import type { RoutingState } from './state.ts';

/**
 * Takes one event into the state, in place. It decides nothing: whatever made the event happen has been decided.
 * @throws when the event does not fit the state, which means a broken log or a fault in the core
 */
export function apply(state: RoutingState, event: RoutingEvent): void {
  if (event.toldBy !== undefined) return;
  switch (event.kind) {
    case 'configured':
      return configured(state, event);
    case 'server-started':
      return serverStarted(state, event);
    case 'center-reported':
      return centerReported(state, event);
    case 'center-silent':
      return centerSilent(state, event);
    case 'call-queued':
      state.nextPlace = Math.max(state.nextPlace, event.place + 1);
      state.calls.set(event.callId, newCall(state, event));
      state.index.callChanged(state, event.callId);
      return;
    default:
      if (!isNoted(event)) applyToCall(state, event);
  }
}
