import type { Board, BoardAgent, BoardCall, BoardCenter, BoardQueue } from '../protocol/board.ts';
import type { CallId } from '../protocol/common.ts';
import { unavailability } from './core/availability.ts';
import { estimatedWaits, estimateFor } from './core/estimate.ts';
import { type Call, type Queue, reservationsOf, type Settings } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import { type EndedCall, estimateError, measure } from './measures.ts';
import { Skilled } from './skilled.ts';
import { positions } from './views.ts';

/** The supervisors' board, from the core's state and the day's ended calls. Pure. */
export function buildBoard(state: RoutingState, endedToday: readonly EndedCall[], now: number, settings: Settings): Board {
  const calls = [...state.calls.values()];
  const day = [...endedToday.filter((ended) => !state.calls.has(ended.id)), ...calls.flatMap(asAnswered)];
  const threshold = (call: EndedCall) => state.queues.get(call.queueId)?.serviceLevelMs ?? 20_000;
  const all = measure(day, threshold);
  const line = { places: positions(state, now, settings), estimates: estimatedWaits(state, now) };
  const free = [...state.agents.values()].filter((agent) => unavailability(state, agent, now, settings) === null);
  const skilled = new Skilled(free);
  const callsIn = Map.groupBy(calls, (call) => call.queueId);
  const dayOf = Map.groupBy(day, (call) => call.queueId);
  const agentsIn = Map.groupBy(state.agents.values(), (agent) => agent.centerId);
  const freeIn = Map.groupBy(free, (agent) => agent.centerId);
  return {
    now,
    queues: [...state.queues.values()].map((queue) =>
      boardQueue(queue, callsIn.get(queue.id) ?? [], dayOf.get(queue.id) ?? [], skilled, estimateFor(state, queue.id, now)),
    ),
    agents: [...state.agents.values()].map(({ id, name, centerId, status, reachable, skills }): BoardAgent => {
      const call = 'callId' in status ? state.calls.get(status.callId) : undefined;
      const caller = call ? { name: call.caller.name, queueName: state.queues.get(call.queueId)?.name ?? call.queueId } : null;
      return { id, name, centerId, status, reachable, skills, caller };
    }),
    calls: calls.map((call) => boardCall(state, call, line)),
    centers: [...state.centers.values()].map(
      (center): BoardCenter => ({
        id: center.id,
        name: center.name,
        link: center.link.kind,
        heardAt: center.link.kind === 'never' ? null : center.link.heardAt,
        ...center.volume,
        available: freeIn.get(center.id)?.length ?? 0,
        signedIn: (agentsIn.get(center.id) ?? []).filter((agent) => agent.status.kind !== 'offline').length,
      }),
    ),
    queueNames: [...state.queues.values()].map(({ id, name }) => ({ id, name })),
    totals: {
      ...waitingOf(calls),
      answered: all.answered,
      abandoned: all.abandoned,
      abandonment: all.abandonment,
      serviceLevel: all.serviceLevel,
      available: free.length,
      onCall: calls.filter((call) => call.state.kind === 'connected').length,
      over: endedToday.filter((call) => call.waited).length,
    },
  };
}

function boardQueue(
  queue: Queue,
  own: readonly Call[],
  day: readonly EndedCall[],
  free: Skilled,
  estimatedWaitMs: number | null,
): BoardQueue {
  const measures = measure(day, () => queue.serviceLevelMs);
  const callers = own.filter((call) => call.role === 'main');
  return {
    id: queue.id,
    name: queue.name,
    ...waitingOf(own),
    ringing: callers.filter((call) => call.state.kind === 'offered').length,
    talking: callers.filter((call) => call.state.kind === 'connecting' || call.state.kind === 'connected').length,
    availableAgents: free.meeting(queue.requirement).filter(({ centerId }) => queue.centers?.includes(centerId) ?? true).length,
    estimatedWaitMs: inSeconds(estimatedWaitMs),
    offered: [...day, ...own.filter((call) => !isAnswered(call))].filter((call) => call.waited).length,
    answered: measures.answered,
    abandoned: measures.abandoned,
    serviceLevel: measures.serviceLevel,
    serviceLevelSeconds: Math.round(queue.serviceLevelMs / 1000),
    asaMs: measures.asaMs,
    ahtMs: measures.ahtMs,
    estimateError: estimateError(day),
  };
}

function boardCall(
  state: RoutingState,
  call: Call,
  line: { places: ReadonlyMap<CallId, number>; estimates: ReadonlyMap<CallId, number | null> },
): BoardCall {
  const reservations = reservationsOf(call);
  const [first] = reservations;
  const agentAway = (call.state.kind === 'connecting' || call.state.kind === 'connected') && call.state.agentAwaySince !== null;
  return {
    id: call.id,
    callerName: call.caller.name,
    queueId: call.queueId,
    queueName: state.queues.get(call.queueId)?.name ?? call.queueId,
    state: call.state.kind,
    role: call.role,
    since: call.state.kind === 'queued' ? call.enqueuedAt : call.since,
    enqueuedAt: call.enqueuedAt,
    position: line.places.get(call.id) ?? null,
    estimatedWaitMs: call.state.kind === 'queued' ? inSeconds(line.estimates.get(call.id) ?? null) : null,
    agentId: first?.agentId ?? null,
    agentName: first ? reservations.map(({ agentId }) => state.agents.get(agentId)?.name ?? agentId).join(', ') : null,
    centerId: first?.centerId ?? null,
    away: call.state.kind === 'wrapup' ? null : call.callerAwaySince !== null ? 'caller' : agentAway ? 'agent' : null,
    decision: first ? call.decision : null,
  };
}

/** An estimate is no better than that, and rows are not to change for less. */
const inSeconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1000) * 1000);

const isAnswered = (call: Call) => call.state.kind === 'connected' || call.state.kind === 'wrapup';

/** A call that is talking or in wrap-up was answered, and counts. */
function asAnswered(call: Call): EndedCall[] {
  if (call.state.kind !== 'connected' && call.state.kind !== 'wrapup') return [];
  const { id, queueId, enqueuedAt, estimatedWaitMs, waited } = call;
  const { acceptedAt, connectedAt } = call.state;
  const endedAt = call.state.kind === 'wrapup' ? call.state.endedAt : connectedAt;
  const times = { enqueuedAt, acceptedAt, connectedAt, endedAt, completedAt: null };
  return [{ id, queueId, estimatedWaitMs, waited, ...times, outcome: 'answered' }];
}

function waitingOf(calls: readonly Call[]): { waiting: number; oldestEnqueuedAt: number | null } {
  let waiting = 0;
  let oldestEnqueuedAt: number | null = null;
  for (const call of calls) {
    // Who waits for somebody to ask is no caller.
    if (call.state.kind !== 'queued' || call.role !== 'main') continue;
    waiting += 1;
    oldestEnqueuedAt = Math.min(oldestEnqueuedAt ?? call.enqueuedAt, call.enqueuedAt);
  }
  return { waiting, oldestEnqueuedAt };
}
