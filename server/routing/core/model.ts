import type { Decision } from '../../protocol/board.ts';
import type {
  AgentId,
  AgentStatus,
  Caller,
  CallId,
  CenterId,
  EndReason,
  QueueId,
  ReservationId,
  SkillLevel,
} from '../../protocol/common.ts';
import type { CallVolume } from '../../protocol/link.ts';
import type { Requirement } from '../../protocol/skills.ts';

/** Everything the routing core knows. Times are milliseconds on the routing server's clock. */
export interface RoutingState {
  centers: Map<CenterId, Center>;
  agents: Map<AgentId, Agent>;
  queues: Map<QueueId, Queue>;
  /** Calls that are not over; an ended call leaves the map. */
  calls: Map<CallId, Call>;
  /** The one call an agent has, from offer to the end of wrap-up: invariant 1. */
  callOf: Map<AgentId, CallId>;
  /** The youngest fencing token each agent was ever given; outlives the agent's calls. */
  lastToken: Map<AgentId, number>;
  nextToken: number;
  nextPlace: number;
}

/** `up`: heard lately and without a gap. `silent`: no offers until it has reported in full again. */
export type CenterLink = { kind: 'never' } | { kind: 'up'; heardAt: number } | { kind: 'silent'; heardAt: number };

export interface Center {
  id: CenterId;
  name: string;
  link: CenterLink;
  epoch: string;
  seq: number;
  volume: CallVolume;
}

/** An agent as their center last reported them. */
export interface Agent {
  id: AgentId;
  centerId: CenterId;
  name: string;
  skills: SkillLevel[];
  status: AgentStatus;
  reachable: boolean;
  answeredAt: number | null;
  settledToken: number;
}

export interface Queue {
  id: QueueId;
  name: string;
  priority: number;
  requirements: Requirement[];
  offerTimeoutMs: number;
  serviceLevelMs: number;
  wrapupMs: number;
  dispositions: string[];
}

/** An offer of one call to one agent, and the lease on both while it lives. */
export interface Reservation {
  id: ReservationId;
  token: number;
  agentId: AgentId;
  centerId: CenterId;
  offeredAt: number;
  expiresAt: number;
  decision: Decision;
}

export type CallState =
  | { kind: 'queued' }
  | { kind: 'offered'; reservation: Reservation }
  | { kind: 'connecting'; reservation: Reservation; acceptedAt: number; agentAwaySince: number | null }
  | { kind: 'connected'; reservation: Reservation; acceptedAt: number; connectedAt: number; agentAwaySince: number | null }
  | { kind: 'wrapup'; reservation: Reservation; acceptedAt: number; connectedAt: number; endedAt: number; reason: EndReason };

export interface Call {
  id: CallId;
  queueId: QueueId;
  caller: Caller;
  keyHash: string;
  priority: number;
  enqueuedAt: number;
  /** Order of arrival over all queues; kept through every offer and restart. */
  place: number;
  callerAwaySince: number | null;
  /** Whose audio has been seen since they joined the media. */
  audio: { caller: boolean; agent: boolean };
  /** Agents who let this call go by, and when: not asked again for a while. */
  passedBy: Map<AgentId, number>;
  state: CallState;
  /** When `state` began. */
  since: number;
}

/** Limits of the core, in milliseconds. */
export interface Settings {
  /** Invariant 3: an agent whose last round trip is older gets no offer. */
  roundTripLimitMs: number;
  /** A center silent for longer gets no offers. */
  linkSilenceMs: number;
  /** How long a party whose connection is gone is waited for. */
  partyGraceMs: number;
  /** From accept to audio both ways; then the call is taken from the agent, or fails. */
  connectLimitMs: number;
  /** An agent who let a call go by is not offered it again for this long. */
  passedByMs: number;
  /** Waiting this long counts as one priority more: invariant 5. */
  agingMs: number;
}

export const DEFAULT_SETTINGS: Settings = {
  roundTripLimitMs: 10_000,
  linkSilenceMs: 10_000,
  partyGraceMs: 30_000,
  connectLimitMs: 15_000,
  passedByMs: 30_000,
  agingMs: 120_000,
};

export function emptyState(): RoutingState {
  return {
    centers: new Map(),
    agents: new Map(),
    queues: new Map(),
    calls: new Map(),
    callOf: new Map(),
    lastToken: new Map(),
    nextToken: 1,
    nextPlace: 1,
  };
}

/** The reservation a call is under, from offer to the end of wrap-up. */
export function reservationOf(call: Call): Reservation | null {
  return call.state.kind === 'queued' ? null : call.state.reservation;
}
