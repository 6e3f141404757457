import type { EndReason } from '../../protocol/common.ts';
import type { AskEnd, TransferTarget } from '../../protocol/conversation.ts';
import { isTalking, liveIn, mainOf, othersOf, partiesOf, partyOf, type Talking } from './conversation.ts';
import { type Call, reservationsOf } from './model.ts';
import { emit, type Step } from './step.ts';

/** How agents, and those who were asked in, go out of a conversation. */

/** What becomes of somebody who was asked in, for the agent who leads. */
export interface AskAnswer {
  target: TransferTarget;
  end: AskEnd;
}

/**
 * An agent leaves a conversation; their wrap-up begins. When it is the one who has the caller, another who is in it, or is
 * asked in, has them from now on; without any the conversation is over.
 * @param told how whoever leads is told of it; null: they know
 * @param agoMs so long ago, at a center that could not say so
 */
export function leave(step: Step, call: Call, reason: EndReason, told: AskEnd | null = null, agoMs = 0): void {
  if (!isTalking(call)) throw new Error(`${call.id} is ${call.state.kind}, and nobody can leave it`);
  const { agentId } = call.state.reservation;
  const heir = call.role === 'main' ? heirOf(step, call) : null;
  if (heir) promote(step, call, heir);
  // Not before they have been connected, whatever a center says.
  const ago = Math.min(agoMs, step.now - call.state.connectedAt);
  emit(step, { kind: 'call-ended', callId: call.id, agentId, reason, ...(ago > 0 && { agoMs: ago }) });
  if (call.role !== 'main' && told !== null) tellAsker(step, call, { target: { kind: 'agent', agentId }, end: told });
}

/** The first in line is in conference already, then who is consulted, then whoever is nearest to an answer. */
const NEARNESS = { connected: 0, connecting: 1, offered: 2, queued: 3, wrapup: 4 } as const;

function heirOf({ state }: Step, main: Call): Call | null {
  const rank = (call: Call) => 2 * NEARNESS[call.state.kind] + (call.role === 'consult' ? 1 : 0);
  const [heir = null] = othersOf(state, main).sort((a, b) => rank(a) - rank(b) || a.place - b.place);
  return heir;
}

/**
 * Another call of the conversation has the caller from now on. Who is in it stays; a private talk is none any more. Where
 * nobody talks to the caller now, nobody else is looked for: whoever is asked already comes for them.
 */
export function promote(step: Step, main: Talking, heir: Call): void {
  const { state } = step;
  const { lead } = main.state;
  // Whoever leads is heard.
  const followers = partiesOf(state, main.conversationId).filter((party) => party !== partyOf(main) && party !== partyOf(heir));
  emit(step, {
    kind: 'call-promoted',
    callId: heir.id,
    from: main.id,
    byAgentId: main.state.reservation.agentId,
    turnFrom: main.turnFrom,
    waited: heir.state.kind === 'queued' || heir.state.kind === 'offered',
    callerAwaySince: main.callerAwaySince,
    ...(main.callerPageGone && { callerPageGone: true as const }),
    callerHeard: main.audio.caller,
    silenced: lead.silenced.filter((party) => followers.includes(party)),
    lastAnswer: lead.lastAnswer,
  });
  for (const other of liveIn(state, main.conversationId)) {
    if (other === main || other === heir) continue;
    if (!isTalking(heir) || (other.role === 'consult' && !isTalking(other))) withdraw(step, other);
    else if (other.role === 'consult') emit(step, { kind: 'call-joined', callId: other.id });
  }
}

/** Takes back a call by which somebody was asked in, and who has not talked yet. */
export function withdraw(step: Step, call: Call): void {
  const reservations = [...reservationsOf(call)];
  for (const [index, { id, agentId }] of reservations.entries()) {
    const kind = index === reservations.length - 1 ? 'call-requeued' : 'offer-ended';
    emit(step, { kind, callId: call.id, reservationId: id, agentId, end: 'canceled', cause: 'no-longer-needed' });
  }
  emit(step, { kind: 'call-canceled', callId: call.id, reason: 'no-longer-needed', wayOn: null });
}

/** Nobody comes for a call by which somebody was asked in, and which waits: it is over, and who asked is told. */
export function giveUp(step: Step, call: Call, reason: EndReason, answer: AskAnswer): void {
  emit(step, { kind: 'call-canceled', callId: call.id, reason, wayOn: null });
  tellAsker(step, call, answer);
}

export function tellAsker(step: Step, call: Call, answer: AskAnswer): void {
  const main = mainOf(step.state, call.conversationId);
  if (main && isTalking(main)) emit(step, { kind: 'ask-ended', callId: main.id, answer });
}

/** Whom a call was to find. */
export function targetOf({ directTo, onlyCenter, queueId }: Call): TransferTarget {
  if (directTo !== null) return { kind: 'agent', agentId: directTo };
  return onlyCenter === null ? { kind: 'queue', queueId } : { kind: 'center', centerId: onlyCenter };
}
