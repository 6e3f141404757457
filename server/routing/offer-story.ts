import type { OfferEnd, StoryOffer } from '../protocol/call-story.ts';
import type { AgentId } from '../protocol/common.ts';
import type { RoutingEvent } from './core/events.ts';

/** Every decision about a call and how each offer ended, from the call's own events in their order. Pure. */
export function offerStory(events: readonly RoutingEvent[]): StoryOffer[] {
  const story: StoryOffer[] = [];
  const end = (agentId: AgentId, how: OfferEnd, at: number) => {
    const offer = story.at(-1)?.offers.find((one) => one.agentId === agentId);
    if (offer) Object.assign(offer, { end: how, at });
  };
  for (const event of events) {
    switch (event.kind) {
      case 'call-offered':
        story.push({
          decision: event.decision,
          offers: event.reservations.map(({ agentId }) => ({ agentId, end: 'pending', at: null })),
        });
        break;
      case 'call-accepted':
        end(event.agentId, 'accepted', event.at);
        for (const { agentId } of event.rescinded) end(agentId, 'answered-elsewhere', event.at);
        break;
      case 'offer-ended':
      case 'call-requeued':
        end(event.agentId, event.cause, event.at);
        break;
      case 'call-abandoned':
      case 'call-failed':
        for (const agentId of event.agentIds) end(agentId, 'call-over', event.at);
        break;
      default:
        break;
    }
  }
  return story;
}
