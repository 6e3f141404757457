import type { AgentReport, CallVolume } from '../../protocol/link.ts';
import { meets } from '../../protocol/skills.ts';
import { type AgentSession, type CtiSettings, type CtiState, heldOf, isReachable, statusOf } from './model.ts';

/** One voice is as much as a person can listen to. */
const VOICE_CAPACITY = 1;

/** An agent as the center reports them. */
export function reportAgent(session: AgentSession, now: number, settings: CtiSettings): AgentReport {
  return {
    id: session.id,
    name: session.name,
    skills: session.skills,
    status: statusOf(session),
    reachable: isReachable(session, now, settings),
    answeredAt: session.presence.kind === 'here' ? session.presence.answeredAt : null,
    capacity: VOICE_CAPACITY,
    excludedQueues: session.excludedQueues,
    settledToken: session.settledToken,
    held: [...heldOf(session).map(({ token }) => token), ...session.overdue.keys()],
  };
}

/**
 * The center's call volume: callers who wait and whom somebody signed in here could serve, calls that ring at its
 * workstations, and calls that talk there.
 */
export function callVolume(state: CtiState): CallVolume {
  const sessions = [...state.sessions.values()];
  const signedIn = sessions.filter((session) => statusOf(session).kind !== 'offline');
  const waiting = (state.waiting ?? [])
    .filter((queue) => signedIn.some((session) => takes(session, queue)))
    .reduce((sum, queue) => sum + queue.waiting, 0);
  const statuses = sessions.map((session) => statusOf(session).kind);
  return {
    waiting,
    ringing: statuses.filter((kind) => kind === 'reserved').length,
    talking: statuses.filter((kind) => kind === 'on-call').length,
  };
}

type WaitingQueue = NonNullable<CtiState['waiting']>[number];
const takes = ({ skills, excludedQueues }: AgentSession, { queueId, requirement }: WaitingQueue): boolean =>
  !excludedQueues.includes(queueId) && meets(requirement, skills);

/** Callers that this agent could serve, over all centers; null while the routing server can't be reached. */
export function waitingFor(state: CtiState, session: AgentSession): { waiting: number; oldestEnqueuedAt: number | null } | null {
  if (!state.waiting) return null;
  const fitting = state.waiting.filter((queue) => takes(session, queue));
  return {
    waiting: fitting.reduce((sum, queue) => sum + queue.waiting, 0),
    oldestEnqueuedAt: fitting.length === 0 ? null : Math.min(...fitting.map((queue) => queue.oldestEnqueuedAt)),
  };
}
