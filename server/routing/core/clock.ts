import { endForCaller } from './callers.ts';
import type { Call } from './model.ts';
import { cancelWithoutQueue, requeue } from './offers.ts';
import { emit, type Step } from './step.ts';

/** Ends what has run out of time: silent centers, unanswered offers, parties who did not come back, silent connections. */
export function passTime(step: Step): void {
  const { state, now, settings } = step;
  for (const center of [...state.centers.values()]) {
    if (center.link.kind === 'up' && now - center.link.heardAt >= settings.linkSilenceMs) {
      emit(step, { kind: 'center-silent', centerId: center.id });
      withdrawOffers(step, center.id);
    }
  }
  for (const call of [...state.calls.values()]) expire(step, call);
}

/** Nobody can tell whether the agents of a silent center see their offers; their calls go on. */
function withdrawOffers(step: Step, centerId: string): void {
  for (const call of [...step.state.calls.values()])
    if (call.state.kind === 'offered' && call.state.reservation.centerId === centerId) requeue(step, call, 'canceled', 'center-silent');
}

function expire(step: Step, call: Call): void {
  const { now, settings } = step;
  if (call.state.kind === 'wrapup') return;
  if (call.callerAwaySince !== null && now - call.callerAwaySince >= settings.partyGraceMs) return endForCaller(step, call, 'caller-lost');
  if (call.state.kind === 'queued') return cancelWithoutQueue(step, call);
  if (call.state.kind === 'offered') {
    if (now >= call.state.reservation.expiresAt) return requeue(step, call, 'timeout', 'not-answered');
    const { agentId, centerId } = call.state.reservation;
    // After a restart: until the center has reported, the offer's own time is the limit.
    if (step.state.centers.get(centerId)?.link.kind === 'never') return;
    const answeredAt = step.state.agents.get(agentId)?.answeredAt ?? null;
    if (answeredAt === null || now - answeredAt >= settings.roundTripLimitMs) return requeue(step, call, 'rescinded', 'agent-unreachable');
    return;
  }
  const { reservation, agentAwaySince } = call.state;
  const agentGone = agentAwaySince !== null && now - agentAwaySince >= settings.partyGraceMs;
  if (call.state.kind === 'connected') {
    if (agentGone) emit(step, { kind: 'call-ended', callId: call.id, agentId: reservation.agentId, reason: 'agent-lost' });
    return;
  }
  if (now - call.state.acceptedAt < settings.connectLimitMs) return;
  // Accepted, but no audio both ways. Without the caller's, no other agent would hear them either.
  if (call.callerAwaySince !== null) requeue(step, call, 'canceled', 'caller-away');
  else if (!call.audio.caller)
    emit(step, { kind: 'call-failed', callId: call.id, agentId: reservation.agentId, reason: 'no-caller-audio' });
  else requeue(step, call, 'timeout', 'no-agent-audio');
}
