import type { AgentId, Channel, QueueId } from '../../protocol/common.ts';
import { type CenterLimits, NO_LIMITS } from '../../protocol/queue.ts';
import { type Agent, type Call, type RoutingFacts, reservationWith, type Settings } from './model.ts';

/**
 * What agents can have at once, channel by channel. Calls by voice are few, usually one; text conversations are several. An
 * agent rings for one thing at a time, whichever channel it is of.
 */

/** Calls of one queue and channel wait in one line: who is served by text takes no place of those who want to talk. */
export const lineOf = ({ queueId, channel }: Pick<Call, 'queueId' | 'channel'>): string =>
  channel === 'voice' ? queueId : `${queueId} text`;

export const waitingIn = (state: { index: { waitingIn: ReadonlyMap<string, number> } }, queueId: QueueId, channel: Channel): number =>
  state.index.waitingIn.get(lineOf({ queueId, channel })) ?? 0;

/** How many calls of a channel an agent has in hand, from offer to the end of wrap-up. */
export function heldOf(state: RoutingFacts, agentId: AgentId, channel: Channel): number {
  let held = 0;
  for (const callId of state.callsOf.get(agentId) ?? []) if (state.calls.get(callId)?.channel === channel) held += 1;
  return held;
}

/** Whether something is being offered to an agent now. @param channel only of this one */
export function rings(state: RoutingFacts, agentId: AgentId, channel: Channel | null = null): boolean {
  for (const callId of state.callsOf.get(agentId) ?? []) {
    const call = state.calls.get(callId);
    if (call?.state.kind === 'offered' && (channel === null || call.channel === channel)) return true;
  }
  return false;
}

/** What a center's limits say of texts; those of older logs don't. */
function textLimits(state: RoutingFacts, agent: Agent): Pick<CenterLimits, 'textCapacity' | 'callsDuringTexts'> {
  const limits: Partial<CenterLimits> = state.centers.get(agent.centerId)?.limits ?? {};
  return {
    textCapacity: limits.textCapacity ?? NO_LIMITS.textCapacity,
    callsDuringTexts: limits.callsDuringTexts ?? NO_LIMITS.callsDuringTexts,
  };
}

export const capacityOf = (state: RoutingFacts, agent: Agent, channel: Channel): number =>
  channel === 'voice' ? agent.capacity : textLimits(state, agent).textCapacity;

/** Why what an agent has in hand leaves no room for another call of this channel, in words; null when it does. */
export function lacksRoom(state: RoutingFacts, agent: Agent, channel: Channel): string | null {
  const held = heldOf(state, agent.id, channel);
  const capacity = capacityOf(state, agent, channel);
  if (held >= capacity) {
    if (capacity === 0) return 'their center takes no text conversations';
    return capacity === 1 && channel === 'voice' ? 'reserved' : `has ${held} calls, as many as they can`;
  }
  if (channel === 'text') return heldOf(state, agent.id, 'voice') > 0 ? 'has a call' : rings(state, agent.id) ? 'reserved' : null;
  if (rings(state, agent.id, 'text')) return 'reserved';
  if (!textLimits(state, agent).callsDuringTexts && heldOf(state, agent.id, 'text') > 0) return 'has text conversations';
  return null;
}

/** Whether an agent's center knows that this reservation is over. */
export const isSettled = (agent: Pick<Agent, 'settledToken' | 'held'>, token: number): boolean =>
  token <= agent.settledToken && agent.held?.includes(token) !== true;

/** Whether the end of something that an agent had is not confirmed by their center yet: what it says of them may be older. */
export function isSettling(state: RoutingFacts, agent: Agent): boolean {
  if ((state.unsettled.get(agent.id)?.length ?? 0) > 0) return true;
  const last = state.lastToken.get(agent.id) ?? 0;
  return last > 0 && !isSettled(agent, last) && !holds(state, agent.id, last);
}

function holds(state: RoutingFacts, agentId: AgentId, token: number): boolean {
  for (const callId of state.callsOf.get(agentId) ?? []) {
    const call = state.calls.get(callId);
    if (call && reservationWith(call, agentId)?.token === token) return true;
  }
  return false;
}

/** A reservation is over here: until the agent's center has confirmed that, they are offered nothing else. */
export function noteReleased(state: RoutingFacts, agentId: AgentId, token: number): void {
  const agent = state.agents.get(agentId);
  if (agent && isSettled(agent, token)) return;
  state.unsettled.set(agentId, [...(state.unsettled.get(agentId) ?? []), token]);
}

/** An agent's center has reported: what it knows to be over need not be waited for. */
export function noteSettled(state: RoutingFacts, agent: Agent): void {
  const left = (state.unsettled.get(agent.id) ?? []).filter((token) => !isSettled(agent, token));
  if (left.length === 0) state.unsettled.delete(agent.id);
  else state.unsettled.set(agent.id, left);
}

/** How long the caller of a call is waited for whose connection is gone, ms. */
export function graceOf({ channel, comesBy, enqueuedAt, state }: Call, settings: Settings): number {
  if (comesBy !== null) return comesBy - enqueuedAt;
  if (channel === 'text') return settings.textGraceMs;
  return state.kind === 'queued' || state.kind === 'offered' ? settings.waitingGraceMs : settings.partyGraceMs;
}
