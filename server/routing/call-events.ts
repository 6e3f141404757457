import { CALL_EVENTS, type CallEvent } from '../protocol/call-story.ts';
import { agentParty, type PartyId } from '../protocol/conversation.ts';
import { callIdOf, type RoutingEvent } from './core/events.ts';

/**
 * What happened to the calls of a conversation, in the order of its log, as a supervisor reads it. What only the machinery needs
 * is left out. Pure.
 */
export function callEvents(events: readonly RoutingEvent[]): CallEvent[] {
  const parties = agentsByParty(events);
  return events.flatMap((event): CallEvent[] => {
    const callId = callIdOf(event);
    const one = (agentIds: readonly string[] = [], why: CallEvent['why'] = null): CallEvent[] =>
      callId !== null && SHOWN.has(event.kind)
        ? [{ callId, at: event.at, kind: event.kind as CallEvent['kind'], agentIds: [...agentIds], why }]
        : [];
    switch (event.kind) {
      case 'call-silenced': {
        const agentId = parties.get(event.partyId);
        return one(agentId === undefined ? [] : [agentId], { silenced: event.silenced });
      }
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

/** An agent is a party by the token of the offer that they accepted. */
export function agentsByParty(events: readonly RoutingEvent[]): ReadonlyMap<PartyId, string> {
  const offers = events.flatMap((event) => (event.kind === 'call-offered' ? event.reservations : []));
  return new Map(offers.map(({ token, agentId }) => [agentParty(token), agentId]));
}
