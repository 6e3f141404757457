import type { MediaService } from '../media/service.ts';
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
    const { callId, caller, agent, bothWays } = event;
    service.submit({ kind: 'audio', callId, caller, agent, bothWays }).catch(() => {});
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
      if (reservation?.id === event.reservationId) media.admitAgent(event.callId, reservation.token);
      return;
    }
    case 'call-requeued':
      media.dismissAgent(event.callId);
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
    if (call.state.kind === 'connecting' || call.state.kind === 'connected') media.admitAgent(call.id, call.state.reservation.token);
  }
}

function openMedia(media: MediaService, callId: string, log: EffectLog): void {
  media.openCall(callId).catch((error: unknown) => log.error({ err: error, callId }, 'Media of a call could not be opened'));
}
