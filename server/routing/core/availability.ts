import type { Channel } from '../../protocol/common.ts';
import type { Unavailable } from '../../protocol/conversation.ts';
import { capacityOf, heldOf, isSettling, lacksRoom, rings } from './channels.ts';
import type { Agent, RoutingFacts, Settings } from './model.ts';
import { seconds } from './strategies/strategy.ts';

/** Whether what an agent is by their center's last word lets them be offered a call of this channel. */
export function mayRing(agent: Agent, channel: Channel): boolean {
  const { kind } = agent.status;
  // Who can have several calls is on one as soon as they have the first.
  return kind === 'available' || (channel === 'voice' && agent.capacity > 1 && (kind === 'reserved' || kind === 'on-call'));
}

/** Whether what their center says of an agent may be older than the end of what they had last. */
export const isUnsure = (state: RoutingFacts, agent: Agent, channel: Channel): boolean =>
  (channel === 'text' || agent.capacity === 1) && isSettling(state, agent);

/** Why an agent can take no call of a channel at all now, in words; null when they can. */
export function unavailability(
  state: Readonly<RoutingFacts>,
  agent: Agent,
  now: number,
  settings: Settings,
  channel: Channel = 'voice',
): string | null {
  const link = state.centers.get(agent.centerId)?.link;
  if (!link || link.kind === 'never') return 'the center has not reported yet';
  if (link.kind === 'silent' || now - link.heardAt >= settings.linkSilenceMs)
    return `the center has been silent for ${seconds(now - link.heardAt)} s`;
  if (!mayRing(agent, channel)) return agent.status.kind === 'not-ready' ? `not ready: ${agent.status.code}` : agent.status.kind;
  const full = lacksRoom(state, agent, channel);
  if (full !== null) return full;
  if (isUnsure(state, agent, channel)) return 'the center has not yet confirmed the end of the last offer';
  if (!agent.reachable || agent.answeredAt === null) return 'workstation not connected';
  if (now - agent.answeredAt >= settings.roundTripLimitMs) return `no round trip for ${seconds(now - agent.answeredAt)} s`;
  return null;
}

/** The same in one word, for whoever would send a call to them. */
export function whyUnavailable(
  state: Readonly<RoutingFacts>,
  agent: Agent,
  now: number,
  settings: Settings,
  channel: Channel = 'voice',
): Unavailable | null {
  const link = state.centers.get(agent.centerId)?.link;
  if (link?.kind !== 'up' || now - link.heardAt >= settings.linkSilenceMs || agent.status.kind === 'offline') return 'unreachable';
  if (unavailability(state, agent, now, settings, channel) === null) return null;
  const { kind } = agent.status;
  if (!mayRing(agent, channel) && kind !== 'available') return kind;
  const call = heldCall(state, agent, 'voice') ?? (rings(state, agent.id) ? heldCall(state, agent, 'text') : null);
  if (call !== null) return STATUS[call];
  if (channel === 'text' && heldOf(state, agent.id, 'text') >= capacityOf(state, agent, 'text')) return 'full';
  if (!agent.reachable || agent.answeredAt === null || now - agent.answeredAt >= settings.roundTripLimitMs) return 'unreachable';
  return isUnsure(state, agent, channel) ? 'settling' : 'full';
}

type HeldKind = keyof typeof STATUS;

function heldCall(state: Readonly<RoutingFacts>, agent: Agent, channel: Channel): HeldKind | null {
  const kinds = (state.callsOf.get(agent.id) ?? []).flatMap((callId) => {
    const call = state.calls.get(callId);
    return call?.channel === channel && call.state.kind !== 'queued' ? [call.state.kind] : [];
  });
  return channel === 'text' ? (kinds.find((kind) => kind === 'offered') ?? null) : (kinds[0] ?? null);
}

const STATUS = { offered: 'reserved', connecting: 'on-call', connected: 'on-call', wrapup: 'wrapup' } as const;
