import type { Listener } from '../media/plan.ts';
import type { CenterId } from '../protocol/common.ts';
import { agentParty } from '../protocol/conversation.ts';
import type { ListeningWay } from '../protocol/listening-way.ts';
import { listenerParty } from '../protocol/media.ts';
import type { ListeningEnd, ListeningSession } from '../protocol/supervise.ts';
import { agentName, conversationView } from '../routing/conversation-view.ts';
import { isTalking, type Talking } from '../routing/core/conversation.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { Call, RoutingFacts } from '../routing/core/model.ts';
import type { Session } from './listening-session.ts';

/** Listening sessions in the words of media and of the supervisor's page. Pure. */

/** @param token of the agent whose call it is */
export function heardBy(how: ListeningWay, token: number): Listener['heardBy'] {
  if (how === 'barge') return 'everybody';
  return how === 'whisper' ? [agentParty(token)] : 'nobody';
}

export const listenersOf = (sessions: readonly Pick<Session, 'id' | 'how' | 'token'>[]): Listener[] =>
  sessions.map(({ id, how, token }) => ({ id: listenerParty(id), heardBy: heardBy(how, token) }));

/** The centers whose agents talk in a conversation, and those by name. Who has taken a caller over is no center's agent. */
export function centersHeard(state: Readonly<RoutingFacts>, calls: readonly Call[]): Map<CenterId, string> {
  const centers = new Map<CenterId, string>();
  for (const call of calls) {
    if (!isTalking(call) || call.supervisor !== null) continue;
    const { centerId, agentId } = call.state.reservation;
    const [before, name] = [centers.get(centerId), agentName(state, agentId)];
    centers.set(centerId, before === undefined ? name : `${before}, ${name}`);
  }
  return centers;
}

/** Who has a caller, by name. */
export const takenBy = (state: Readonly<RoutingFacts>, { supervisor, state: { reservation } }: Talking): string =>
  supervisor ?? agentName(state, reservation.agentId);

/** Why nobody talks, or writes, any more in the call of a session. */
export function whyOver({ callId, takenOver }: Pick<Session, 'callId' | 'takenOver'>, events: readonly RoutingEvent[]): ListeningEnd {
  for (const event of events) {
    if (!('callId' in event) || event.callId !== callId) continue;
    if (event.kind === 'call-moved-up') return 'moved-up';
    if (takenOver && event.kind === 'call-ended' && event.reason === 'transferred') return 'handed-on';
  }
  return 'call-over';
}

/** @param calls of its conversation */
export function sessionView(
  session: Session,
  state: Readonly<RoutingFacts>,
  calls: readonly Call[],
  { now, told }: { now: number; told: boolean },
): ListeningSession {
  const { id, callId, conversationId, centerId, how, takenOver, since, howSince, ticket, names, token } = session;
  const own = calls.find((call) => call.id === callId);
  const { parties, heldSince } = own ? conversationView(state, calls, own, token) : { parties: [], heldSince: null };
  const who = { agentName: names.agent, callerName: names.caller, agentParty: agentParty(token) };
  const channel = own?.channel ?? 'voice';
  return { id, now, callId, conversationId, centerId, channel, how, takenOver, heldSince, since, howSince, told, ticket, ...who, parties };
}
