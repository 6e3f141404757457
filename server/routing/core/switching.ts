import { endForCaller } from './callers.ts';
import { capacityOf, heldOf, rings } from './channels.ts';
import type { Reply, RoutingCommand } from './commands.ts';
import { conversationIdOf, isTalking, mainOf, othersOf, type Talking } from './conversation.ts';
import { endOffers } from './offers.ts';
import { endPreference } from './preference.ts';
import type { RoutingState } from './state.ts';
import { emit, OK, refuse, type Step } from './step.ts';
import { widenWhenDeserted } from './widening.ts';

/** How callers go from one channel to the other: while they wait, and from a text conversation to a call. */

type Of<K extends RoutingCommand['kind']> = Extract<RoutingCommand, { kind: K }>;

/** A caller who waits would rather write, or talk. They keep place and enqueue time; an offer that rings is taken back. */
export function switchChannel(step: Step, { callId, channel }: Of<'switch-channel'>): Reply {
  const { state } = step;
  const call = mainOf(state, conversationIdOf(state, callId));
  if (call?.state.kind !== 'queued' && call?.state.kind !== 'offered') return refuse('conflict', 'This call waits no longer');
  if (call.channel === channel) return OK;
  const queue = state.queues.get(call.queueId);
  if (channel === 'text' && queue?.takesTexts !== true) return refuse('conflict', 'This queue takes no text conversations', 'channel');
  if (queue && !state.index.mayAsk(queue, call, channel))
    return refuse('too-many', 'Too many callers ask for something of their own at the moment', 'channel');
  endOffers(step, call, 'canceled', 'no-longer-needed');
  // Without its offer it may be in a queue that has been closed meanwhile.
  if (state.calls.get(call.id)?.state.kind !== 'queued') return OK;
  emit(step, { kind: 'call-switched', callId: call.id, channel });
  widenWhenDeserted(step, call);
  endPreference(step, call);
  return OK;
}

/** The agent asks the caller to talk; one who has proposed it has said yes. Refused while the agent could not. */
export function askToTalk(step: Step, call: Talking): Reply {
  if (call.channel === 'voice') return refuse('conflict', 'You are talking already');
  if (lacksVoice(step.state, call))
    return refuse('conflict', 'You have another call in hand. Finish it first, then move this conversation to a call.');
  if (call.callerAwaySince !== null) return refuse('conflict', 'The customer’s connection is lost: ask them once they are back');
  if (othersOf(step.state, call).length > 0)
    return refuse('conflict', 'Others write in this conversation, or are asked in: it can become a call once they have left');
  const { talkAskedAt = null, talkProposedAt = null } = call.state.lead;
  if (talkProposedAt !== null) emit(step, { kind: 'call-moved-up', callId: call.id, agentId: call.state.reservation.agentId });
  else if (talkAskedAt === null) emit(step, { kind: 'talk-asked', callId: call.id });
  return OK;
}

/** So often an agent is asked again by a caller to whom they have said no, and not sooner than this after it. */
const MOST_PROPOSALS = 3;
const PROPOSED_AGAIN_MS = 60_000;

/** The caller would like to talk, or would not any more. To one who has been asked already it is a yes. */
export function proposeTalk(step: Step, { callId, wants }: Of<'propose-talk'>): Reply {
  const { state, now } = step;
  const call = mainOf(state, conversationIdOf(state, callId));
  if (!call) return refuse('not-found', 'This call is over');
  if (call.channel === 'voice') return wants ? OK : refuse('conflict', 'You are talking already');
  if (!isTalking(call)) return refuse('conflict', 'Nobody writes with you yet');
  const { talkAskedAt = null, talkProposedAt = null, talkDeclined } = call.state.lead;
  if (!wants) {
    if (talkProposedAt !== null) emit(step, { kind: 'talk-withdrawn', callId: call.id });
    return OK;
  }
  if (call.supervisor !== null) return refuse('conflict', 'This conversation goes on in writing');
  if (talkAskedAt !== null) return moveUp(step, { kind: 'move-up', callId });
  if (talkProposedAt !== null) return OK;
  if (talkDeclined && talkDeclined.times >= MOST_PROPOSALS)
    return refuse('conflict', 'Your agent would rather write. Please go on writing.');
  if (talkDeclined && now - talkDeclined.at < PROPOSED_AGAIN_MS)
    return refuse('conflict', 'Your agent can’t talk just now. You can ask again in a minute.');
  emit(step, { kind: 'talk-proposed', callId: call.id });
  return OK;
}

/** The agent would rather go on writing. */
export function declineToTalk(step: Step, call: Talking): Reply {
  if ((call.state.lead.talkProposedAt ?? null) === null) return refuse('conflict', 'They do not ask to talk any more');
  emit(step, { kind: 'talk-declined', callId: call.id });
  return OK;
}

/** The caller says yes: the same agent, the same conversation, now by voice. Saying it twice is saying it once. */
export function moveUp(step: Step, { callId }: Of<'move-up'>): Reply {
  const { state } = step;
  const call = mainOf(state, conversationIdOf(state, callId));
  if (!call) return refuse('not-found', 'This call is over');
  if (call.channel === 'voice' && (call.state.kind === 'connecting' || isTalking(call))) return OK;
  if (!isTalking(call) || (call.state.lead.talkAskedAt ?? null) === null) return refuse('conflict', 'Nobody has asked to talk');
  if (lacksVoice(state, call)) return refuse('conflict', 'Your agent is on another call now. Go on writing, and try again in a moment.');
  if (othersOf(state, call).length > 0) return refuse('conflict', 'Others write with you now. You can talk once they have left.');
  if (call.state.agentAwaySince !== null) return refuse('conflict', 'Your agent’s connection is lost. Try again once they are back.');
  emit(step, { kind: 'call-moved-up', callId: call.id, agentId: call.state.reservation.agentId });
  return OK;
}

/** Whether an agent who writes could not talk now, since they do, or something rings. */
export function lacksVoice(state: Readonly<RoutingState>, call: Talking): boolean {
  const { agentId } = call.state.reservation;
  const agent = state.agents.get(agentId);
  return !agent || heldOf(state, agentId, 'voice') >= capacityOf(state, agent, 'voice') || rings(state, agentId);
}

/** The caller has not answered for as long as their queue waits. Who has been moved up, or handed over, meanwhile goes on. */
export function endSilent(step: Step, { callId, token }: Of<'end-silent'>): Reply {
  const call = step.state.calls.get(callId);
  if (!call || !isTalking(call) || call.channel !== 'text' || call.role !== 'main' || call.state.reservation.token !== token) return OK;
  endForCaller(step, call, 'caller-silent', 'conversation-over');
  return OK;
}
