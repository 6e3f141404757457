import type { PartyFlow } from '../media/call-bridge.ts';
import type { MediaService } from '../media/service.ts';
import { CALLER } from '../protocol/conversation.ts';
import type { RoutingEvent } from './core/events.ts';
import { reservationWith } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import type { RoutingService } from './service.ts';
import type { TicketBook } from './tickets.ts';

type Deliver = (events: readonly RoutingEvent[], state: RoutingState) => void;

/**
 * Carries stored events out, batch by batch in their order: tickets first, then media, then whoever is to be told.
 * What fails for one call or one gateway does not keep the others from being told.
 * @param deliver gateways, told after media has been
 */
export function carryOut(service: RoutingService, media: MediaService, tickets: TicketBook, deliver: Deliver[], log: EffectLog): void {
  const attempt = (what: string, act: () => void) => {
    try {
      act();
    } catch (error) {
      log.error({ err: error }, what);
    }
  };
  service.onEvents(async (events, state) => {
    // Without a ticket somebody can't join; without being told, nobody knows anything.
    await tickets.prepare(events, state).catch((error: unknown) => log.error({ err: error }, 'Media tickets could not be signed'));
    for (const event of events) attempt('Media could not follow a call', () => tellMedia(media, event, state, log));
    for (const tell of deliver) attempt('A gateway could not tell of routing events', () => tell(events, state));
  });
  media.onEvent((event) => {
    if (event.kind !== 'flow') return;
    service.submit({ kind: 'audio', callId: event.callId, ...bothWaysOf(event.parties) }).catch(() => {});
  });
}

export interface EffectLog {
  error(details: object, message: string): void;
}

function tellMedia(media: MediaService, event: RoutingEvent, state: RoutingState, log: EffectLog): void {
  switch (event.kind) {
    case 'call-queued':
      // A full or closed queue may have sent the call away in the same breath.
      if (state.calls.has(event.callId)) openMedia(media, event.callId, log);
      return;
    case 'call-accepted': {
      const call = state.calls.get(event.callId);
      const reservation = call && reservationWith(call, event.agentId);
      if (reservation?.id === event.reservationId) media.admit(event.callId, [reservation.token]);
      return;
    }
    case 'call-requeued':
      if (state.calls.has(event.callId)) media.admit(event.callId, []);
      return;
    case 'call-ended':
    case 'call-abandoned':
    case 'call-failed':
    case 'call-canceled':
      media.closeCall(event.callId);
      return;
    default:
      return;
  }
}

/** Opens media again for the calls that a restart found in progress, so that their parties can come back. */
export async function reopenMedia(media: MediaService, tickets: TicketBook, state: RoutingState, log: EffectLog): Promise<void> {
  for (const call of state.calls.values()) {
    await tickets.prepareCall(call.id, state);
    if (call.state.kind === 'wrapup') continue;
    openMedia(media, call.id, log);
    if (call.state.kind === 'connecting' || call.state.kind === 'connected') media.admit(call.id, [call.state.reservation.token]);
  }
}

/** Whether the caller and an agent hear each other, as the core is told of a call with one agent. */
function bothWaysOf(parties: readonly PartyFlow[]): { caller: boolean; agent: boolean; bothWays: boolean } {
  const caller = parties.find(({ id }) => id === CALLER);
  const agents = parties.filter(({ id }) => id !== CALLER);
  return {
    caller: caller?.heard ?? false,
    agent: agents.some(({ heard }) => heard),
    bothWays: agents.some(({ id, hears }) => hears.includes(CALLER) && caller?.hears.includes(id)),
  };
}

function openMedia(media: MediaService, callId: string, log: EffectLog): void {
  media.openCall(callId).catch((error: unknown) => log.error({ err: error, callId }, 'Media of a call could not be opened'));
}
