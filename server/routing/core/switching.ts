import { capacityOf, heldOf, rings } from './channels.ts';
import type { Reply, RoutingCommand } from './commands.ts';
import { conversationIdOf, isTalking, mainOf, type Talking } from './conversation.ts';
import { leave } from './leaving.ts';
import { endOffers } from './offers.ts';
import { endPreference } from './preference.ts';
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

/** The agent asks the caller to talk. Refused while the agent could not. */
export function askToTalk(step: Step, call: Talking): Reply {
  if (call.channel === 'voice') return refuse('conflict', 'You are talking already');
  const busy = lacksVoice(step, call);
  if (busy) return refuse('conflict', 'You have another call in hand. Finish it first, then move this conversation to a call.');
  if (call.callerAwaySince !== null) return refuse('conflict', 'The customer’s connection is lost: ask them once they are back');
  if ((call.state.lead.talkAskedAt ?? null) === null) emit(step, { kind: 'talk-asked', callId: call.id });
  return OK;
}

/** The caller says yes: the same agent, the same conversation, now by voice. Saying it twice is saying it once. */
export function moveUp(step: Step, { callId }: Of<'move-up'>): Reply {
  const { state } = step;
  const call = mainOf(state, conversationIdOf(state, callId));
  if (!call) return refuse('not-found', 'This call is over');
  if (call.channel === 'voice' && (call.state.kind === 'connecting' || isTalking(call))) return OK;
  if (!isTalking(call) || (call.state.lead.talkAskedAt ?? null) === null) return refuse('conflict', 'Nobody has asked to talk');
  if (lacksVoice(step, call)) return refuse('conflict', 'Your agent is on another call now. Go on writing, and try again in a moment.');
  if (call.state.agentAwaySince !== null) return refuse('conflict', 'Your agent’s connection is lost. Try again once they are back.');
  emit(step, { kind: 'call-moved-up', callId: call.id, agentId: call.state.reservation.agentId });
  return OK;
}

function lacksVoice({ state }: Step, call: Talking): boolean {
  const { agentId } = call.state.reservation;
  const agent = state.agents.get(agentId);
  return !agent || heldOf(state, agentId, 'voice') >= capacityOf(state, agent, 'voice') || rings(state, agentId);
}

/** The caller has not answered for as long as their queue waits. Who has been moved up, or handed over, meanwhile goes on. */
export function endSilent(step: Step, { callId, token }: Of<'end-silent'>): Reply {
  const call = step.state.calls.get(callId);
  if (!call || !isTalking(call) || call.channel !== 'text' || call.state.reservation.token !== token) return OK;
  leave(step, call, 'caller-silent');
  return OK;
}
