import type { AskEnd } from '../../protocol/conversation.ts';
import type { ReservationEnd } from '../../protocol/link.ts';
import type { Acting, Reply, RoutingCommand } from './commands.ts';
import { turnAwayIfShut } from './entrance.ts';
import type { RequeueCause } from './events.ts';
import { giveUp, leave, targetOf } from './leaving.ts';
import { type Call, type Reservation, reservationsOf } from './model.ts';
import { moveDown } from './moving.ts';
import { endPreference } from './preference.ts';
import type { RoutingState } from './state.ts';
import { emit, OK, refuse, type Step } from './step.ts';

type Of<K extends RoutingCommand['kind']> = Extract<RoutingCommand, { kind: K }>;

/** An agent takes the offered call; the other offers of it are rescinded. Taking it twice with the same token is one taking. */
export function acceptOffer(step: Step, command: Of<'accept'>): Reply {
  const held = heldUnder(step, command);
  if (!held) return staleToken();
  const { call, reservation } = held;
  if (call.state.kind === 'connecting' || call.state.kind === 'connected') return OK;
  if (call.state.kind !== 'offered' || step.now >= reservation.expiresAt) return staleToken();
  const rescinded = reservationsOf(call)
    .filter((other) => other !== reservation)
    .map((other) => ({ reservationId: other.id, agentId: other.agentId }));
  emit(step, { kind: 'call-accepted', callId: call.id, reservationId: reservation.id, agentId: reservation.agentId, rescinded });
  // Who writes need not be heard first.
  if (call.channel === 'text') emit(step, { kind: 'call-connected', callId: call.id, agentId: reservation.agentId });
  return OK;
}

const REJECT_CAUSES = { declined: 'declined', unreachable: 'agent-unreachable', 'signed-out': 'agent-signed-out' } as const;

/** An agent, or their center for them, gives the offer back. */
export function rejectOffer(step: Step, command: Of<'reject'>): Reply {
  const held = heldUnder(step, command);
  if (held?.call.state.kind !== 'offered') return staleToken();
  endOffer(step, held.call, held.reservation, command.reason === 'declined' ? 'rejected' : 'canceled', REJECT_CAUSES[command.reason]);
  return OK;
}

/**
 * The agent hangs up. Before the call was connected the caller has heard nobody, and keeps their place. Where others are in
 * the conversation, it goes on without this agent.
 */
export function agentHangUp(step: Step, command: Of<'agent-hang-up'>): Reply {
  const held = heldUnder(step, command);
  if (!held) return staleToken();
  const { call, reservation } = held;
  moveDown(step, call);
  if (call.state.kind === 'connected') {
    leave(step, call, 'agent-hung-up', 'left', command.agoMs);
    return OK;
  }
  if (call.state.kind === 'connecting') {
    endOffer(step, call, reservation, 'canceled', 'agent-hung-up');
    return OK;
  }
  return call.state.kind === 'wrapup' ? OK : refuse('conflict', 'This call has not been accepted');
}

/** Wrap-up is done; the agent is free again once their center reports so. */
export function completeCall(step: Step, command: Of<'complete'>): Reply {
  const held = heldUnder(step, command);
  if (!held) {
    // Said again after a lost acknowledgement: the reservation is over, which is what was asked for.
    return command.token <= (step.state.lastToken.get(command.agentId) ?? 0) ? OK : staleToken();
  }
  if (held.call.state.kind !== 'wrapup') return refuse('conflict', 'This call has not ended');
  const agoMs = Math.min(command.agoMs ?? 0, step.now - held.call.state.endedAt);
  const { agentId, disposition } = command;
  emit(step, { kind: 'call-completed', callId: held.call.id, agentId, disposition, ...(agoMs > 0 && { agoMs }) });
  return OK;
}

/** Ends one reservation that has not become a talk. With the last one the call is back in its place, with its first enqueue time. */
export function endOffer(step: Step, call: Call, reservation: Reservation, end: ReservationEnd, cause: RequeueCause): void {
  const ending = { callId: call.id, reservationId: reservation.id, agentId: reservation.agentId, end, cause };
  if (reservationsOf(call).length > 1) return emit(step, { kind: 'offer-ended', ...ending });
  const named = call.directTo !== null;
  emit(step, { kind: 'call-requeued', ...ending });
  // Whoever was asked in by name has not come, and nobody else is to come for them. A caller waits for somebody else.
  if (named && call.role !== 'main')
    return giveUp(step, call, 'no-longer-needed', { target: { kind: 'agent', agentId: reservation.agentId }, end: ASK_END[cause] });
  if (call.state.kind === 'queued') endPreference(step, call);
  cancelWithoutQueue(step, call);
  if (step.state.calls.has(call.id)) turnAwayIfShut(step, call);
}

/** How the one who asked an agent in is told of the end of the offer. */
const ASK_END: Record<RequeueCause, AskEnd> = {
  declined: 'declined',
  'not-answered': 'not-answered',
  'agent-unreachable': 'unreachable',
  'agent-signed-out': 'unreachable',
  'center-silent': 'unreachable',
  'agent-hung-up': 'left',
  'no-agent-audio': 'unreachable',
  'caller-away': 'unreachable',
  'no-longer-needed': 'nobody',
};

/** Ends all offers of a call. */
export function endOffers(step: Step, call: Call, end: ReservationEnd, cause: RequeueCause): void {
  for (const reservation of [...reservationsOf(call)]) endOffer(step, call, reservation, end, cause);
}

/** A waiting call whose queue has been removed has nobody to wait for. */
export function cancelWithoutQueue(step: Step, call: Call): void {
  if (call.state.kind !== 'queued' || step.state.queues.has(call.queueId)) return;
  if (call.role === 'main') emit(step, { kind: 'call-canceled', callId: call.id, reason: 'queue-removed', wayOn: null });
  else giveUp(step, call, 'queue-removed', { target: targetOf(call), end: 'nobody' });
}

export const heldUnder = (step: Step, acting: Acting) => heldBy(step.state, acting);

/** The call that this very reservation holds: the fencing check of every act on one. */
export function heldBy(
  state: Readonly<RoutingState>,
  { agentId, reservationId, token, centerId, asSupervisor }: Acting,
): { call: Call; reservation: Reservation } | null {
  for (const callId of state.callsOf.get(agentId) ?? []) {
    const call = state.calls.get(callId);
    if (call && (call.supervisor !== null) !== (asSupervisor === true)) continue;
    const reservation = call && reservationsOf(call).find((one) => one.id === reservationId && one.agentId === agentId);
    if (call && reservation && reservation.token === token && reservation.centerId === centerId) return { call, reservation };
  }
  return null;
}

export const staleToken = () => refuse('stale-token', 'This offer is no longer yours: it has ended or gone to somebody else');
