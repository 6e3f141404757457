import { type AgentId, exhausted, type ReservationId } from '../protocol/common.ts';
import type { ReservationEnd } from '../protocol/link.ts';
import type { RoutingEvent } from './core/events.ts';
import { reservationsOf } from './core/model.ts';
import type { RoutingState } from './core/state.ts';

/** What routing events mean for the centers: whose work they change, and how reservations end. Pure. */

/** Events that change who waits. */
export const QUEUE_CHANGES = new Set<RoutingEvent['kind']>([
  'configured',
  'call-queued',
  'call-moved',
  'call-offered',
  'call-requeued',
  'call-abandoned',
  'call-failed',
  'call-canceled',
  'caller-back', // to a callback
]);

/** Agents whose work an event changes. */
export function agentsOf(event: RoutingEvent, state: RoutingState): AgentId[] {
  switch (event.kind) {
    case 'call-offered':
      return event.reservations.map((reservation) => reservation.agentId);
    case 'call-accepted':
      return [event.agentId, ...event.rescinded.map((one) => one.agentId)];
    case 'call-abandoned':
    case 'call-failed':
      return event.agentIds;
    case 'caller-away':
    case 'caller-back': {
      const call = state.calls.get(event.callId);
      return call ? reservationsOf(call).map((reservation) => reservation.agentId) : [];
    }
    case 'offer-ended':
    case 'call-requeued':
    case 'call-connected':
    case 'call-ended':
    case 'call-completed':
    case 'agent-away':
    case 'agent-back':
    case 'call-moved-up':
    case 'call-moved-down':
      return [event.agentId];
    case 'configured':
    case 'server-started':
    case 'center-reported':
    case 'center-silent':
    case 'call-queued':
    case 'call-moved':
    case 'call-prioritized':
    case 'call-widened':
    case 'call-switched':
    case 'preference-over':
    case 'call-canceled':
    case 'call-unbound':
    case 'audio-seen':
    // Whom they concern is in the conversation, and is told for that reason.
    case 'call-held':
    case 'call-resumed':
    case 'call-silenced':
    case 'ask-ended':
    case 'call-joined':
    case 'call-promoted':
    case 'talk-asked':
    case 'talk-proposed':
    case 'talk-withdrawn':
    case 'talk-declined':
    // Nobody is offered such a call.
    case 'ring-back-wanted':
    case 'ring-back-rung':
    case 'ring-back-missed':
    case 'ring-back-resumed':
    case 'ring-back-answered':
    // It is over for them.
    case 'conversation-rated':
    case 'message-left':
    case 'callback-booked':
    case 'callback-canceled':
    case 'callback-missed':
    case 'caller-blocked':
      return [];
    default:
      return exhausted(event);
  }
}

/** Offers that an event ends, as their centers are told. What else is over goes without saying: it is no longer in hand. */
export function offerEnds(event: RoutingEvent): { agentId: AgentId; reservationId: ReservationId; end: ReservationEnd }[] {
  switch (event.kind) {
    case 'call-accepted':
      return event.rescinded.map(({ agentId, reservationId }) => ({ agentId, reservationId, end: 'rescinded' }));
    case 'offer-ended':
    case 'call-requeued':
      return [{ agentId: event.agentId, reservationId: event.reservationId, end: event.end }];
    default:
      return [];
  }
}
