import { sentence } from '../../protocol/sentences.ts';
import { waitingIn } from './channels.ts';
import type { Reply, RoutingCommand } from './commands.ts';
import { isQueueOpen } from './entrance.ts';
import { estimateFor } from './estimate.ts';
import type { Call } from './model.ts';
import { priorityOf } from './need.ts';
import type { RoutingState } from './state.ts';
import { emit, OK, refuse, type Step } from './step.ts';
import { widenByTime, widenWhenDeserted } from './widening.ts';

/** What supervisors do with callers who wait. Whether they may is for whoever asks in their name. */

type Of<K extends RoutingCommand['kind']> = Extract<RoutingCommand, { kind: K }>;

/** Sends a waiting call to another queue; it keeps its enqueue time, and so its turn among equals. */
export function moveCall(step: Step, { callId, queueId, byName }: Of<'move-call'>): Reply {
  const { state, now } = step;
  const call = waitingCaller(state, callId);
  if (!call) return notWaiting();
  const queue = state.queues.get(queueId);
  if (!queue) return refuse('not-found', 'There is no such queue', 'queueId');
  // Said twice it is one move.
  if (call.queueId === queueId) return OK;
  if (!isQueueOpen(queue, now)) return refuse('conflict', sentence('move-queue-closed', { name: queue.name }), 'queueId');
  if (call.channel === 'text' && queue.takesTexts !== true)
    return refuse('conflict', sentence('move-queue-no-texts', { name: queue.name }), 'queueId');
  if (!state.index.mayAsk(queue, { requirement: call.requirement, onlyCenter: null }, call.channel))
    return refuse('too-many', 'Too many callers wait for something of their own at the moment', 'queueId');
  const full = queue.maxLength !== null && waitingIn(state, queueId, call.channel) >= queue.maxLength;
  // One who can be served at once does not wait.
  if (full && estimateFor(state, queueId, now, call.requirement, call.channel) !== 0)
    return refuse('conflict', sentence('move-queue-full', { name: queue.name }), 'queueId');
  emit(step, { kind: 'call-moved', callId, queueId, cause: 'supervisor', byName });
  step.entered.push(callId);
  widenByTime(step, call);
  widenWhenDeserted(step, call);
  return OK;
}

/** Puts a waiting call before all others who wait now, in whichever queue. Who is first already stays so. */
export function prioritizeCall(step: Step, { callId, byName }: Of<'prioritize-call'>): Reply {
  const { state, settings } = step;
  const call = waitingCaller(state, callId);
  if (!call) return notWaiting();
  const turn = (one: Call) => turnOf(state, one, settings.agingMs);
  const others = [...state.calls.values()].filter((other) => other.state.kind === 'queued' && other !== call);
  const behindMs = turn(call) - Math.min(...others.map(turn));
  if (others.length === 0 || behindMs < 0) return OK;
  // Whole priorities, as everywhere; enough to be before whoever is level with it now.
  emit(step, { kind: 'call-prioritized', callId, by: Math.floor(behindMs / settings.agingMs) + 1, byName });
  return OK;
}

/** By what calls stand in line, ms: the lower the earlier. It does not change by waiting. */
function turnOf(state: RoutingState, call: Call, agingMs: number): number {
  const queue = state.queues.get(call.queueId);
  return call.turnFrom - (queue ? priorityOf(queue, call) : 0) * agingMs;
}

/** A caller who waits for an agent; null for who is offered to one already, is asked in by an agent, or is gone. */
function waitingCaller(state: RoutingState, callId: string): Call | null {
  const call = state.calls.get(callId);
  return call?.state.kind === 'queued' && call.role === 'main' ? call : null;
}

const notWaiting = () => refuse('conflict', 'This call waits no longer');
