import type { Decision } from '../../protocol/board.ts';
import { unmetRequirement } from '../../protocol/skills.ts';
import { type Agent, type Call, type Center, type Queue, type RoutingState, reservationOf, type Settings } from './model.ts';

/** Who could take a call at this moment, and how busy each center is: the same for every waiting call. */
export interface AgentPool {
  free: Agent[];
  /** Share of each center's signed-in agents who are ringing or talking, 0..1. */
  loads: ReadonlyMap<string, number>;
}

export function agentPool(state: RoutingState, now: number, settings: Settings): AgentPool {
  const free = [...state.agents.values()].filter((agent) => unavailability(state, agent, now, settings) === null);
  return { free, loads: free.length === 0 ? new Map() : centerLoads(state) };
}

/** A decision names this many candidates and refusals each; of the others it keeps the number. */
const NAMED = 12;

/**
 * Which agent, of any center, should get a call: filter, then sort, and keep the reasons (invariant 7).
 * A function of stored activity and the clock given to it (invariant 6).
 */
export function selectAgent(
  state: RoutingState,
  queue: Queue,
  call: Call,
  now: number,
  settings: Settings,
  pool: AgentPool = agentPool(state, now, settings),
): Decision | null {
  const fitting = pool.free.filter((agent) => misfit(queue, call, agent, now, settings) === null);
  const candidates = fitting.map((agent) => {
    const idleMs = Math.max(0, now - agent.status.since);
    const centerLoad = pool.loads.get(agent.centerId) ?? 0;
    return { agent, agentId: agent.id, centerId: agent.centerId, idleMs, centerLoad, score: idleScore(idleMs, centerLoad) };
  });
  candidates.sort((a, b) => b.score - a.score || a.centerLoad - b.centerLoad || (a.agentId < b.agentId ? -1 : 1));
  const [best] = candidates;
  if (!best) return null;
  const passedOver = refusals(state, queue, call, now, settings);
  return {
    at: now,
    chosen: best.agentId,
    why: reasons(queue, best.agent, best, candidates.length),
    candidates: candidates.slice(0, NAMED).map(({ agent: _, ...candidate }) => candidate),
    passedOver: passedOver.slice(0, NAMED),
    unnamed: { candidates: Math.max(0, candidates.length - NAMED), passedOver: Math.max(0, passedOver.length - NAMED) },
    dataAgeMs: Object.fromEntries([...state.centers.values()].flatMap((center) => dataAge(center, now))),
  };
}

/** Who can't have the call, and why; those who have the skills come first, as the more telling. */
function refusals(state: RoutingState, queue: Queue, call: Call, now: number, settings: Settings): Decision['passedOver'] {
  const skilled: Decision['passedOver'] = [];
  const unskilled: Decision['passedOver'] = [];
  for (const agent of state.agents.values()) {
    const unmet = unmetRequirement(queue.requirements, agent.skills);
    const reason = unmet ?? unavailability(state, agent, now, settings) ?? misfit(queue, call, agent, now, settings);
    if (reason !== null) (unmet === null ? skilled : unskilled).push({ agentId: agent.id, centerId: agent.centerId, reason });
  }
  return [...skilled, ...unskilled];
}

/**
 * Longest idle first, over all centers: idle time in milliseconds, shortened by how busy the center is,
 * so that of two agents who waited about as long the one in the quieter center is taken.
 */
export function idleScore(idleMs: number, load: number): number {
  return idleMs * (1 - load / 2);
}

/**
 * Share of each center's signed-in agents who are ringing or talking, 0..1: what it reported, or what this server has
 * given it since, whichever is more (an offer counts before the center's next report).
 */
export function centerLoads(state: RoutingState): Map<string, number> {
  const signedIn = new Map<string, number>();
  const given = new Map<string, number>();
  const count = (map: Map<string, number>, centerId: string) => map.set(centerId, (map.get(centerId) ?? 0) + 1);
  for (const agent of state.agents.values()) if (agent.status.kind !== 'offline') count(signedIn, agent.centerId);
  for (const callId of state.callOf.values()) {
    const call = state.calls.get(callId);
    const reservation = call && reservationOf(call);
    if (reservation && call.state.kind !== 'wrapup') count(given, reservation.centerId);
  }
  return new Map(
    [...state.centers.values()].map((center): [string, number] => {
      const busy = Math.max(given.get(center.id) ?? 0, center.volume.ringing + center.volume.talking);
      const staff = signedIn.get(center.id) ?? 0;
      return [center.id, staff === 0 ? 0 : Math.min(1, busy / staff)];
    }),
  );
}

/** Why an agent who is free can't have this very call, in words; null when they can. */
function misfit(queue: Queue, call: Call, agent: Agent, now: number, settings: Settings): string | null {
  const unmet = unmetRequirement(queue.requirements, agent.skills);
  if (unmet) return unmet;
  const passedAt = call.passedBy.get(agent.id);
  const lately = passedAt !== undefined && now - passedAt < settings.passedByMs;
  return lately ? `let this call go by ${seconds(now - passedAt)} s ago` : null;
}

/** Why an agent can take no call at all now, in words; null when they can. */
export function unavailability(state: RoutingState, agent: Agent, now: number, settings: Settings): string | null {
  const link = state.centers.get(agent.centerId)?.link;
  if (!link || link.kind === 'never') return 'the center has not reported yet';
  if (link.kind === 'silent' || now - link.heardAt >= settings.linkSilenceMs)
    return `the center has been silent for ${seconds(now - link.heardAt)} s`;
  if (agent.status.kind !== 'available') return agent.status.kind === 'not-ready' ? `not ready: ${agent.status.code}` : agent.status.kind;
  if (state.callOf.has(agent.id)) return 'reserved';
  if (agent.settledToken < (state.lastToken.get(agent.id) ?? 0)) return 'the center has not yet confirmed the end of the last offer';
  if (!agent.reachable || agent.answeredAt === null) return 'workstation not connected';
  if (now - agent.answeredAt >= settings.roundTripLimitMs) return `no round trip for ${seconds(now - agent.answeredAt)} s`;
  return null;
}

function reasons(queue: Queue, agent: Agent, best: Decision['candidates'][number], candidates: number): string[] {
  const skills = queue.requirements.map(({ skillId }) => {
    const skill = agent.skills.find((one) => one.id === skillId);
    return skill ? `${skill.name} ${skill.level}` : skillId;
  });
  const idle = `idle ${seconds(best.idleMs)} s`;
  const rank = candidates === 1 ? `${idle}, the only one free` : `${idle}, longest of ${candidates} free`;
  return [skills.join(', '), rank];
}

function dataAge(center: Center, now: number): [string, number][] {
  return center.link.kind === 'never' ? [] : [[center.id, now - center.link.heardAt]];
}

const seconds = (ms: number) => Math.floor(Math.max(0, ms) / 1000);
