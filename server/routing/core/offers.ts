import type { ReservationEnd } from '../../protocol/link.ts';
import type { Acting, Reply, RoutingCommand } from './commands.ts';
import type { RequeueCause } from './events.ts';
import { type Call, reservationOf } from './model.ts';
import { agentPool, selectAgent } from './select.ts';
import { emit, OK, refuse, type Step } from './step.ts';
import { waitingCalls } from './waiting.ts';

type Of<K extends RoutingCommand['kind']> = Extract<RoutingCommand, { kind: K }>;

/** Offers every waiting call that can be offered now, in the order in which they are to be served. */
export function offerWaitingCalls(step: Step): void {
  const { state, now, settings } = step;
  let pool = agentPool(state, now, settings);
  if (pool.free.length === 0) return;
  for (const call of waitingCalls(state, now, settings)) {
    // Whoever is not there to answer keeps the place, and is not put through to an agent who would hear nothing.
    if (call.callerAwaySince !== null) continue;
    const queue = state.queues.get(call.queueId);
    const decision = queue && selectAgent(state, queue, call, now, settings, pool);
    const agent = decision && state.agents.get(decision.chosen);
    if (!queue || !decision || !agent) continue;
    const token = state.nextToken;
    const reservation = {
      id: `${call.id}.${token}`,
      token,
      agentId: agent.id,
      centerId: agent.centerId,
      offeredAt: now,
      expiresAt: now + queue.offerTimeoutMs,
      decision,
    };
    emit(step, { kind: 'call-offered', callId: call.id, reservation });
    pool = agentPool(state, now, settings);
    if (pool.free.length === 0) return;
  }
}

/** An agent takes the offered call. Taking it twice with the same token is one taking. */
export function acceptOffer(step: Step, command: Of<'accept'>): Reply {
  const call = callUnder(step, command);
  if (!call) return staleToken();
  if (call.state.kind === 'connecting' || call.state.kind === 'connected') return OK;
  if (call.state.kind !== 'offered') return staleToken();
  if (step.now >= call.state.reservation.expiresAt) return staleToken();
  emit(step, { kind: 'call-accepted', callId: call.id, reservationId: command.reservationId, agentId: command.agentId });
  return OK;
}

const REJECT_CAUSES = { declined: 'declined', unreachable: 'agent-unreachable', 'signed-out': 'agent-signed-out' } as const;

/** An agent, or their center for them, gives the offer back. */
export function rejectOffer(step: Step, command: Of<'reject'>): Reply {
  const call = callUnder(step, command);
  if (call?.state.kind !== 'offered') return staleToken();
  requeue(step, call, command.reason === 'declined' ? 'rejected' : 'rescinded', REJECT_CAUSES[command.reason]);
  return OK;
}

/** The agent hangs up. Before the call was connected the caller has heard nobody, and keeps their place. */
export function agentHangUp(step: Step, command: Of<'agent-hang-up'>): Reply {
  const call = callUnder(step, command);
  if (!call) return staleToken();
  if (call.state.kind === 'connected') {
    emit(step, { kind: 'call-ended', callId: call.id, agentId: command.agentId, reason: 'agent-hung-up' });
    return OK;
  }
  if (call.state.kind === 'connecting') {
    requeue(step, call, 'canceled', 'agent-hung-up');
    return OK;
  }
  return call.state.kind === 'wrapup' ? OK : refuse('conflict', 'This call has not been accepted');
}

/** Wrap-up is done; the agent is free again once their center reports so. */
export function completeCall(step: Step, command: Of<'complete'>): Reply {
  const call = callUnder(step, command);
  if (!call) {
    // Said again after a lost acknowledgement: the reservation is over, which is what was asked for.
    return command.token <= (step.state.lastToken.get(command.agentId) ?? 0) ? OK : staleToken();
  }
  if (call.state.kind !== 'wrapup') return refuse('conflict', 'This call has not ended');
  emit(step, { kind: 'call-completed', callId: call.id, agentId: command.agentId, disposition: command.disposition });
  return OK;
}

/** Puts a call back to its place, with its first enqueue time, and frees the agent. */
export function requeue(step: Step, call: Call, end: ReservationEnd, cause: RequeueCause): void {
  const reservation = reservationOf(call);
  if (!reservation) return;
  emit(step, { kind: 'call-requeued', callId: call.id, reservationId: reservation.id, agentId: reservation.agentId, end, cause });
  cancelWithoutQueue(step, call);
}

/** A waiting call whose queue has been removed has nobody to wait for. */
export function cancelWithoutQueue(step: Step, call: Call): void {
  if (call.state.kind === 'queued' && !step.state.queues.has(call.queueId))
    emit(step, { kind: 'call-canceled', callId: call.id, reason: 'queue-removed' });
}

/** The call that this very reservation holds: the fencing check of every act on one. */
function callUnder(step: Step, acting: Acting): Call | null {
  const callId = step.state.callOf.get(acting.agentId);
  const call = callId === undefined ? undefined : step.state.calls.get(callId);
  const reservation = call && reservationOf(call);
  const same = reservation?.id === acting.reservationId && reservation.token === acting.token && reservation.centerId === acting.centerId;
  return call && same ? call : null;
}

const staleToken = () => refuse('stale-token', 'This offer is no longer yours: it has ended or gone to somebody else');
