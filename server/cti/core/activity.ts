import type { AgentStatus } from '../../protocol/common.ts';
import { type AgentReport, type CallVolume, type Side, sideOf } from '../../protocol/link.ts';
import { meets } from '../../protocol/skills.ts';
import { type AgentSession, type CtiSettings, type CtiState, heldElsewhere, heldOf, isReachable, statusOf } from './model.ts';

/** One voice is as much as a person can listen to. */
const VOICE_CAPACITY = 1;

/** An agent as the center reports them to a side. */
export function reportAgent(
  state: CtiState,
  session: AgentSession,
  now: number,
  settings: CtiSettings,
  side: Side = 'installation',
): AgentReport {
  return {
    id: session.id,
    name: session.name,
    skills: session.skills,
    status: statusFor(state, session, side),
    reachable: isReachable(session, now, settings),
    answeredAt: session.presence.kind === 'here' ? session.presence.answeredAt : null,
    capacity: VOICE_CAPACITY,
    excludedQueues: session.excludedQueues,
    settledToken: session.settled[side],
    held: [...heldOf(session).map(({ token }) => token), ...session.overdue.keys()].filter((token) => sideOf(token) === side),
  };
}

/**
 * Nobody is to be booked by both sides: who has work of the other one is on a call. Who is free is the routing server's, unless
 * it can't be reached, or somebody is left in the center's own line whom they could serve: those have waited longer than who comes now.
 */
function statusFor(state: CtiState, session: AgentSession, side: Side): AgentStatus {
  const [elsewhere] = heldElsewhere(session, side);
  if (elsewhere) return { kind: 'on-call', since: session.workSince, callId: elsewhere.work.callId };
  const status = statusOf(session);
  if (status.kind !== 'available' || state.own === null) return status;
  const isOwn = state.own.alone || state.own.waiting.some((queue) => takes(session, queue));
  return isOwn === (side === 'own') ? status : { kind: 'reserved', since: status.since, callId: 'own' };
}

/**
 * The center's call volume: callers who wait and whom somebody signed in here could serve, calls that ring at its
 * workstations, and calls that talk there.
 */
export function callVolume(state: CtiState): CallVolume {
  const sessions = [...state.sessions.values()];
  const signedIn = sessions.filter((session) => statusOf(session).kind !== 'offline');
  const waiting = (waitingOf(state) ?? [])
    .filter((queue) => signedIn.some((session) => takes(session, queue)))
    .reduce((sum, queue) => sum + queue.waiting, 0);
  const statuses = sessions.map((session) => statusOf(session).kind);
  return {
    waiting,
    ringing: statuses.filter((kind) => kind === 'reserved').length,
    talking: statuses.filter((kind) => kind === 'on-call').length,
  };
}

/** What waits over all centers, and in the center's own line; null while it can't be known. */
function waitingOf({ waiting, own }: CtiState): CtiState['waiting'] {
  if (own === null || (waiting === null && !own.alone)) return waiting;
  return [...(waiting ?? []), ...own.waiting];
}

type WaitingQueue = NonNullable<CtiState['waiting']>[number];
const takes = ({ skills, excludedQueues }: AgentSession, { queueId, requirement }: WaitingQueue): boolean =>
  !excludedQueues.includes(queueId) && meets(requirement, skills);

/** Callers that this agent could serve, over all centers; null while the routing server can't be reached. */
export function waitingFor(state: CtiState, session: AgentSession): { waiting: number; oldestEnqueuedAt: number | null } | null {
  const all = waitingOf(state);
  if (all === null) return null;
  const fitting = all.filter((queue) => takes(session, queue));
  return {
    waiting: fitting.reduce((sum, queue) => sum + queue.waiting, 0),
    oldestEnqueuedAt: fitting.length === 0 ? null : Math.min(...fitting.map((queue) => queue.oldestEnqueuedAt)),
  };
}
