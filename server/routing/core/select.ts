import type { Decision } from '../../protocol/board.ts';
import { unmetRequirement } from '../../protocol/skills.ts';
import { type Agent, type Call, type Center, type Queue, type RoutingState, reservationOf, type Settings } from './model.ts';

/**
 * Which agent, of any center, should get a call: filter, then sort, and keep the reasons (invariant 7).
 * A function of stored activity and the clock given to it (invariant 6).
 */
export function selectAgent(state: RoutingState, queue: Queue, call: Call, now: number, settings: Settings): Decision | null {
  const candidates: (Decision['candidates'][number] & { agent: Agent })[] = [];
  const passedOver: Decision['passedOver'] = [];
  for (const agent of state.agents.values()) {
    const reason = refusal(state, queue, call, agent, now, settings);
    if (reason) {
      passedOver.push({ agentId: agent.id, centerId: agent.centerId, reason });
      continue;
    }
    const idleMs = Math.max(0, now - agent.status.since);
    const load = centerLoad(state, agent.centerId);
    candidates.push({ agent, agentId: agent.id, centerId: agent.centerId, idleMs, centerLoad: load, score: idleScore(idleMs, load) });
  }
  candidates.sort((a, b) => b.score - a.score || a.centerLoad - b.centerLoad || (a.agentId < b.agentId ? -1 : 1));
  const [best] = candidates;
  if (!best) return null;
  return {
    at: now,
    chosen: best.agentId,
    why: reasons(queue, best.agent, best, candidates.length),
    candidates: candidates.map(({ agent: _, ...candidate }) => candidate),
    passedOver,
    dataAgeMs: Object.fromEntries([...state.centers.values()].flatMap((center) => dataAge(center, now))),
  };
}

/**
 * Longest idle first, over all centers: idle time in milliseconds, shortened by how busy the center is,
 * so that of two agents who waited about as long the one in the quieter center is taken.
 */
export function idleScore(idleMs: number, load: number): number {
  return idleMs * (1 - load / 2);
}

/**
 * Share of a center's signed-in agents who are ringing or talking, 0..1: what it reported, or what this server has
 * given it since, whichever is more (an offer counts before the center's next report).
 */
export function centerLoad(state: RoutingState, centerId: string): number {
  const center = state.centers.get(centerId);
  let signedIn = 0;
  for (const agent of state.agents.values()) if (agent.centerId === centerId && agent.status.kind !== 'offline') signedIn += 1;
  let given = 0;
  for (const callId of state.callOf.values()) {
    const call = state.calls.get(callId);
    if (call && call.state.kind !== 'wrapup' && reservationOf(call)?.centerId === centerId) given += 1;
  }
  const reported = center ? center.volume.ringing + center.volume.talking : 0;
  return signedIn === 0 ? 0 : Math.min(1, Math.max(given, reported) / signedIn);
}

/** Why this agent can't have this call now, in words; null when they can. */
export function refusal(state: RoutingState, queue: Queue, call: Call, agent: Agent, now: number, settings: Settings): string | null {
  const unfit = unmetRequirement(queue.requirements, agent.skills);
  if (unfit) return unfit;
  const unready = unavailability(state, agent, now, settings);
  if (unready) return unready;
  const passedAt = call.passedBy.get(agent.id);
  if (passedAt !== undefined && now - passedAt < settings.passedByMs) return `let this call go by ${seconds(now - passedAt)} s ago`;
  return null;
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
