import { agentParty, CALLER, type PartyId } from '../../protocol/conversation.ts';
import { isLive } from './conversation.ts';
import type { Call } from './model.ts';

/** Who may be in the media of a conversation, and who hears whom there. */
export interface MediaPlan {
  /** Reservation tokens of the agents who may be in. The caller always may. */
  tokens: number[];
  /** They hear nobody and are heard by nobody. */
  held: PartyId[];
  /** They are heard by nobody. */
  silenced: PartyId[];
}

/**
 * What media is to do for a conversation, from its calls. While one of its agents talks privately to another, the caller and
 * everybody else in conference are held. A caller who was sent on is held until somebody has taken them.
 * @returns null when the conversation is over, or is one by text
 */
export function mediaPlan(calls: readonly Call[]): MediaPlan | null {
  const live = calls.filter(isLive);
  const main = live.findLast((call) => call.role === 'main');
  if (!main || main.channel === 'text') return null;
  const lead = main.state.kind === 'connected' ? main.state.lead : null;
  const isPrivate = live.some((call) => call.role === 'consult' && call.state.kind !== 'queued' && call.state.kind !== 'offered');
  const isSentOn = main.previousId !== null && (main.state.kind === 'queued' || main.state.kind === 'offered');
  const tokens: number[] = [];
  const held: PartyId[] = isSentOn || (lead !== null && lead.heldSince !== null) ? [CALLER] : [];
  for (const { role, state } of live) {
    if (state.kind !== 'connecting' && state.kind !== 'connected') continue;
    const { token } = state.reservation;
    tokens.push(token);
    if (isPrivate && role === 'joined') held.push(agentParty(token));
  }
  const there = new Set<PartyId>([CALLER, ...tokens.map(agentParty)]);
  return { tokens, held, silenced: (lead?.silenced ?? []).filter((party) => there.has(party)) };
}

/**
 * Whom an agent must hear, and be heard by, so that their call counts as connected: the caller, or who leads, where the caller
 * is not to be heard or is not there.
 */
export function counterpartOf(call: Call, calls: readonly Call[]): PartyId | null {
  const main = calls.findLast((one) => one.role === 'main' && isLive(one));
  if (!main) return null;
  if (call.role === 'main') return CALLER;
  if (main.state.kind !== 'connected') return null;
  const { lead, reservation } = main.state;
  const hearsCaller = lead.heldSince === null && !lead.silenced.includes(CALLER) && main.callerAwaySince === null;
  return call.role === 'joined' && hearsCaller ? CALLER : agentParty(reservation.token);
}
