import { exhausted, wentElsewhere } from '../../protocol/common.ts';
import { capacityOf, heldOf, lineOf, noteReleased } from './channels.ts';
import { happenedAt, type Noted, type RequeueCause, type RoutingEvent } from './events.ts';
import { type Call, type CallState, type Reservation, type RoutingFacts, reservationsOf, reservationWith } from './model.ts';
import type { RoutingState } from './state.ts';
import { doingOf, noteDoing, noteHandled, noteLeft, noteOwnCall } from './stats.ts';

/** Causes that lie with the agent: they are not asked again for a while. */
const LET_GO_BY: ReadonlySet<RequeueCause> = new Set(['declined', 'not-answered', 'agent-hung-up', 'no-agent-audio']);

type Of<K extends RoutingEvent['kind']> = Extract<RoutingEvent, { kind: K }>;
/** Events about a call that is known already. */
export type CallEvent = Exclude<
  RoutingEvent,
  { kind: 'configured' | 'server-started' | 'center-reported' | 'center-silent' | 'call-queued' | Noted['kind'] }
>;

/** Takes an event into the call that it is about, its agents and the statistics. */
export function applyToCall(state: RoutingState, event: CallEvent): void {
  const call = state.calls.get(event.callId);
  if (!call) throw new Error(`Event ${event.kind} names an unknown call: ${event.callId}`);
  const { kind } = call.state;
  const line = lineOf(call);
  const freed = change(state, call, event);
  state.index.callChanged(state, call.id);
  for (const agentId of freed) state.index.agentChanged(state, agentId);
  if (kind !== 'queued') return;
  const left = !state.calls.has(call.id) || call.state.kind !== 'queued' || lineOf(call) !== line;
  if (left)
    noteLeft(state.stats, line, { at: event.at, waiting: state.index.waitingIn.get(line) ?? 0, counts: countsAsServed(call, event) });
}

/** Whether somebody who leaves the line tells how fast it moves: who was served at once, or sent away by rule, does not. */
const countsAsServed = (call: Call, event: CallEvent): boolean =>
  event.kind === 'call-abandoned' || (event.kind === 'call-offered' && event.at > call.inQueueSince);

/** @returns the agents whose calls have changed by it */
function change(state: RoutingState, call: Call, event: CallEvent): readonly string[] {
  switch (event.kind) {
    case 'call-moved':
      fits(call, event, 'queued');
      call.cameFrom = [...call.cameFrom, call.queueId];
      call.queueId = event.queueId;
      call.inQueueSince = event.at;
      call.widened = 0;
      // It was told for the other queue's line.
      call.estimatedWaitMs = null;
      call.preferred = null;
      call.onlyCenter = null;
      return [];
    case 'call-prioritized':
      fits(call, event, 'queued');
      call.raised = { by: (call.raised?.by ?? 0) + event.by, byName: event.byName };
      return [];
    case 'call-switched':
      fits(call, event, 'queued');
      call.channel = event.channel;
      call.ringBack = null;
      // It was told for the other line.
      call.estimatedWaitMs = null;
      return [];
    case 'ring-back-wanted':
      fits(call, event, 'queued');
      call.ringBack = { kind: 'kept', missed: 0 };
      return [];
    case 'ring-back-rung':
      fits(call, event, 'queued');
      call.ringBack = { kind: 'rung', until: event.until, missed: call.ringBack?.missed ?? 0 };
      return [];
    case 'ring-back-missed':
      fits(call, event, 'queued');
      call.ringBack = { kind: 'paused', until: event.again, missed: (call.ringBack?.missed ?? 0) + 1 };
      return [];
    case 'ring-back-resumed':
      fits(call, event, 'queued');
      call.ringBack = { kind: 'kept', missed: call.ringBack?.missed ?? 0 };
      return [];
    case 'ring-back-answered':
      fits(call, event, 'queued');
      call.ringBack = null;
      return [];
    case 'talk-asked':
      talking(call, event).lead.talkAskedAt = event.at;
      return [];
    case 'talk-proposed':
      talking(call, event).lead.talkProposedAt = event.at;
      return [];
    case 'talk-withdrawn':
      talking(call, event).lead.talkProposedAt = null;
      return [];
    case 'talk-declined': {
      const { lead } = talking(call, event);
      lead.talkProposedAt = null;
      lead.talkDeclined = { at: event.at, times: (lead.talkDeclined?.times ?? 0) + 1 };
      return [];
    }
    case 'call-moved-up': {
      const { reservation, acceptedAt, agentAwaySince, connectedAt } = talking(call, event);
      call.channel = 'voice';
      call.audio = { caller: false, agent: false };
      enter(call, { kind: 'connecting', reservation, acceptedAt, agentAwaySince, textSince: connectedAt }, event.at);
      return [event.agentId];
    }
    case 'call-moved-down': {
      if (call.state.kind !== 'connecting' || call.state.textSince === undefined) throw misfit(call, event);
      const { reservation, acceptedAt, agentAwaySince, textSince: connectedAt } = call.state;
      call.channel = 'text';
      const lead = { heldSince: null, silenced: [], lastAnswer: null };
      enter(call, { kind: 'connected', reservation, acceptedAt, connectedAt, agentAwaySince, lead }, event.at);
      return [event.agentId];
    }
    case 'call-widened':
      fits(call, event, 'queued');
      call.widened = event.widened;
      return [];
    case 'preference-over':
      call.preferred = null;
      return [];
    case 'call-unbound':
      fits(call, event, 'queued');
      call.onlyCenter = null;
      return [];
    case 'call-offered':
      fits(call, event, 'queued');
      call.decision = event.decision;
      enter(call, { kind: 'offered', reservations: event.reservations }, event.at);
      for (const reservation of event.reservations) hold(state, call, reservation);
      return event.reservations.map(({ agentId }) => agentId);
    case 'call-accepted': {
      const reservation = own(call, event);
      for (const { agentId } of event.rescinded) release(state, call, agentId);
      enter(call, { kind: 'connecting', reservation, acceptedAt: event.at, agentAwaySince: null }, event.at);
      noteDoing(state.stats, event.agentId, 'busy', event.at);
      return [event.agentId, ...event.rescinded.map(({ agentId }) => agentId)];
    }
    case 'offer-ended': {
      const reservation = own(call, event);
      letGo(call, event);
      release(state, call, event.agentId);
      const reservations = reservationsOf(call).filter((one) => one !== reservation);
      call.state = { kind: 'offered', reservations };
      return [event.agentId];
    }
    case 'call-requeued': {
      fits(call, event, 'offered', 'connecting');
      letGo(call, event);
      call.audio.agent = false;
      call.directTo = null;
      if (call.state.kind === 'connecting') leaveCall(state, event.agentId, event.at);
      release(state, call, event.agentId);
      enter(call, { kind: 'queued' }, event.at);
      return [event.agentId];
    }
    case 'call-connected': {
      if (call.state.kind !== 'connecting') throw misfit(call, event);
      const lead = { heldSince: null, silenced: [], lastAnswer: null };
      const { reservation, acceptedAt, agentAwaySince, textSince } = call.state;
      const connectedAt = textSince ?? event.at;
      enter(call, { kind: 'connected', reservation, acceptedAt, connectedAt, agentAwaySince, lead }, event.at);
      if (call.waited && textSince === undefined) noteOwn(state, call, event.at, acceptedAt - call.enqueuedAt);
      return [];
    }
    case 'call-ended': {
      if (call.state.kind !== 'connected') throw misfit(call, event);
      const { reservation, acceptedAt, connectedAt } = call.state;
      enter(call, { kind: 'wrapup', reservation, acceptedAt, connectedAt, endedAt: happenedAt(event), reason: event.reason }, event.at);
      return [];
    }
    case 'call-completed':
      if (call.state.kind !== 'wrapup') throw misfit(call, event);
      noteHandled(state.stats, call.channel === 'voice' ? event.agentId : null, lineOf(call), happenedAt(event) - call.state.acceptedAt);
      leaveCall(state, event.agentId, event.at);
      return forget(state, call);
    case 'call-abandoned':
    case 'call-failed':
      fits(call, event, 'queued', 'offered', 'connecting');
      if (call.state.kind === 'connecting') leaveCall(state, call.state.reservation.agentId, event.at);
      if (event.kind === 'call-abandoned' && call.waited && !wentElsewhere(event.reason)) noteOwn(state, call, event.at, null);
      return forget(state, call);
    case 'call-canceled':
      fits(call, event, 'queued');
      return forget(state, call);
    case 'call-held':
      talking(call, event).lead.heldSince = event.at;
      return [];
    case 'call-resumed':
      talking(call, event).lead.heldSince = null;
      return [];
    case 'call-silenced': {
      const { lead } = talking(call, event);
      const others = lead.silenced.filter((partyId) => partyId !== event.partyId);
      lead.silenced = event.silenced ? [...others, event.partyId] : others;
      return [];
    }
    case 'ask-ended':
      talking(call, event).lead.lastAnswer = event.answer && { ...event.answer, at: event.at };
      return [];
    case 'call-joined':
      talking(call, event);
      call.role = 'joined';
      return [];
    case 'call-promoted':
      promote(call, event);
      return [];
    case 'caller-away':
      call.callerAwaySince = event.at;
      call.callerPageGone = event.page === true;
      return [];
    case 'caller-back':
      call.callerAwaySince = null;
      call.callerPageGone = false;
      call.comesBy = null;
      return [];
    case 'agent-away':
    case 'agent-back':
      if (call.state.kind !== 'connecting' && call.state.kind !== 'connected') throw misfit(call, event);
      call.state.agentAwaySince = event.kind === 'agent-away' ? event.at : null;
      return [];
    case 'audio-seen':
      call.audio = { caller: event.caller, agent: event.agent };
      return [];
    default:
      return exhausted(event);
  }
}

/** The caller is this call's from now on. */
function promote(call: Call, event: Of<'call-promoted'>): void {
  call.role = 'main';
  call.turnFrom = event.turnFrom;
  call.callerAwaySince = event.callerAwaySince;
  call.callerPageGone = event.callerPageGone === true;
  call.audio.caller = event.callerHeard;
  if (call.state.kind === 'connected') {
    const { silenced, lastAnswer } = event;
    call.state.lead = { heldSince: null, silenced, lastAnswer };
  }
  if (!event.waited) return;
  call.waited = true;
  // Who leaves the caller to whoever comes is not the one to get them back.
  if (event.byAgentId !== undefined) call.passedBy.set(event.byAgentId, event.at);
  // Whoever is asked now is to take the caller over.
  if (call.invitation) call.invitation = { ...call.invitation, how: 'transfer' };
}

/** A call at the moment it enters its queue. */
export function newCall(state: RoutingFacts, event: Of<'call-queued'>): Call {
  const { callId, queueId, caller, keyHash, requirement, roundTrips, preferredAgentId, place, estimatedWaitMs, at, sent, channel } = event;
  const { scheduled } = event;
  const preferredMs = event.preferredMs ?? state.queues.get(queueId)?.preferredMs ?? 0;
  const role = sent?.role ?? 'main';
  const trace = event.trace ?? (sent && state.calls.get(sent.previousId)?.trace);
  return {
    id: callId,
    conversationId: sent?.conversationId ?? callId,
    previousId: sent?.previousId ?? null,
    role,
    invitation: sent?.invitation ?? null,
    channel: channel ?? 'voice',
    supervisor: sent?.supervisor ?? null,
    directTo: sent?.directTo ?? null,
    onlyCenter: sent?.onlyCenter ?? null,
    waited: role === 'main' && scheduled === undefined && event.instead === undefined,
    queueId,
    caller,
    keyHash,
    requirement,
    roundTrips,
    preferred: preferredAgentId === null || preferredMs === 0 ? null : { agentId: preferredAgentId, until: at + preferredMs },
    enqueuedAt: at,
    turnFrom: sent?.turnFrom ?? at,
    inQueueSince: at,
    cameFrom: [],
    widened: 0,
    raised: null,
    estimatedWaitMs,
    place,
    callerAwaySince: scheduled === undefined ? null : at,
    callerPageGone: false,
    comesBy: scheduled?.comesBy ?? null,
    scheduled: scheduled !== undefined,
    ringBack: null,
    audio: { caller: sent?.callerHeard ?? false, agent: false },
    // Who has just sent the caller on is not the one to get them back.
    passedBy: new Map(sent?.role === 'main' ? [[sent.invitation.byAgentId, at]] : []),
    state: { kind: 'queued' },
    since: at,
    decision: null,
    ...(trace && { trace }),
  };
}

function hold(state: RoutingState, call: Call, { agentId, token }: Reservation): void {
  const held = state.callsOf.get(agentId) ?? [];
  // Of an agent whose center has said nothing since a restart, only the log tells.
  const agent = state.agents.get(agentId);
  const capacity = agent ? capacityOf(state, agent, call.channel) : Number.POSITIVE_INFINITY;
  const here = heldOf(state, agentId, call.channel);
  if (here >= capacity) throw new Error(`Agent ${agentId} has ${here} calls by ${call.channel} already, and can have ${capacity}`);
  state.callsOf.set(agentId, [...held, call.id]);
  state.nextToken = Math.max(state.nextToken, token + 1);
  state.lastToken.set(agentId, token);
}

function release(state: RoutingState, call: Call, agentId: string): void {
  // A supervisor is of no center that could confirm anything.
  const token = call.supervisor === null ? reservationWith(call, agentId)?.token : undefined;
  if (token !== undefined) noteReleased(state, agentId, token);
  const held = (state.callsOf.get(agentId) ?? []).filter((callId) => callId !== call.id);
  if (held.length === 0) state.callsOf.delete(agentId);
  else state.callsOf.set(agentId, held);
}

function forget(state: RoutingState, call: Call): readonly string[] {
  const agentIds = reservationsOf(call).map(({ agentId }) => agentId);
  for (const agentId of agentIds) release(state, call, agentId);
  state.calls.delete(call.id);
  return agentIds;
}

/** The agent is done with a call; what they are then, their center has said or will say. */
function leaveCall(state: RoutingState, agentId: string, at: number): void {
  const others = (state.callsOf.get(agentId)?.length ?? 0) > 1;
  if (!others) noteDoing(state.stats, agentId, doingOf(state.agents.get(agentId)?.status), at);
}

/** Counts a call for the service level of the centers whose own it is. @param waitMs null: abandoned */
function noteOwn(state: RoutingState, call: Call, at: number, waitMs: number | null): void {
  if (call.channel === 'text') return;
  const queue = state.queues.get(call.queueId);
  for (const centerId of queue?.centers ?? []) {
    noteOwnCall(state.stats, centerId, { at, inTime: waitMs !== null && waitMs <= (queue?.serviceLevelMs ?? 0) });
    state.index.relaxed.add(centerId);
  }
}

function letGo(call: Call, event: Of<'offer-ended' | 'call-requeued'>): void {
  if (LET_GO_BY.has(event.cause)) call.passedBy.set(event.agentId, event.at);
}

function fits(call: Call, event: RoutingEvent, ...kinds: Call['state']['kind'][]): void {
  if (!kinds.includes(call.state.kind)) throw misfit(call, event);
}

function talking(call: Call, event: RoutingEvent): Extract<CallState, { kind: 'connected' }> {
  if (call.state.kind !== 'connected') throw misfit(call, event);
  return call.state;
}

const misfit = (call: Call, event: RoutingEvent) =>
  new Error(`Event ${event.kind} does not fit call ${call.id}, which is ${call.state.kind}`);

function own(call: Call, event: RoutingEvent & { reservationId: string }): Reservation {
  const found = call.state.kind === 'offered' && call.state.reservations.find((one) => one.id === event.reservationId);
  if (!found) throw misfit(call, event);
  return found;
}

function enter(call: Call, next: Call['state'], at: number): void {
  call.state = next;
  call.since = at;
}
