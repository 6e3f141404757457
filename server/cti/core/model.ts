import type { AgentId, AgentStatus, CenterId, NotReadyCode, QueueId, SkillLevel } from '../../protocol/common.ts';
import type { RoutedWork, Waiting } from '../../protocol/link.ts';
import type { ChosenStatus as Choice } from '../../protocol/workstation.ts';

/** Everything a CTI processor knows of its center. Times are milliseconds on the center's clock. */
export interface CtiState {
  centerId: CenterId;
  sessions: Map<AgentId, AgentSession>;
  /** What waits over all centers; null while the routing server can't be reached. */
  waiting: Waiting['queues'] | null;
}

/** What an agent has chosen to be while no call occupies them. */
export type ChosenStatus =
  | { kind: 'offline'; since: number }
  | { kind: 'available'; since: number }
  | { kind: 'not-ready'; since: number; code: NotReadyCode }
  | { kind: 'missed'; since: number };

/** `here`: the workstation with this id is the agent's one workstation. */
export type Presence =
  | { kind: 'here'; workstationId: string; answeredAt: number; roundTripMs: number | null }
  | { kind: 'gone'; since: number };

/** Work held for the agent by the routing server, and the token of its reservation. */
export type HeldWork =
  | { kind: 'none' }
  | {
      kind: 'held';
      token: number;
      work: Exclude<RoutedWork, { kind: 'none' }>;
      /** How often the wrap-up has been extended. */
      extensions: number;
    };

/** How often a wrap-up may be extended. */
export const MAX_EXTENSIONS = 3;

export type WrapupWork = Extract<RoutedWork, { kind: 'wrapup' }>;

/** When the time of a wrap-up is up; extensions that were taken are in it. */
export const wrapupDueAt = (work: WrapupWork, extensions: number): number =>
  work.endedAt + (work.wrapupSeconds + extensions * work.wrapupExtensionSeconds) * 1000;

/** An offer that another agent took first. */
export interface TakenOffer {
  callerName: string;
  at: number;
}

export interface AgentSession {
  id: AgentId;
  name: string;
  skills: SkillLevel[];
  /** Queues whose calls they do not take, as a supervisor has set it. */
  excludedQueues: QueueId[];
  presence: Presence;
  chosen: ChosenStatus;
  /** What they asked to be once the work in hand is over; null: what they have chosen before. */
  afterwards: Choice | null;
  /** The supervisor who has set what they are, or will be afterwards; null: they chose it. */
  setBy: { name: string; at: number } | null;
  work: HeldWork;
  /** What became of the last offer when somebody else was quicker; null once there is other work. */
  taken: TakenOffer | null;
  /** Since when the work held is of its kind. */
  workSince: number;
  /** The status that was last told for the timeline of the day; null: none since this processor has begun. */
  told: AgentStatus | null;
  /** The youngest reservation that is over and done with here. */
  settledToken: number;
}

export interface CtiSettings {
  /** A workstation whose last round trip is older is not reachable: invariant 3. */
  roundTripLimitMs: number;
  /** An agent without a workstation for longer is offline. */
  offlineAfterMs: number;
  /** An offer this long past its end is taken off the workstation without word from the routing server. */
  offerOverdueMs: number;
}
export const DEFAULT_CTI_SETTINGS: CtiSettings = { roundTripLimitMs: 10_000, offlineAfterMs: 60_000, offerOverdueMs: 2000 };

export function isReachable(session: AgentSession, now: number, settings: CtiSettings): boolean {
  return session.presence.kind === 'here' && now - session.presence.answeredAt < settings.roundTripLimitMs;
}

/** What the agent has in hand; null when there is nothing, or no such agent. */
export function workOf(state: CtiState, agentId: AgentId): Exclude<RoutedWork, { kind: 'none' }> | null {
  const work = state.sessions.get(agentId)?.work;
  return work?.kind === 'held' ? work.work : null;
}

/** What the agent is doing, as everybody sees it: their work if they have some, else what they chose. */
export function statusOf(session: AgentSession): AgentStatus {
  if (session.work.kind === 'none') return session.chosen;
  const { work } = session.work;
  const since = session.workSince;
  if (work.kind === 'offer') return { kind: 'reserved', since, callId: work.callId };
  if (work.kind === 'wrapup') return { kind: 'wrapup', since, callId: work.callId };
  return { kind: 'on-call', since, callId: work.callId };
}
