import { exhausted } from '../../protocol/common.ts';
import type { TransferTarget } from '../../protocol/conversation.ts';
import { sentence } from '../../protocol/sentences.ts';
import { whyUnavailable } from './availability.ts';
import { waitingIn } from './channels.ts';
import type { Reply } from './commands.ts';
import type { Talking } from './conversation.ts';
import { isQueueOpen } from './entrance.ts';
import { estimateFor } from './estimate.ts';
import { emitOffer } from './matching.ts';
import type { Agent, Call, Invitation } from './model.ts';
import { isIn, selectNamed } from './select.ts';
import { emit, refuse, type Step } from './step.ts';

/** How an agent asks for another agent: for their caller, for themselves, or for both. */

export interface Asking {
  target: TransferTarget;
  note: string | null;
}

type Where = Pick<Call, 'queueId' | 'directTo' | 'onlyCenter'>;
const ROLE = { transfer: 'main', consult: 'consult', add: 'joined' } as const;

/**
 * Makes the call by which somebody else is asked for: an agent who is named has the offer at once, others are found by the
 * queue's rules. @returns why it can't be made, with nothing changed; null when it is made
 */
export function askIn(step: Step, call: Talking, how: Invitation['how'], { target, note }: Asking): Reply | null {
  const { state } = step;
  const where = whereTo(step, call, target);
  if ('ok' in where) return where;
  const { conversationId, caller, keyHash, requirement, roundTrips, channel, supervisor } = call;
  const { agentId: byAgentId, centerId } = call.state.reservation;
  const bySupervisor = supervisor === null ? {} : { bySupervisor: { name: supervisor, centerId } };
  const place = state.nextPlace;
  const callId = `${conversationId}-${place}`;
  emit(step, {
    kind: 'call-queued',
    callId,
    place,
    estimatedWaitMs: null,
    queueId: where.queueId,
    caller,
    keyHash,
    requirement,
    roundTrips,
    preferredAgentId: null,
    channel,
    sent: {
      conversationId,
      previousId: call.id,
      role: ROLE[how],
      invitation: { how, byAgentId, ...bySupervisor, note },
      directTo: where.directTo,
      onlyCenter: where.onlyCenter,
      turnFrom: how === 'transfer' ? call.turnFrom : step.now,
      callerHeard: how === 'transfer' && call.audio.caller,
    },
  });
  if (where.directTo !== null) offerByName(step, callId, where.directTo);
  return null;
}

function offerByName(step: Step, callId: string, agentId: string): void {
  const { state, now } = step;
  const call = state.calls.get(callId);
  const agent = state.agents.get(agentId);
  const queue = call && state.queues.get(call.queueId);
  const choice = call && agent && selectNamed(state, queue?.strategy ?? 'longest-idle', call, agent, now);
  if (choice) emitOffer(step, call, choice, queue?.offerTimeoutMs ?? NAMED_OFFER_MS);
}

/** The queue may have been removed while they talked. */
const NAMED_OFFER_MS = 20_000;

function whereTo(step: Step, call: Talking, target: TransferTarget): Where | Reply {
  const { queueId } = call;
  switch (target.kind) {
    case 'agent': {
      const agent = step.state.agents.get(target.agentId);
      if (!agent) return refuse('not-found', 'There is no such agent any more', 'target');
      return agentRefusal(step, call, agent) ?? { queueId, directTo: agent.id, onlyCenter: null };
    }
    case 'queue': {
      const where = { queueId: target.queueId, directTo: null, onlyCenter: null };
      return queueRefusal(step, call, where) ?? where;
    }
    case 'center': {
      const where = { queueId, directTo: null, onlyCenter: target.centerId };
      return centerRefusal(step, target.centerId) ?? queueRefusal(step, call, where) ?? nobodyThere(step, call, where) ?? where;
    }
    default:
      return exhausted(target);
  }
}

function agentRefusal({ state, now, settings }: Step, call: Talking, agent: Agent): Reply | null {
  if (isIn(state, call, agent.id)) return refuse('conflict', sentence('agent-here', { name: agent.name }), 'target');
  const why = whyUnavailable(state, agent, now, settings, call.channel);
  return why === null ? null : refuse('conflict', sentence(`agent-${why}`, { name: agent.name }), 'target');
}

function queueRefusal({ state, now }: Step, { requirement, channel }: Talking, where: Where): Reply | null {
  const queue = state.queues.get(where.queueId);
  if (!queue) return refuse('not-found', 'There is no such queue any more', 'target');
  if (!isQueueOpen(queue, now)) return refuse('conflict', sentence('queue-closed', { name: queue.name }), 'target');
  if (channel === 'text' && queue.takesTexts !== true)
    return refuse('conflict', sentence('queue-no-texts', { name: queue.name }), 'target');
  if (!state.index.mayAsk(queue, { requirement, onlyCenter: where.onlyCenter }, channel))
    return refuse('too-many', 'Too many callers wait for something of their own at the moment. Your call goes on.', 'target');
  const full = queue.maxLength !== null && waitingIn(state, queue.id, channel) >= queue.maxLength;
  // One who can be served at once does not wait.
  if (full && estimateFor(state, queue.id, now, requirement, channel) !== 0)
    return refuse('conflict', sentence('queue-full', { name: queue.name }), 'target');
  return null;
}

function centerRefusal({ state, now, settings }: Step, centerId: string): Reply | null {
  const center = state.centers.get(centerId);
  if (!center) return refuse('not-found', 'There is no such center', 'target');
  const { link } = center;
  if (link.kind === 'up' && now - link.heardAt < settings.linkSilenceMs) return null;
  return refuse('conflict', sentence('center-unreachable', { name: center.name }), 'target');
}

function nobodyThere({ state }: Step, { requirement, channel }: Talking, where: Where): Reply | null {
  const pool = state.index.poolFor(state, { ...where, requirement, channel }, 0);
  if (pool && pool.signedIn > 0) return null;
  const name = state.centers.get(where.onlyCenter ?? '')?.name ?? '';
  return refuse('conflict', sentence('center-nobody', { name }), 'target');
}
