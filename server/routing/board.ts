import type { Board, BoardAgent, BoardCall, BoardCenter, BoardQueue, DayFigures, TextFigures } from '../protocol/board.ts';
import type { AgentId, CallId, Channel } from '../protocol/common.ts';
import {
  abandonment,
  averageHandleTime,
  averageSpeedOfAnswer,
  DEFAULT_SWITCHES,
  occupancy,
  serviceLevel,
  timeUntil,
} from '../protocol/formulas.ts';
import { skillsIn } from '../protocol/skills.ts';
import { unavailability } from './core/availability.ts';
import { heldOf } from './core/channels.ts';
import { estimatedWaits, estimateFor } from './core/estimate.ts';
import { type Call, type Queue, reservationsOf, type Settings } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import type { DayBook } from './day-book.ts';
import type { EndedCall } from './measures.ts';
import { addCall, type QueueCounts, sumOf } from './queue-day.ts';
import { Skilled } from './skilled.ts';
import type { Trend } from './trend.ts';
import { positions } from './views.ts';

/** Who belongs to which team; who is not in it has none. */
export type Teams = ReadonlyMap<AgentId, string>;

/** The supervisors' board, from the core's state and what is kept of the day. */
export function buildBoard(state: RoutingState, day: DayBook, now: number, settings: Settings, teams: Teams = new Map()): Board {
  const calls = [...state.calls.values()];
  const line = { places: positions(state, now, settings), estimates: estimatedWaits(state, now) };
  const free = [...state.agents.values()].filter((agent) => unavailability(state, agent, now, settings) === null);
  const skilled = new Skilled(free);
  const callsIn = Map.groupBy(calls, (call) => call.queueId);
  const agentsIn = Map.groupBy(state.agents.values(), (agent) => agent.centerId);
  const freeIn = Map.groupBy(free, (agent) => agent.centerId);
  const days = [...state.queues.values()].map((queue) => queueDay(queue, callsIn.get(queue.id) ?? [], day, now));
  const all = sumOf(days.map(({ counts }) => counts));
  const queues = days.map((one) => boardQueue(state, one, skilled, estimateFor(state, one.queue.id, now)));
  return {
    now,
    queues,
    agents: [...state.agents.values()].map(({ id, name, centerId, status, reachable, skills }): BoardAgent => {
      const call = 'callId' in status ? state.calls.get(status.callId) : undefined;
      const caller = call
        ? {
            name: call.caller.name,
            ...(call.caller.verified && { verified: true }),
            queueName: state.queues.get(call.queueId)?.name ?? call.queueId,
          }
        : null;
      const own = { texts: heldOf(state, id, 'text'), team: teams.get(id) ?? '', day: day.agents.day(id, centerId, now) };
      return { id, name, centerId, status, reachable, skills, caller, ...own };
    }),
    calls: calls.map((call) => boardCall(state, call, line)),
    centers: [...state.centers.values()].map((center): BoardCenter => {
      const timeZone = day.clock.zoneOfCenter(center.id);
      const dayStart = day.clock.startOf(timeZone, now);
      const own = agentsIn.get(center.id) ?? [];
      const occupied = occupancy(own.map(({ id, status }) => timeUntil(day.agents.day(id, center.id, now), status, dayStart, now)));
      return {
        id: center.id,
        name: center.name,
        link: center.link.kind,
        heardAt: center.link.kind === 'never' ? null : center.link.heardAt,
        ...center.volume,
        available: freeIn.get(center.id)?.length ?? 0,
        signedIn: own.filter((agent) => agent.status.kind !== 'offline').length,
        occupancy: occupied === null ? null : Math.round(occupied * 100) / 100,
        timeZone,
        dayStart,
      };
    }),
    queueNames: queues.map(({ id, name }) => ({ id, name })),
    totals: {
      ...waitingOf(calls),
      ...figuresOf(all),
      abandonment: abandonment(all, DEFAULT_SWITCHES),
      available: free.length,
      onCall: calls.filter((call) => call.state.kind === 'connected').length,
      over: all.over,
    },
  };
}

interface QueueDay {
  queue: Queue;
  own: readonly Call[];
  /** Those that go on counted too: a call that talks was answered, and the service level must not lag behind. */
  counts: QueueCounts;
  texts: QueueCounts;
  error: BoardQueue['estimateError'];
  trend: Trend;
  now: number;
}

function queueDay(queue: Queue, own: readonly Call[], day: DayBook, now: number): QueueDay {
  const by = (channel: Channel) => own.filter((call) => call.channel === channel);
  const answered = by('voice').flatMap(asAnswered);
  const { counts: over, texts, error, trend } = day.queue(queue.id, now, answered);
  return { queue, own, counts: withThoseNow(over, by('voice'), queue), texts: withThoseNow(texts, by('text'), queue), error, trend, now };
}

/** What is over, and what goes on now. @param over stays as it is */
function withThoseNow(over: QueueCounts, own: readonly Call[], { serviceLevelMs }: Queue): QueueCounts {
  // A copy to its depth: the next board is compared with this one.
  const counts = { ...over, abandonedWithin: [...over.abandonedWithin], elsewhereWithin: [...over.elsewhereWithin] };
  for (const call of own.flatMap(asAnswered)) addCall(counts, call, serviceLevelMs);
  for (const call of own) if (call.waited && !isAnswered(call)) counts.offered += 1;
  return counts;
}

function figuresOf(counts: QueueCounts): DayFigures {
  const { offered, answered, inTime, abandoned, abandonedWithin, elsewhere, elsewhereWithin } = counts;
  const { handled, missedOffers, qualitySamples } = counts;
  return {
    ...{ offered, answered, inTime, abandoned, abandonedWithin, elsewhere, elsewhereWithin, handled, missedOffers, qualitySamples },
    serviceLevel: serviceLevel(counts, DEFAULT_SWITCHES),
    asaMs: averageSpeedOfAnswer(counts),
    ahtMs: averageHandleTime(counts),
    mos: counts.qualitySamples === 0 ? null : counts.qualitySum / counts.qualitySamples,
  };
}

/** null: there was none, so that a queue without any is told no more of. */
function textFiguresOf(counts: QueueCounts): TextFigures | null {
  const { offered, answered, inTime, abandoned, abandonedWithin, elsewhere, elsewhereWithin, handled } = counts;
  if (offered === 0 && handled === 0) return null;
  return {
    ...{ offered, answered, inTime, abandoned, abandonedWithin, elsewhere, elsewhereWithin, handled },
    asaMs: averageSpeedOfAnswer(counts),
    ahtMs: averageHandleTime(counts),
  };
}

function boardQueue(state: RoutingState, day: QueueDay, free: Skilled, estimatedWaitMs: number | null): BoardQueue {
  const { queue, own } = day;
  const callers = own.filter((call) => call.role === 'main');
  return {
    id: queue.id,
    name: queue.name,
    skills: [...new Set(skillsIn(queue.requirement).map(({ skillId }) => state.skills.get(skillId) ?? skillId))],
    closed: queue.closed === true,
    ...waitingOf(own),
    ringing: callers.filter((call) => call.state.kind === 'offered').length,
    talking: callers.filter((call) => call.state.kind === 'connecting' || call.state.kind === 'connected').length,
    availableAgents: free.meeting(queue.requirement).filter(({ centerId }) => queue.centers?.includes(centerId) ?? true).length,
    estimatedWaitMs: inSeconds(estimatedWaitMs),
    ...figuresOf(day.counts),
    texts: textFiguresOf(day.texts),
    trend: day.trend.view(day.now),
    serviceLevelSeconds: Math.round(queue.serviceLevelMs / 1000),
    estimateError: day.error,
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
    ...(call.caller.verified && { verified: true }),
    queueId: call.queueId,
    queueName: state.queues.get(call.queueId)?.name ?? call.queueId,
    state: call.state.kind,
    role: call.role,
    channel: call.channel,
    since: call.state.kind === 'queued' ? call.enqueuedAt : call.since,
    enqueuedAt: call.enqueuedAt,
    position: line.places.get(call.id) ?? null,
    estimatedWaitMs: call.state.kind === 'queued' ? inSeconds(line.estimates.get(call.id) ?? null) : null,
    agentId: first?.agentId ?? null,
    agentName: first ? (call.supervisor ?? reservations.map(({ agentId }) => state.agents.get(agentId)?.name ?? agentId).join(', ')) : null,
    centerId: first?.centerId ?? null,
    away: call.state.kind === 'wrapup' ? null : call.callerAwaySince !== null ? 'caller' : agentAway ? 'agent' : null,
    takenOver: call.supervisor !== null,
    decidedAt: first ? (call.decision?.at ?? null) : null,
  };
}

/** An estimate is no better than that, and rows are not to change for less. */
const inSeconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1000) * 1000);

const isAnswered = (call: Call) => call.state.kind === 'connected' || call.state.kind === 'wrapup';

/** A call that is talking or in wrap-up was answered, and counts. */
function asAnswered({ id, state, queueId, enqueuedAt, estimatedWaitMs, waited }: Call): EndedCall[] {
  if (state.kind !== 'connected' && state.kind !== 'wrapup') return [];
  const { acceptedAt, connectedAt } = state;
  const endedAt = state.kind === 'wrapup' ? state.endedAt : connectedAt;
  const times = { enqueuedAt, acceptedAt, connectedAt, endedAt, completedAt: null };
  return [{ id, queueId, estimatedWaitMs, waited, ...times, outcome: 'answered' }];
}

function waitingOf(calls: readonly Call[]): { waiting: number; oldestEnqueuedAt: number | null } {
  let waiting = 0;
  let oldestEnqueuedAt: number | null = null;
  for (const call of calls) {
    // Who waits for somebody to ask is no caller; nor is who is booked and has not come.
    if (call.state.kind !== 'queued' || call.role !== 'main' || call.comesBy !== null) continue;
    waiting += 1;
    oldestEnqueuedAt = Math.min(oldestEnqueuedAt ?? call.enqueuedAt, call.enqueuedAt);
  }
  return { waiting, oldestEnqueuedAt };
}
