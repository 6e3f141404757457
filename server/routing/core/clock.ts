import { endForCaller } from './callers.ts';
import { isOpen, isProtecting } from './center-rules.ts';
import { graceOf } from './channels.ts';
import { sendOn } from './entrance.ts';
import { leave, tellAsker, withdraw } from './leaving.ts';
import { type Call, reservationsOf } from './model.ts';
import { moveDown } from './moving.ts';
import { cancelWithoutQueue, endOffer, endOffers } from './offers.ts';
import { endPreference } from './preference.ts';
import { expireRingBack, isBeingRung } from './ring-back.ts';

import { emit, type Step } from './step.ts';
import { widenByTime } from './widening.ts';

/** Ends what has run out of time: silent centers, unanswered offers, parties who did not come back, silent connections. */
export function passTime(step: Step): void {
  const { state, now, settings } = step;
  if (state.index.startGraceUntil !== null && now >= state.index.startGraceUntil) {
    state.index.startGraceUntil = null;
    state.index.lookForDeserted();
  }
  for (const center of [...state.centers.values()]) {
    if (center.link.kind === 'up' && now - center.link.heardAt >= settings.linkSilenceMs) {
      emit(step, { kind: 'center-silent', centerId: center.id });
      withdrawOffers(step, center.id);
    }
    openCenter(step, center.id);
  }
  for (let due = state.index.takeDue(state, now); due.length > 0; due = state.index.takeDue(state, now)) {
    for (const call of due) {
      if (state.calls.has(call.id)) expire(step, call);
      state.index.schedule(state, call.id, now);
    }
  }
}

/** A center that has opened, or whose own calls are served again, may have what waits. */
function openCenter(step: Step, centerId: string): void {
  const { state, now } = step;
  const center = state.centers.get(centerId);
  if (!center) return;
  const before = state.index.hours.get(centerId)?.open ?? true;
  const opened = isOpen(state, center, now) && !before;
  const refuses = isProtecting(state, center, now);
  const relents = !refuses && state.index.refusing.delete(centerId);
  if (refuses) state.index.refusing.add(centerId);
  if (opened || relents) state.index.touchCenter(centerId);
}

/** Nobody can tell whether the agents of a silent center see their offers; their calls go on. */
function withdrawOffers(step: Step, centerId: string): void {
  for (const call of [...step.state.calls.values()]) {
    if (call.state.kind !== 'offered') continue;
    for (const reservation of [...reservationsOf(call)])
      if (reservation.centerId === centerId) endOffer(step, call, reservation, 'canceled', 'center-silent');
  }
}

function expire(step: Step, call: Call): void {
  const { now, settings } = step;
  if (call.state.kind === 'wrapup') return;
  if (call.callerAwaySince !== null && now - call.callerAwaySince >= graceOf(call, settings))
    return call.comesBy === null ? endForCaller(step, call, call.callerPageGone ? 'caller-hung-up' : 'caller-lost') : endMissed(step, call);
  if (call.state.kind === 'queued') return expireWaiting(step, call);
  if (call.state.kind === 'offered') return expireOffers(step, call);
  const { reservation, agentAwaySince } = call.state;
  const agentGone = agentAwaySince !== null && now - agentAwaySince >= settings.partyGraceMs;
  if (call.state.kind === 'connected') {
    if (agentGone) leave(step, call, 'agent-lost', 'unreachable');
    return;
  }
  if (now - call.since < settings.connectLimitMs) return;
  if (call.state.textSince !== undefined) return moveDown(step, call);
  // Accepted, but no audio both ways. Without the other side's, no other agent would hear them either.
  if (call.role !== 'main' && !call.audio.caller) {
    const { agentId } = reservation;
    withdraw(step, call);
    tellAsker(step, call, { target: { kind: 'agent', agentId }, end: 'unreachable' });
  } else if (call.callerAwaySince !== null) endOffer(step, call, reservation, 'canceled', 'caller-away');
  else if (!call.audio.caller)
    emit(step, { kind: 'call-failed', callId: call.id, agentIds: [reservation.agentId], reason: 'no-caller-audio' });
  else endOffer(step, call, reservation, 'timeout', 'no-agent-audio');
}

/** A callback to which nobody came. */
function endMissed(step: Step, call: Call): void {
  emit(step, { kind: 'call-canceled', callId: call.id, reason: 'callback-missed', wayOn: null });
}

function expireWaiting(step: Step, call: Call): void {
  const { state, now } = step;
  const queue = state.queues.get(call.queueId);
  if (!queue) return cancelWithoutQueue(step, call);
  expireRingBack(step, call);
  if (!state.calls.has(call.id)) return;
  // Who is rung has been promised that.
  if (queue.maxWaitMs !== null && !call.scheduled && !isBeingRung(call) && now >= call.inQueueSince + queue.maxWaitMs)
    return sendOn(step, call, 'waited-too-long');
  widenByTime(step, call);
  endPreference(step, call);
  // Whoever let it go by may be asked again.
  state.index.touchedCalls.add(call.id);
}

function expireOffers(step: Step, call: Call): void {
  const { state, now, settings } = step;
  for (const reservation of [...reservationsOf(call)]) {
    if (now >= reservation.expiresAt) {
      endOffers(step, call, 'timeout', 'not-answered');
      return;
    }
    const answeredAt = state.agents.get(reservation.agentId)?.answeredAt ?? null;
    // After a restart: until the center has reported, the offer's own time is the limit.
    if (answeredAt !== null && now - answeredAt >= settings.roundTripLimitMs)
      endOffer(step, call, reservation, 'canceled', 'agent-unreachable');
  }
}
