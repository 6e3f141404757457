import { type EndReason, exhausted } from '../../protocol/common.ts';
import type { WayOn } from '../../protocol/queue.ts';
import { normalized, skillsIn } from '../../protocol/skills.ts';
import type { Reply, RoutingCommand } from './commands.ts';
import { conversationIdOf, liveIn, mainOf, othersOf } from './conversation.ts';
import { isQueueOpen, turnAwayIfClosed } from './entrance.ts';
import { estimateFor } from './estimate.ts';
import { leave, withdraw } from './leaving.ts';
import { type Call, type Queue, reservationsOf } from './model.ts';
import { moveDown } from './moving.ts';
import { endOffers } from './offers.ts';
import { endPreference } from './preference.ts';
import { emit, OK, refuse, type Step } from './step.ts';
import { widenByTime, widenWhenDeserted } from './widening.ts';

type Of<K extends RoutingCommand['kind']> = Extract<RoutingCommand, { kind: K }>;

/**
 * A caller enters the virtual queue, at its end. A queue that is closed or full sends the call on, or ends it with what the
 * caller is told instead; either way it is in the log.
 */
export function startCall(step: Step, command: Of<'start-call'>): Reply {
  const { state } = step;
  const queue = state.queues.get(command.queueId);
  if (!queue) return refuse('not-found', 'There is no such queue', 'queueId');
  const { channel = 'voice' } = command;
  if (channel === 'text' && queue.takesTexts !== true) return refuse('conflict', 'This queue takes no text conversations', 'channel');
  if (state.calls.has(command.callId) || liveIn(state, command.callId).length > 0)
    return refuse('conflict', 'This call exists already', 'callId');
  const unknown = command.requirement && skillsIn(command.requirement).find(({ skillId }) => !state.skills.has(skillId));
  if (unknown) return refuse('not-found', 'There is no such skill', ['requirement', ...unknown.path].join('.'));
  const { instead } = command;
  const wayOn = instead === undefined ? null : wordOf(queue, instead);
  if (instead !== undefined && wayOn === null) return refuse('conflict', 'This topic offers no callback', 'instead');
  const open = isQueueOpen(queue, step.now);
  if (open && !state.index.mayAsk(queue, { requirement: command.requirement, onlyCenter: null }, channel))
    return refuse('too-many', 'Too many callers ask for something of their own at the moment', 'requirement');
  const requirement = command.requirement && normalized(command.requirement);
  const estimatedWaitMs = open && instead === undefined ? estimateFor(state, queue.id, step.now, requirement, channel) : null;
  emit(step, { ...command, kind: 'call-queued', requirement, place: state.nextPlace, estimatedWaitMs });
  const call = state.calls.get(command.callId);
  if (!call) return OK;
  if (wayOn !== null) {
    emit(step, { kind: 'call-canceled', callId: call.id, reason: 'left-word', wayOn });
    return OK;
  }
  step.entered.push(call.id);
  turnAwayIfClosed(step, call);
  if (!state.calls.has(call.id)) return OK;
  widenByTime(step, call);
  widenWhenDeserted(step, call);
  endPreference(step, call);
  return OK;
}

/** What a queue offers to a caller who would leave word; null: it calls nobody back. Every queue takes messages. */
function wordOf({ whenClosed, whenFull, whenTooLong, callbacksPerSlot = 0 }: Queue, kind: 'leave-message' | 'callback'): WayOn | null {
  const own = [whenClosed, whenTooLong, whenFull].find((wayOn) => wayOn.kind === kind);
  return own ?? (kind === 'leave-message' || callbacksPerSlot > 0 ? { kind, text: '' } : null);
}

/** Whether callers may ask to be called back by a queue. */
export const callsBack = (queue: Queue): boolean => wordOf(queue, 'callback') !== null;

/** The call that has the caller of a conversation, which is named by any of its calls. */
const callOfCaller = ({ state }: Step, callId: string): Call | null => mainOf(state, conversationIdOf(state, callId));

/** The caller leaves: an unanswered call is abandoned at once, a conversation in progress ends. Leaving twice does no harm. */
export function callerLeft(step: Step, { callId, instead }: Of<'caller-left'>): Reply {
  const call = callOfCaller(step, callId);
  const waits = call?.state.kind === 'queued' || call?.state.kind === 'offered';
  if (call) endForCaller(step, call, waits && instead !== undefined ? `left-for-${instead}` : 'caller-hung-up');
  return OK;
}

export function callerAway(step: Step, { callId, page }: Of<'caller-away'>): Reply {
  const call = callOfCaller(step, callId);
  if (!call || call.callerAwaySince !== null) return OK;
  emit(step, { kind: 'caller-away', callId: call.id, ...(page && { page }) });
  // Nobody is to take a call that may be empty: the place is kept, and whoever rang is free for others.
  if (call.state.kind === 'offered') endOffers(step, call, 'canceled', 'caller-away');
  return OK;
}

export function callerBack(step: Step, { callId }: Of<'caller-back'>): Reply {
  const call = callOfCaller(step, callId);
  if (!call) return refuse('not-found', 'This call is over');
  if (call.callerAwaySince !== null) emit(step, { kind: 'caller-back', callId: call.id });
  return OK;
}

/**
 * The media server has seen whose audio flows, between an agent and whoever they talk to. A call is connected once it flows
 * both ways, not before.
 */
export function audioSeen(step: Step, command: Of<'audio'>): Reply {
  const call = step.state.calls.get(command.callId);
  if (!call || call.state.kind === 'wrapup') return OK;
  const { caller, agent } = command;
  if (call.audio.caller !== caller || call.audio.agent !== agent) emit(step, { kind: 'audio-seen', callId: call.id, caller, agent });
  if (command.bothWays && call.state.kind === 'connecting')
    emit(step, {
      kind: 'call-connected',
      callId: call.id,
      agentId: call.state.reservation.agentId,
      ...(call.state.textSince !== undefined && { again: true as const }),
    });
  return OK;
}

/** Ends a conversation from the caller's side, whatever state it is in: for the agent who leads it, then for all others. */
export function endForCaller(step: Step, main: Call, reason: EndReason, forOthers: EndReason = reason): void {
  moveDown(step, main);
  const others = othersOf(step.state, main);
  endMain(step, main, reason);
  for (const other of others) {
    if (other.state.kind === 'connected') leave(step, other, forOthers);
    else withdraw(step, other);
  }
}

function endMain(step: Step, call: Call, reason: EndReason): void {
  const { state } = call;
  switch (state.kind) {
    case 'queued':
    case 'offered':
    case 'connecting':
      emit(step, { kind: 'call-abandoned', callId: call.id, agentIds: reservationsOf(call).map(({ agentId }) => agentId), reason });
      return;
    case 'connected':
      emit(step, { kind: 'call-ended', callId: call.id, agentId: state.reservation.agentId, reason });
      return;
    case 'wrapup':
      return;
    default:
      exhausted(state);
  }
}
