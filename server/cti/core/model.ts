import type { AgentId, AgentStatus, CenterId, NotReadyCode, QueueId, SkillLevel } from '../../protocol/common.ts';
import { type RoutedWork, type Side, sideOf, type Waiting } from '../../protocol/link.ts';
import type { ChosenStatus as Choice } from '../../protocol/workstation.ts';

/** Everything a CTI processor knows of its center. Times are milliseconds on the center's clock. */
export interface CtiState {
  centerId: CenterId;
  sessions: Map<AgentId, AgentSession>;
  /** What waits over all centers; null while the routing server can't be reached. */
  waiting: Waiting['queues'] | null;
  /** Of a center with its own entry: what waits there, and whether the center decides alone now. null: it has none. */
  own: { alone: boolean; waiting: Waiting['queues'] } | null;
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
export interface Held {
  kind: 'held';
  token: number;
  work: RoutedWork;
  /** How often the wrap-up has been extended. */
  extensions: number;
}
export type HeldWork = { kind: 'none' } | Held;

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
  /** The call in hand. */
  work: HeldWork;
  /** Text conversations in hand, oldest first. */
  texts: Held[];
  /** Offers whose time is over and of whose end the routing server has said nothing yet: reservations by token. */
  overdue: Map<number, string>;
  /** Calls that the agent has ended while the routing server could not be reached, which may still believe in them: tokens. */
  endedAlone: Set<number>;
  /** What became of the last offer when somebody else was quicker; null once there is other work. */
  taken: TakenOffer | null;
  /** Since when the work that makes their status is of its kind. */
  workSince: number;
  /** The status that was last told for the timeline of the day; null: none since this processor has begun. */
  told: AgentStatus | null;
  /** Up to this reservation all are over and done with here that are not in hand: of each side, whose tokens are its own. */
  settled: Record<Side, number>;
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
  // A round trip of the future was before the clock was set back: it says nothing of now.
  return session.presence.kind === 'here' && Math.abs(now - session.presence.answeredAt) < settings.roundTripLimitMs;
}

/** All that an agent has in hand: the call first, then text conversations, oldest first. */
export const heldOf = ({ work, texts }: Pick<AgentSession, 'work' | 'texts'>): Held[] => (work.kind === 'held' ? [work, ...texts] : texts);

/** The same of those that the other side has given them. While there are any, this side is to give them nothing. */
export const heldElsewhere = (session: Pick<AgentSession, 'work' | 'texts'>, side: Side): Held[] =>
  heldOf(session).filter(({ token }) => sideOf(token) !== side);

/** What the agent has in hand; nothing when there is no such agent. */
export function worksOf(state: CtiState, agentId: AgentId): RoutedWork[] {
  const session = state.sessions.get(agentId);
  return session ? heldOf(session).map(({ work }) => work) : [];
}

/**
 * What the agent is doing, as everybody sees it: their call if they have one, or what is offered to them, else what they chose.
 * Text conversations in hand leave them what they chose: who writes may be called, and can have more of them.
 */
export function statusOf(session: AgentSession): AgentStatus {
  const work = shownWork(session);
  if (work === null) return session.chosen;
  const since = session.workSince;
  if (work.kind === 'offer') return { kind: 'reserved', since, callId: work.callId };
  if (work.kind === 'wrapup') return { kind: 'wrapup', since, callId: work.callId };
  return { kind: 'on-call', since, callId: work.callId };
}

/** The work that makes an agent's status. */
export function shownWork({ work, texts }: AgentSession): RoutedWork | null {
  if (work.kind === 'held') return work.work;
  return texts.find((one) => one.work.kind === 'offer')?.work ?? null;
}
