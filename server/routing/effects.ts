import type { PartyFlow } from '../media/call-bridge.ts';
import type { MediaRooms } from '../media/rooms.ts';
import type { CallId } from '../protocol/common.ts';
import { audioCommands } from './audio-commands.ts';
import { callsIn, liveIn } from './core/conversation.ts';
import { ConversationBook } from './core/conversation-book.ts';
import type { RoutingEvent } from './core/events.ts';
import { mediaPlan } from './core/media-plan.ts';
import type { RoutingState } from './core/state.ts';
import { wantedPlace } from './media-place.ts';
import type { RoutingService } from './service.ts';
import type { TicketBook } from './tickets.ts';

type Deliver = (events: readonly RoutingEvent[], state: RoutingState) => void;

/**
 * Carries stored events out, batch by batch in their order: tickets first, then media, then whoever is to be told.
 * What fails for one call or one gateway does not keep the others from being told.
 * @param deliver gateways, told after media has been
 */
export function carryOut(service: RoutingService, media: MediaRooms, tickets: TicketBook, deliver: Deliver[], log: EffectLog): void {
  const attempt = (what: string, act: () => void, about: object = {}) => {
    try {
      act();
    } catch (error) {
      log.error({ err: error, ...about }, what);
    }
  };
  const conversations = new ConversationBook();
  conversations.remember(service.state);
  /** What media has said last, by conversation. */
  const flows = new Map<CallId, readonly PartyFlow[]>();
  const tellAudio = (conversationId: CallId) => {
    for (const command of audioCommands(callsIn(service.state, conversationId), flows.get(conversationId) ?? []))
      service.submit(command).catch(() => {});
  };
  service.onEvents(async (all, state) => {
    // Of what a center took alone nothing is left to be done.
    const events = all.filter(({ toldBy }) => toldBy === undefined);
    // Without a ticket somebody can't join; without being told, nobody knows anything.
    await tickets.prepare(events, state).catch((error: unknown) => log.error({ err: error }, 'Media tickets could not be signed'));
    const touched = new Set(events.map((event) => conversations.take(event)).filter((conversationId) => conversationId !== null));
    for (const conversationId of touched) {
      attempt('Media could not follow a conversation', () => followInMedia(media, conversationId, state), { conversationId });
      // Whom an agent has to hear may be somebody else now, who is heard already.
      if (mediaPlan(callsIn(state, conversationId)) === null) flows.delete(conversationId);
      else if (flows.has(conversationId)) tellAudio(conversationId);
    }
    for (const tell of deliver) attempt('A gateway could not tell of routing events', () => tell(all, state));
  });
  media.onEvent((event) => {
    if (event.kind !== 'flow' || liveIn(service.state, event.callId).length === 0) return;
    flows.set(event.callId, event.parties);
    tellAudio(event.callId);
  });
}

export interface EffectLog {
  error(details: object, message: string): void;
}

/** One room a conversation, for as long as it lasts: who may be in, and who hears whom, as its calls say now. */
function followInMedia(media: MediaRooms, conversationId: CallId, state: RoutingState): void {
  const plan = mediaPlan(callsIn(state, conversationId));
  if (plan) media.follow(conversationId, plan);
  else media.close(conversationId);
}

/** Takes up the media of calls that a start found in progress, or opens it again, so that their parties can come back. */
export async function reopenMedia(media: MediaRooms, tickets: TicketBook, state: RoutingState): Promise<void> {
  tickets.remember(state);
  for (const conversationId of new Set([...state.calls.values()].map((call) => call.conversationId))) {
    const wanted = wantedPlace(callsIn(state, conversationId));
    if (wanted !== null) media.reopen(conversationId, wanted);
    await tickets.renew(conversationId, state);
    followInMedia(media, conversationId, state);
  }
}
