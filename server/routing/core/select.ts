import type { Decision } from '../../protocol/board.ts';
import type { AgentId } from '../../protocol/common.ts';
import type { StrategyName } from '../../protocol/queue.ts';
import type { Reason } from '../../protocol/reasons.ts';
import { unmetRequirement } from '../../protocol/skills.ts';
import { unavailability } from './availability.ts';
import { type CenterStanding, centerStanding, foreignRoom, pathsOf } from './center-rules.ts';
import type { Agent, Call } from './model.ts';
import type { Place, Pool } from './pool.ts';
import { BY_NAME, EXCLUDED, figureText, raisedReasons, reasonText, skillReason } from './reasons.ts';
import type { RoutingState } from './state.ts';
import { chanceOf } from './strategies/random.ts';
import { idleMs, seconds } from './strategies/strategy.ts';

/** A decision names this many candidates and refusals each; of the others it keeps the number. */
const NAMED = 8;
/** In a larger installation only those who have the skills are named as passed over. */
const SMALL = 200;

interface Candidate {
  place: Place;
  agent: Agent;
  center: CenterStanding;
  score: number;
}

/** Chosen agents, best first, with the reasons. */
export interface Choice {
  agents: Agent[];
  decision: Decision;
}

/**
 * Which agents, of any center, should get a call: the strategy's order within a center, its measure times the center's
 * factor between centers. A function of stored activity and the clock given to it (invariant 6), with its reasons
 * (invariant 7). Its cost grows with the number of centers, not of agents.
 * @param count how many agents are to be offered the call at once
 */
export function selectAgents(state: RoutingState, pool: Pool, call: Call, now: number, count: number): Choice | null {
  const { candidates, centers, free } = candidatesOf(state, pool, call, now, count);
  if (candidates.length === 0) return null;
  const agents = candidates.slice(0, count).map(({ agent }) => agent);
  return { agents, decision: explain(state, pool, call, now, { agents, candidates, centers, free }) };
}

/** The best of each center that could get the call, best first. */
function candidatesOf(state: RoutingState, pool: Pool, call: Call, now: number, count: number): Omit<Found, 'agents'> {
  const centers: CenterStanding[] = [];
  const candidates: Candidate[] = [];
  const paths = pathsOf(call.roundTrips);
  const depth = Math.max(count, Math.ceil(NAMED / Math.max(1, pool.free.size)));
  let free = 0;
  for (const center of state.centers.values()) {
    const list = pool.free.get(center.id);
    if (!list && pool.need.centers?.includes(center.id) === false) continue;
    const standing = centerStanding(state, center, pool.isForeignTo(center.id), paths, now);
    centers.push(standing);
    if (!list || standing.refused !== null) continue;
    free += list.size;
    const room = pool.isForeignTo(center.id) ? Math.min(depth, foreignRoom(state, center)) : depth;
    let taken = 0;
    for (const place of list.items) {
      if (taken >= room) break;
      if (refusal(state, call, place.of.agent, now) !== null) continue;
      candidates.push(candidateOf(place, standing, now));
      taken += 1;
    }
  }
  candidates.sort(better);
  if (pool.strategy.byChance) putDrawnFirst(state, pool, call, now, candidates, centers, free);
  return { candidates, centers, free };
}

/** One of all the free, each with the same chance, comes before the others. */
function putDrawnFirst(
  state: RoutingState,
  pool: Pool,
  call: Call,
  now: number,
  candidates: Candidate[],
  centers: readonly CenterStanding[],
  free: number,
): void {
  let left = free === 0 ? 0 : chanceOf(call.place, free);
  for (const standing of centers) {
    if (standing.refused !== null) continue;
    const items = pool.free.get(standing.centerId)?.items ?? [];
    const place = items[left];
    left -= items.length;
    if (!place || left >= 0) continue;
    if (refusal(state, call, place.of.agent, now) !== null) return;
    // In the place of itself, or of the last of its center: no center gets more than it has room for.
    const known = candidates.findIndex((candidate) => candidate.place === place);
    const given = known >= 0 ? known : candidates.findLastIndex((candidate) => candidate.center === standing);
    if (given >= 0) candidates.splice(given, 1);
    candidates.unshift(candidateOf(place, standing, now));
    return;
  }
}

/** The one agent whom a caller is to be given to first; null when they can't have the call now. */
export function selectPreferred(state: RoutingState, pool: Pool, call: Call, agentId: AgentId, now: number): Choice | null {
  const entry = state.index.agents.get(agentId);
  const place = entry?.free[call.channel] ? entry.places.find((one) => one.pool === pool) : undefined;
  const center = place && state.centers.get(place.of.agent.centerId);
  if (!place || !center || refusal(state, call, place.of.agent, now) !== null) return null;
  const standing = centerStanding(state, center, pool.isForeignTo(center.id), pathsOf(call.roundTrips), now);
  if (standing.refused !== null) return null;
  const candidate = candidateOf(place, standing, now);
  const agents = [place.of.agent];
  const decision = explain(state, pool, call, now, { agents, candidates: [candidate], centers: [standing], free: 1 });
  const reasons: Reason[] = [{ kind: 'spoke-last' }, skillReason(state, place), ...raisedReasons(call)];
  return { agents, decision: { ...decision, why: reasons.map(reasonText), reasons: [reasons] } };
}

/** Why a free agent can't have this very call at this moment, in words; null when they can. */
export function refusal(state: RoutingState, call: Call, agent: Agent, now: number): string | null {
  const { settings } = state.index;
  if (agent.answeredAt === null || now - agent.answeredAt >= settings.roundTripLimitMs)
    return `no round trip for ${seconds(now - (agent.answeredAt ?? 0))} s`;
  if (call.previousId !== null && isIn(state, call, agent.id)) return 'is in this conversation already';
  const passedAt = call.passedBy.get(agent.id);
  return passedAt !== undefined && now - passedAt < settings.passedByMs ? `let this call go by ${seconds(now - passedAt)} s ago` : null;
}

/** Whether an agent has a call of the same conversation. */
export function isIn(state: RoutingState, { conversationId }: Call, agentId: AgentId): boolean {
  const held = state.callsOf.get(agentId) ?? [];
  return held.some((callId) => state.calls.get(callId)?.conversationId === conversationId);
}

/** The agent whom another agent has named. Of others nothing is weighed. */
export function selectNamed(state: RoutingState, strategy: StrategyName, call: Call, agent: Agent, now: number): Choice | null {
  const center = state.centers.get(agent.centerId);
  if (!center) return null;
  const standing = { ...centerStanding(state, center, false, pathsOf(call.roundTrips), now), refused: null };
  const idle = idleMs(agent, now);
  const measure = `free for ${seconds(idle)} s`;
  const who = { agentId: agent.id, centerId: agent.centerId, idleMs: idle, measure, factor: standing.factor, score: standing.factor };
  const decision: Decision = {
    at: now,
    strategy,
    chosen: [agent.id],
    why: [BY_NAME],
    reasons: [[{ kind: 'by-name' }]],
    candidates: [who],
    passedOver: [],
    unnamed: { candidates: 0, passedOver: 0 },
    centers: [standing],
  };
  return { agents: [agent], decision };
}

function candidateOf(place: Place, center: CenterStanding, now: number): Candidate {
  return { place, agent: place.of.agent, center, score: place.pool.strategy.measure(place, now) * center.factor };
}

function better(a: Candidate, b: Candidate): number {
  return (
    a.place.held - b.place.held ||
    b.score - a.score ||
    a.center.load - b.center.load ||
    a.place.since - b.place.since ||
    (a.agent.id < b.agent.id ? -1 : a.agent.id > b.agent.id ? 1 : 0)
  );
}

interface Found {
  agents: Agent[];
  candidates: Candidate[];
  centers: CenterStanding[];
  /** Free members in centers that could get the call. */
  free: number;
}

function explain(state: RoutingState, pool: Pool, call: Call, now: number, found: Found): Decision {
  const { agents, candidates, centers, free } = found;
  const passedOver = passed(state, pool, call, now, found);
  const named = candidates.slice(0, NAMED);
  const notFree = state.agents.size - free;
  const raised = raisedReasons(call);
  const reasons = agents.map((_, index) => [
    ...reasonsOf(state, candidates[index] as Candidate, index === 0 ? free : null, now),
    ...raised,
  ]);
  return {
    at: now,
    strategy: pool.need.strategy,
    chosen: agents.map((agent) => agent.id),
    why: (reasons[0] ?? []).map(reasonText),
    reasons,
    candidates: named.map(({ place, agent, score, center }) => ({
      agentId: agent.id,
      centerId: agent.centerId,
      idleMs: idleMs(agent, now),
      measure: figureText(pool.strategy.figure(place, now)),
      factor: center.factor,
      score,
    })),
    passedOver,
    unnamed: { candidates: Math.max(0, free - named.length), passedOver: Math.max(0, notFree - passedOver.length) },
    centers,
  };
}

/** Who can't have the call, and why; those who have the skills come first, as the more telling. */
function passed(state: RoutingState, pool: Pool, call: Call, now: number, { candidates, centers }: Found): Decision['passedOver'] {
  const { settings } = state.index;
  const named: Decision['passedOver'] = [];
  const note = (agent: Agent, reason: string | null) => {
    if (reason !== null) named.push({ agentId: agent.id, centerId: agent.centerId, reason });
  };
  for (const { of } of pool.members.items) {
    if (named.length >= NAMED) return named;
    const { agent } = of;
    const free = of.free[pool.need.channel];
    const reason = free ? refusal(state, call, agent, now) : unavailability(state, agent, now, settings, pool.need.channel);
    if (reason !== null || !free) note(agent, reason);
    else if (!candidates.some(({ place }) => place.of === of)) note(agent, refusedBecause(centers, agent.centerId));
  }
  if (state.agents.size > SMALL) return named;
  for (const agent of [...state.agents.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (named.length >= NAMED) return named;
    const unmet = unmetRequirement(pool.need.requirement, agent.skills, (id) => state.skills.get(id) ?? id);
    const excluded = agent.excludedQueues?.includes(call.queueId) === true ? EXCLUDED : null;
    note(agent, unmet ?? excluded ?? (pool.need.centers?.includes(agent.centerId) === false ? 'the call is not for their center' : null));
  }
  return named;
}

const refusedBecause = (centers: readonly CenterStanding[], centerId: string) =>
  centers.find((center) => center.centerId === centerId)?.refused ?? null;

/** @param free how many were free for the first who was chosen; null of the others */
function reasonsOf(state: RoutingState, { place }: Candidate, free: number | null, now: number): Reason[] {
  const compared: Reason = { kind: 'compared', figure: place.pool.strategy.figure(place, now), free };
  return free === null ? [compared, { kind: 'several-at-once' }] : [skillReason(state, place), compared];
}
