import { exhausted } from '../../protocol/common.ts';
import type { RequeueCause, RoutingEvent } from './events.ts';
import { type Call, type Reservation, type RoutingState, reservationOf } from './model.ts';

/** Causes that lie with the agent: they are not asked again for a while. */
const LET_GO_BY: ReadonlySet<RequeueCause> = new Set(['declined', 'not-answered', 'agent-hung-up', 'no-agent-audio']);

/**
 * Takes one event into the state, in place. It decides nothing: whatever made the event happen has been decided.
 * @throws when the event does not fit the state, which means a broken log or a fault in the core
 */
export function apply(state: RoutingState, event: RoutingEvent): void {
  switch (event.kind) {
    case 'queues-configured':
      state.queues = new Map(event.queues.map((queue) => [queue.id, queue]));
      return;
    case 'center-known': {
      const known = state.centers.get(event.centerId);
      if (known) known.name = event.name;
      else
        state.centers.set(event.centerId, {
          id: event.centerId,
          name: event.name,
          link: { kind: 'never' },
          epoch: '',
          seq: 0,
          volume: { waiting: 0, ringing: 0, talking: 0 },
        });
      return;
    }
    case 'center-reported': {
      const center = need(state.centers.get(event.centerId), event);
      center.link = { kind: 'up', heardAt: event.at };
      center.epoch = event.epoch;
      center.seq = event.seq;
      center.volume = event.volume;
      if (event.report === 'snapshot') {
        for (const agent of state.agents.values()) if (agent.centerId === event.centerId) state.agents.delete(agent.id);
      }
      for (const agent of event.agents) state.agents.set(agent.id, agent);
      for (const [agentId, answeredAt] of Object.entries(event.answered)) {
        const agent = state.agents.get(agentId);
        if (agent?.centerId === event.centerId) state.agents.set(agentId, { ...agent, answeredAt });
      }
      return;
    }
    case 'center-silent': {
      const center = need(state.centers.get(event.centerId), event);
      if (center.link.kind !== 'never') center.link = { kind: 'silent', heardAt: center.link.heardAt };
      return;
    }
    case 'call-queued':
      state.nextPlace = Math.max(state.nextPlace, event.place + 1);
      state.calls.set(event.callId, {
        id: event.callId,
        queueId: event.queueId,
        caller: event.caller,
        keyHash: event.keyHash,
        priority: event.priority,
        enqueuedAt: event.at,
        place: event.place,
        callerAwaySince: null,
        audio: { caller: false, agent: false },
        passedBy: new Map(),
        state: { kind: 'queued' },
        since: event.at,
      });
      return;
    case 'call-offered': {
      const call = callIn(state, event, 'queued');
      const { reservation } = event;
      if (state.callOf.has(reservation.agentId)) throw new Error(`Agent ${reservation.agentId} is already reserved`);
      state.nextToken = Math.max(state.nextToken, reservation.token + 1);
      state.lastToken.set(reservation.agentId, reservation.token);
      state.callOf.set(reservation.agentId, call.id);
      enter(call, { kind: 'offered', reservation }, event.at);
      return;
    }
    case 'call-accepted': {
      const call = callIn(state, event, 'offered');
      enter(call, { kind: 'connecting', reservation: held(call), acceptedAt: event.at, agentAwaySince: null }, event.at);
      return;
    }
    case 'call-requeued': {
      const call = callIn(state, event, 'offered', 'connecting');
      state.callOf.delete(event.agentId);
      if (LET_GO_BY.has(event.cause)) call.passedBy.set(event.agentId, event.at);
      call.audio.agent = false;
      enter(call, { kind: 'queued' }, event.at);
      return;
    }
    case 'call-connected': {
      const call = callIn(state, event, 'connecting');
      if (call.state.kind !== 'connecting') return;
      enter(call, { ...call.state, kind: 'connected', connectedAt: event.at }, event.at);
      return;
    }
    case 'call-ended': {
      const call = callIn(state, event, 'connected');
      if (call.state.kind !== 'connected') return;
      const { reservation, acceptedAt, connectedAt } = call.state;
      enter(call, { kind: 'wrapup', reservation, acceptedAt, connectedAt, endedAt: event.at, reason: event.reason }, event.at);
      return;
    }
    case 'call-completed':
      callIn(state, event, 'wrapup');
      forget(state, event.callId);
      return;
    case 'call-abandoned':
    case 'call-failed':
      callIn(state, event, 'queued', 'offered', 'connecting');
      forget(state, event.callId);
      return;
    case 'call-canceled':
      callIn(state, event, 'queued');
      forget(state, event.callId);
      return;
    case 'caller-away':
      need(state.calls.get(event.callId), event).callerAwaySince = event.at;
      return;
    case 'caller-back':
      need(state.calls.get(event.callId), event).callerAwaySince = null;
      return;
    case 'agent-away':
    case 'agent-back': {
      const call = callIn(state, event, 'connecting', 'connected');
      if (call.state.kind === 'connecting' || call.state.kind === 'connected')
        call.state.agentAwaySince = event.kind === 'agent-away' ? event.at : null;
      return;
    }
    case 'audio-seen':
      need(state.calls.get(event.callId), event).audio = { caller: event.caller, agent: event.agent };
      return;
    default:
      exhausted(event);
  }
}

function need<T>(thing: T | undefined, event: RoutingEvent): T {
  if (thing === undefined) throw new Error(`Event ${event.kind} names something unknown: ${JSON.stringify(event)}`);
  return thing;
}

function callIn(state: RoutingState, event: RoutingEvent & { callId: string }, ...kinds: Call['state']['kind'][]): Call {
  const call = need(state.calls.get(event.callId), event);
  if (!kinds.includes(call.state.kind)) throw new Error(`Event ${event.kind} does not fit call ${call.id}, which is ${call.state.kind}`);
  return call;
}

function held(call: Call): Reservation {
  const reservation = reservationOf(call);
  if (!reservation) throw new Error(`Call ${call.id} has no reservation`);
  return reservation;
}

function enter(call: Call, next: Call['state'], at: number): void {
  call.state = next;
  call.since = at;
}

function forget(state: RoutingState, callId: string): void {
  const call = state.calls.get(callId);
  const reservation = call && reservationOf(call);
  if (reservation) state.callOf.delete(reservation.agentId);
  state.calls.delete(callId);
}
