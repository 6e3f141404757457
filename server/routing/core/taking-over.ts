import type { AgentId, CallId } from '../../protocol/common.ts';
import type { Reply } from './commands.ts';
import { isTalking } from './conversation.ts';
import { leave, promote } from './leaving.ts';
import { emit, OK, refuse, type Step } from './step.ts';

/**
 * A supervisor takes a caller over. Their part in the conversation is a call as an agent's is, so that everything that holds of
 * calls holds of it; but nobody is offered it, no center reports who has it, and it has no wrap-up.
 */

/** How long an offer that is answered in the same breath would be good for. */
const LEASE_MS = 1000;

export interface TakeOver {
  callId: CallId;
  /** Of the agent who has the caller: an older one is refused. */
  token: number;
  supervisor: { id: AgentId; name: string };
}

/** The agent is in wrap-up, the caller talks to the supervisor. Refused where the agent does not lead the conversation. */
export function takeOver(step: Step, { callId, token, supervisor }: TakeOver): Reply {
  const { state, now } = step;
  const call = state.calls.get(callId);
  if (!call || !isTalking(call) || call.state.reservation.token !== token)
    return refuse('conflict', 'Nobody talks in this call now.', 'callId');
  if (call.role !== 'main') return refuse('conflict', 'Another agent leads this conversation: take it over from them.', 'callId');
  if (call.supervisor !== null) return refuse('conflict', 'A supervisor has this caller already.', 'callId');
  if (state.callsOf.has(supervisor.id)) return refuse('conflict', 'You have a caller already.');
  const { conversationId, caller, keyHash, requirement, roundTrips, queueId, channel } = call;
  const { agentId: byAgentId, centerId } = call.state.reservation;
  const place = state.nextPlace;
  const own = `${conversationId}-${place}`;
  const agentId = supervisor.id;
  emit(step, {
    ...{ kind: 'call-queued', callId: own, place, estimatedWaitMs: null, queueId, caller, keyHash, requirement, roundTrips },
    preferredAgentId: null,
    channel,
    sent: {
      ...{ conversationId, previousId: call.id, role: 'joined', onlyCenter: null, turnFrom: now, callerHeard: call.audio.caller },
      invitation: { how: 'add', byAgentId, note: null },
      directTo: agentId,
      supervisor: supervisor.name,
    },
  });
  const reservation = {
    id: `${own}.${state.nextToken}`,
    token: state.nextToken,
    agentId,
    centerId,
    offeredAt: now,
    expiresAt: now + LEASE_MS,
  };
  const decision = {
    ...{ at: now, strategy: state.queues.get(queueId)?.strategy ?? ('longest-idle' as const), chosen: [agentId], candidates: [] },
    ...{ why: ['took the call over'], passedOver: [], unnamed: { candidates: 0, passedOver: 0 }, centers: [] },
  };
  emit(step, { kind: 'call-offered', callId: own, reservations: [reservation], decision, ...(channel === 'text' && { channel }) });
  emit(step, { kind: 'call-accepted', callId: own, reservationId: reservation.id, agentId, rescinded: [] });
  emit(step, { kind: 'call-connected', callId: own, agentId });
  // Nobody stays unheard whom the supervisor could not give their voice back.
  for (const partyId of [...call.state.lead.silenced]) emit(step, { kind: 'call-silenced', callId: call.id, partyId, silenced: false });
  const heir = state.calls.get(own);
  if (!heir) throw new Error(`${own} is not there`);
  promote(step, call, heir);
  emit(step, { kind: 'call-ended', callId: call.id, agentId: byAgentId, reason: 'taken-over' });
  return OK;
}

/** What becomes of a supervisor who has a caller: their connection is gone, is back, or they hang up. */
export function supervisorActs(
  step: Step,
  { callId, userId, act }: { callId: CallId; userId: AgentId; act: 'away' | 'back' | 'hang-up' },
): Reply {
  const call = step.state.calls.get(callId);
  if (!call || call.supervisor === null || !isTalking(call) || call.state.reservation.agentId !== userId)
    return refuse('not-found', 'This call is over.', 'callId');
  if (act === 'hang-up') {
    leave(step, call, 'agent-hung-up', 'left');
    return OK;
  }
  const away = call.state.agentAwaySince !== null;
  if (away !== (act === 'away')) emit(step, { kind: act === 'away' ? 'agent-away' : 'agent-back', callId, agentId: userId });
  return OK;
}

/** A supervisor has nothing to write up: their call is completed with its end. */
export function completeSupervised(step: Step): void {
  for (const event of [...step.events]) {
    if (event.kind !== 'call-ended') continue;
    const call = step.state.calls.get(event.callId);
    if (call?.state.kind === 'wrapup' && call.supervisor !== null)
      emit(step, { kind: 'call-completed', callId: call.id, agentId: event.agentId, disposition: null });
  }
}
