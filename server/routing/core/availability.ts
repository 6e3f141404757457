import type { Unavailable } from '../../protocol/conversation.ts';
import type { Agent, RoutingFacts, Settings } from './model.ts';
import { seconds } from './strategies/strategy.ts';

/** Why an agent can take no call at all now, in words; null when they can. */
export function unavailability(state: Readonly<RoutingFacts>, agent: Agent, now: number, settings: Settings): string | null {
  const link = state.centers.get(agent.centerId)?.link;
  if (!link || link.kind === 'never') return 'the center has not reported yet';
  if (link.kind === 'silent' || now - link.heardAt >= settings.linkSilenceMs)
    return `the center has been silent for ${seconds(now - link.heardAt)} s`;
  const held = state.callsOf.get(agent.id)?.length ?? 0;
  const atWork = agent.capacity > 1 && (agent.status.kind === 'reserved' || agent.status.kind === 'on-call');
  if (agent.status.kind !== 'available' && !atWork)
    return agent.status.kind === 'not-ready' ? `not ready: ${agent.status.code}` : agent.status.kind;
  if (held >= agent.capacity) return agent.capacity === 1 ? 'reserved' : `has ${held} calls, as many as they can`;
  if (agent.capacity === 1 && agent.settledToken < (state.lastToken.get(agent.id) ?? 0))
    return 'the center has not yet confirmed the end of the last offer';
  if (!agent.reachable || agent.answeredAt === null) return 'workstation not connected';
  if (now - agent.answeredAt >= settings.roundTripLimitMs) return `no round trip for ${seconds(now - agent.answeredAt)} s`;
  return null;
}

/** The same in one word, for whoever would send a call to them. */
export function whyUnavailable(state: Readonly<RoutingFacts>, agent: Agent, now: number, settings: Settings): Unavailable | null {
  const link = state.centers.get(agent.centerId)?.link;
  if (link?.kind !== 'up' || now - link.heardAt >= settings.linkSilenceMs || agent.status.kind === 'offline') return 'unreachable';
  if (unavailability(state, agent, now, settings) === null) return null;
  const { kind } = agent.status;
  const atWork = agent.capacity > 1 && (kind === 'reserved' || kind === 'on-call');
  if (kind !== 'available' && !atWork) return kind;
  const [callId] = state.callsOf.get(agent.id) ?? [];
  const held = callId === undefined ? undefined : state.calls.get(callId)?.state.kind;
  if (held !== undefined && held !== 'queued') return STATUS[held];
  if (!agent.reachable || agent.answeredAt === null || now - agent.answeredAt >= settings.roundTripLimitMs) return 'unreachable';
  return 'settling';
}

const STATUS = { offered: 'reserved', connecting: 'on-call', connected: 'on-call', wrapup: 'wrapup' } as const;
