import type { Board, BoardAgent, BoardCall, BoardCenter, BoardQueue } from '../protocol/board.ts';
import { unmetRequirement } from '../protocol/skills.ts';
import { type Call, type RoutingState, reservationOf, type Settings } from './core/model.ts';
import { unavailability } from './core/select.ts';
import { type EndedCall, measure } from './measures.ts';
import { positions } from './views.ts';

/** The supervisors' board, from the core's state and the day's ended calls. Pure. */
export function buildBoard(state: RoutingState, endedToday: readonly EndedCall[], rev: number, now: number, settings: Settings): Board {
  const calls = [...state.calls.values()];
  const day = [...endedToday.filter((ended) => !state.calls.has(ended.id)), ...calls.flatMap(asAnswered)];
  const threshold = (call: EndedCall) => state.queues.get(call.queueId)?.serviceLevelMs ?? 20_000;
  const all = measure(day, threshold);
  const places = positions(state, now, settings);
  const free = new Set(
    [...state.agents.values()].filter((agent) => unavailability(state, agent, now, settings) === null).map((agent) => agent.id),
  );
  return {
    rev,
    now,
    queues: [...state.queues.values()].map((queue): BoardQueue => {
      const own = calls.filter((call) => call.queueId === queue.id);
      const measures = measure(
        day.filter((call) => call.queueId === queue.id),
        threshold,
      );
      return {
        id: queue.id,
        name: queue.name,
        ...waitingOf(own),
        ringing: own.filter((call) => call.state.kind === 'offered').length,
        talking: own.filter((call) => call.state.kind === 'connecting' || call.state.kind === 'connected').length,
        availableAgents: [...state.agents.values()].filter(
          (agent) => free.has(agent.id) && unmetRequirement(queue.requirements, agent.skills) === null,
        ).length,
        offered: day.filter((call) => call.queueId === queue.id).length + own.filter((call) => !isAnswered(call)).length,
        answered: measures.answered,
        abandoned: measures.abandoned,
        serviceLevel: measures.serviceLevel,
        serviceLevelSeconds: Math.round(queue.serviceLevelMs / 1000),
        asaMs: measures.asaMs,
        ahtMs: measures.ahtMs,
      };
    }),
    agents: [...state.agents.values()].map(
      ({ id, name, centerId, status, reachable, skills }): BoardAgent => ({ id, name, centerId, status, reachable, skills }),
    ),
    calls: calls.map((call) => boardCall(state, call, places.get(call.id) ?? null)),
    centers: [...state.centers.values()].map((center): BoardCenter => {
      const agents = [...state.agents.values()].filter((agent) => agent.centerId === center.id);
      return {
        id: center.id,
        name: center.name,
        link: center.link.kind,
        heardAt: center.link.kind === 'never' ? null : center.link.heardAt,
        ...center.volume,
        available: agents.filter((agent) => free.has(agent.id)).length,
        signedIn: agents.filter((agent) => agent.status.kind !== 'offline').length,
      };
    }),
    totals: {
      ...waitingOf(calls),
      answered: all.answered,
      abandoned: all.abandoned,
      abandonment: all.abandonment,
      serviceLevel: all.serviceLevel,
      available: free.size,
      onCall: calls.filter((call) => call.state.kind === 'connected').length,
    },
  };
}

function boardCall(state: RoutingState, call: Call, position: number | null): BoardCall {
  const reservation = reservationOf(call);
  const agentAway = (call.state.kind === 'connecting' || call.state.kind === 'connected') && call.state.agentAwaySince !== null;
  return {
    id: call.id,
    callerName: call.caller.name,
    queueId: call.queueId,
    queueName: state.queues.get(call.queueId)?.name ?? call.queueId,
    state: call.state.kind,
    since: call.state.kind === 'queued' ? call.enqueuedAt : call.since,
    enqueuedAt: call.enqueuedAt,
    position,
    agentId: reservation?.agentId ?? null,
    agentName: reservation ? (state.agents.get(reservation.agentId)?.name ?? reservation.agentId) : null,
    centerId: reservation?.centerId ?? null,
    away: call.state.kind === 'wrapup' ? null : call.callerAwaySince !== null ? 'caller' : agentAway ? 'agent' : null,
    decision: reservation?.decision ?? null,
  };
}

const isAnswered = (call: Call) => call.state.kind === 'connected' || call.state.kind === 'wrapup';

/** A call that is talking or in wrap-up was answered, and counts. */
function asAnswered(call: Call): EndedCall[] {
  if (call.state.kind !== 'connected' && call.state.kind !== 'wrapup') return [];
  const { acceptedAt, connectedAt } = call.state;
  const endedAt = call.state.kind === 'wrapup' ? call.state.endedAt : connectedAt;
  return [
    {
      id: call.id,
      queueId: call.queueId,
      enqueuedAt: call.enqueuedAt,
      acceptedAt,
      connectedAt,
      endedAt,
      completedAt: null,
      outcome: 'answered',
    },
  ];
}

function waitingOf(calls: readonly Call[]): { waiting: number; oldestEnqueuedAt: number | null } {
  const waiting = calls.filter((call) => call.state.kind === 'queued');
  return {
    waiting: waiting.length,
    oldestEnqueuedAt: waiting.length === 0 ? null : Math.min(...waiting.map((call) => call.enqueuedAt)),
  };
}
