import type { CallId } from '../../protocol/common.ts';
import { agentParty, CALLER, type PartyId } from '../../protocol/conversation.ts';
import type { Call, CallState, RoutingFacts } from './model.ts';
import type { RoutingState } from './state.ts';

/**
 * A conversation is its calls: one that has the caller (`main`), and beside it those by which its agent has asked others in.
 * As long as the main call is not connected there is no other: who is asked in is asked by somebody who talks.
 */

/** A call whose agent talks. */
export type Talking = Call & { state: Extract<CallState, { kind: 'connected' }> };

export const isTalking = (call: Call): call is Talking => call.state.kind === 'connected';

/** Whether a call's part in its conversation is not over: it is looked for, rings or talks. */
export const isLive = (call: Call): boolean => call.state.kind !== 'wrapup';

/** The conversation that a call belongs to, by the call's id or its own. */
export const conversationIdOf = (state: Readonly<RoutingFacts>, id: CallId): CallId => state.calls.get(id)?.conversationId ?? id;

/** Its calls that are not completed, in the order in which they came. */
export function callsIn(state: Readonly<RoutingState>, conversationId: CallId): Call[] {
  const calls: Call[] = [];
  const first = state.calls.get(conversationId);
  if (first?.conversationId === conversationId) calls.push(first);
  for (const callId of state.index.sent.get(conversationId) ?? []) {
    const call = state.calls.get(callId);
    if (call) calls.push(call);
  }
  return calls;
}

export const liveIn = (state: Readonly<RoutingState>, conversationId: CallId): Call[] => callsIn(state, conversationId).filter(isLive);

/** The call that has the caller; null when the conversation is over. */
export function mainOf(state: Readonly<RoutingState>, conversationId: CallId): Call | null {
  return liveIn(state, conversationId).findLast((call) => call.role === 'main') ?? null;
}

/** The live calls of a conversation beside one of them. */
export const othersOf = (state: Readonly<RoutingState>, call: Call): Call[] =>
  liveIn(state, call.conversationId).filter((other) => other !== call);

/** How an agent who has taken a call is named among the parties; null while nobody has. */
export const partyOf = ({ state }: Call): PartyId | null =>
  state.kind === 'queued' || state.kind === 'offered' ? null : agentParty(state.reservation.token);

/** The parties who are there: the caller, and the agents who have taken a call of it. */
export function partiesOf(state: Readonly<RoutingState>, conversationId: CallId): PartyId[] {
  return [CALLER, ...liveIn(state, conversationId).flatMap((call) => partyOf(call) ?? [])];
}
