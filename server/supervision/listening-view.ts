import type { Listener } from '../media/plan.ts';
import { agentParty } from '../protocol/conversation.ts';
import type { ListeningWay } from '../protocol/listening-way.ts';
import { listenerParty } from '../protocol/media.ts';
import type { ListeningSession } from '../protocol/supervise.ts';
import { conversationView } from '../routing/conversation-view.ts';
import type { Call, RoutingFacts } from '../routing/core/model.ts';
import type { Session } from './listening.ts';

/** Listening sessions in the words of media and of the supervisor's page. Pure. */

/** @param token of the agent whose call it is */
export function heardBy(how: ListeningWay, token: number): Listener['heardBy'] {
  if (how === 'barge') return 'everybody';
  return how === 'whisper' ? [agentParty(token)] : 'nobody';
}

export const listenersOf = (sessions: readonly Pick<Session, 'id' | 'how' | 'token'>[]): Listener[] =>
  sessions.map(({ id, how, token }) => ({ id: listenerParty(id), heardBy: heardBy(how, token) }));

/** @param calls of its conversation */
export function sessionView(
  session: Session,
  state: Readonly<RoutingFacts>,
  calls: readonly Call[],
  { now, told }: { now: number; told: boolean },
): ListeningSession {
  const { id, callId, conversationId, centerId, how, takenOver, since, howSince, ticket, names, token } = session;
  const own = calls.find((call) => call.id === callId);
  const parties = own ? conversationView(state, calls, own, token).parties : [];
  const who = { agentName: names.agent, callerName: names.caller, agentParty: agentParty(token) };
  return { id, now, callId, conversationId, centerId, how, takenOver, since, howSince, told, ticket, ...who, parties };
}
