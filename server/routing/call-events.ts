import { CALL_EVENTS, type CallEvent } from '../protocol/call-story.ts';
import type { RoutingEvent } from './core/events.ts';

/** What happened to a call, in the order of its log, as a supervisor reads it. What only the machinery needs is left out. Pure. */
export function callEvents(events: readonly RoutingEvent[]): CallEvent[] {
  return events.flatMap((event): CallEvent[] => {
    const one = (agentIds: readonly string[] = [], why: CallEvent['why'] = null): CallEvent[] =>
      SHOWN.has(event.kind) ? [{ at: event.at, kind: event.kind as CallEvent['kind'], agentIds: [...agentIds], why }] : [];
    switch (event.kind) {
      case 'call-offered':
        return one(event.reservations.map(({ agentId }) => agentId));
      case 'offer-ended':
      case 'call-requeued':
        return one([event.agentId], { offer: event.cause });
      case 'call-moved':
        return one([], event.cause === 'supervisor' ? { supervisor: event.byName ?? null } : { end: event.cause });
      case 'call-prioritized':
        return one([], { supervisor: event.byName });
      case 'call-ended':
        return one([event.agentId], { end: event.reason });
      case 'call-abandoned':
      case 'call-failed':
        return one(event.agentIds, { end: event.reason });
      case 'call-canceled':
        return one([], { end: event.reason });
      default:
        return one('agentId' in event && typeof event.agentId === 'string' ? [event.agentId] : []);
    }
  });
}

const SHOWN: ReadonlySet<string> = new Set(CALL_EVENTS);
