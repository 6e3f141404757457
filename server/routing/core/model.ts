import type { Decision } from '../../protocol/board.ts';
import type {
  AgentId,
  AgentStatus,
  Caller,
  CallId,
  CenterId,
  Channel,
  EndReason,
  QueueId,
  ReservationId,
  SkillId,
  SkillLevel,
} from '../../protocol/common.ts';
import type { AskEnd, CallRole, PartyId, TransferTarget } from '../../protocol/conversation.ts';
import type { Disposition } from '../../protocol/disposition.ts';
import type { Hours } from '../../protocol/hours.ts';
import type { CallVolume } from '../../protocol/link.ts';
import type { CenterLimits, StepChange, StrategyName, WayOn, WrapupEnds } from '../../protocol/queue.ts';
import type { Requirement } from '../../protocol/skills.ts';
import type { CallTrace } from '../../protocol/trace.ts';
import type { Stats } from './stats.ts';

/** Everything the routing core knows, but for the index of it: see state.ts. Times are milliseconds on the routing server's clock. */
export interface RoutingFacts {
  centers: Map<CenterId, Center>;
  agents: Map<AgentId, Agent>;
  queues: Map<QueueId, Queue>;
  /** Names of all skills there are. */
  skills: Map<SkillId, string>;
  /** Calls that are not over; an ended call leaves the map. */
  calls: Map<CallId, Call>;
  /** The calls an agent has, each from offer to the end of wrap-up: never more than their capacity (invariant 1). */
  callsOf: Map<AgentId, CallId[]>;
  /** Tokens of reservations that are over here, and whose end the agent's center has not confirmed. */
  unsettled: Map<AgentId, number[]>;
  /** The youngest fencing token each agent was ever given; outlives the agent's calls. */
  lastToken: Map<AgentId, number>;
  nextToken: number;
  nextPlace: number;
  /** When this server began anew; null in a log without that. */
  startedAt: number | null;
  /** What is remembered of work that is over. */
  stats: Stats;
}

/** `up`: heard lately and without a gap. `silent`: no offers until it has reported in full again. */
export type CenterLink = { kind: 'never' } | { kind: 'up'; heardAt: number } | { kind: 'silent'; heardAt: number };

export interface Center {
  id: CenterId;
  name: string;
  limits: CenterLimits;
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
  /** Up to this token every reservation is over at their center, but for those in `held`. */
  settledToken: number;
  /** Tokens of the reservations that they have in hand, as their center knows; older logs don't say. */
  held?: number[];
  /** How many calls by voice they may have at once. How many by text, their center's limits say. */
  capacity: number;
  /** Queues whose calls they do not take; older logs don't say. */
  excludedQueues?: QueueId[];
}

export interface QueueStep {
  afterMs: number;
  change: StepChange;
}

export interface Queue {
  id: QueueId;
  name: string;
  priority: number;
  requirement: Requirement;
  /** Centers whose own calls these are; null: all. */
  centers: CenterId[] | null;
  /** In the order of their times. */
  steps: QueueStep[];
  strategy: StrategyName;
  offersAtOnce: number;
  offerTimeoutMs: number;
  preferredMs: number;
  serviceLevelMs: number;
  wrapupMs: number;
  wrapupExtensionMs: number;
  wrapupEnds: WrapupEnds;
  dispositions: Disposition[];
  hours: Hours | null;
  maxLength: number | null;
  maxWaitMs: number | null;
  whenClosed: WayOn;
  whenFull: WayOn;
  whenTooLong: WayOn;
  /** A supervisor has closed it, whatever its hours; older logs don't say. */
  closed?: boolean;
  /** Whether callers may write to it; older logs don't say. */
  takesTexts?: boolean;
  /** Callbacks that are booked at most for one time; older logs don't say: none. */
  callbacksPerSlot?: number;
  /** How long a text conversation waits for the caller's answer; null: for ever. */
  textIdleMs?: number | null;
}

/** An offer of one call to one agent, and the lease on both while it lives. */
export interface Reservation {
  id: ReservationId;
  token: number;
  agentId: AgentId;
  centerId: CenterId;
  offeredAt: number;
  expiresAt: number;
}

interface Answered {
  reservation: Reservation;
  acceptedAt: number;
}

/** What the agent who leads a conversation has made of it. */
export interface Lead {
  /** The caller is on hold since then. */
  heldSince: number | null;
  /** Whom nobody hears. Who has left may still be in it: a token never comes back. */
  silenced: PartyId[];
  /** What became of the last one who was asked in and is not there. */
  lastAnswer: { target: TransferTarget; end: AskEnd; at: number } | null;
  /** In a text conversation: since when the caller has been asked to talk; older logs don't say. */
  talkAskedAt?: number | null;
  /** Since when the caller would like to talk; and how often their agent has said no, last when. Older logs don't say. */
  talkProposedAt?: number | null;
  talkDeclined?: { at: number; times: number };
}

/** Of a call by which an agent sent their caller on, or asked somebody in. */
export interface Invitation {
  how: 'transfer' | 'consult' | 'add';
  byAgentId: AgentId;
  /** A supervisor who had the caller, in the name of which center; no center reports them. */
  bySupervisor?: { name: string; centerId: CenterId };
  note: string | null;
}

export type CallState =
  | { kind: 'queued' }
  /** To one agent or several at once; never to none. */
  | { kind: 'offered'; reservations: Reservation[] }
  /** `textSince`: since when they have been in touch by text, of a text conversation that becomes a call. */
  | ({ kind: 'connecting'; agentAwaySince: number | null; textSince?: number } & Answered)
  /** `lead`: of the main call. */
  | ({ kind: 'connected'; connectedAt: number; agentAwaySince: number | null; lead: Lead } & Answered)
  | ({ kind: 'wrapup'; connectedAt: number; endedAt: number; reason: EndReason } & Answered);

/**
 * A caller who has gone on with something else, and is rung in their tab once somebody is free for them. `kept`: in the line as
 * others are. `rung`: asked to come, and offered to nobody meanwhile. `paused`: they did not come, and are rung once more later.
 */
export type RingBack =
  | { kind: 'kept'; missed: number }
  | { kind: 'rung'; until: number; missed: number }
  | { kind: 'paused'; until: number; missed: number };

/** One agent's part in a conversation: from being looked for to the end of wrap-up. */
export interface Call {
  id: CallId;
  /** The id of the conversation's first call. */
  conversationId: CallId;
  /** The call whose agent asked for this one; null: the caller did. */
  previousId: CallId | null;
  /** `main`: it has the caller. */
  role: CallRole;
  invitation: Invitation | null;
  /** By what its caller and agent are in touch, or are to be. */
  channel: Channel;
  /** Of a call by which a supervisor has taken the caller over: their name, since no center reports them. */
  supervisor: string | null;
  /** The one agent whom it is offered to; null: whoever the queue's rules find. Declined, it waits in its queue or is over. */
  directTo: AgentId | null;
  /** Only agents of this center may have it; null: of all that the queue's rules allow. */
  onlyCenter: CenterId | null;
  /** Whether a caller waited for its answer: of others neither service level nor speed of answer is told. */
  waited: boolean;
  queueId: QueueId;
  caller: Caller;
  keyHash: string;
  /** What this very call asks for beside its queue; null: nothing more. */
  requirement: Requirement | null;
  /** Milliseconds from the caller to the media of each center, as their browser measured. */
  roundTrips: Record<CenterId, number>;
  /** The agent to be tried first, alone, until a time; null: nobody (any more). */
  preferred: { agentId: AgentId; until: number } | null;
  /** When it was asked for; of a caller who was sent on, when that was. */
  enqueuedAt: number;
  /** From when on its turn counts: of a caller who was sent on, since they first came. */
  turnFrom: number;
  /** When it came into the queue that it is in; later than `enqueuedAt` when another sent it on. */
  inQueueSince: number;
  /** Queues that it has been in before. */
  cameFrom: QueueId[];
  /** How many of the queue's steps have been taken. */
  widened: number;
  /** What a supervisor has added to its priority, and who did it last; null: nobody has. */
  raised: { by: number; byName: string } | null;
  /** What a caller who entered now was told, ms; null while nothing is known. */
  estimatedWaitMs: number | null;
  /** Order of arrival over all queues; kept through every offer and restart. */
  place: number;
  callerAwaySince: number | null;
  /** Who is away said so: their page was closed, left for another, or is being loaded anew. No network is to blame. */
  callerPageGone: boolean;
  /** Of a callback whose caller has not come yet: until when they are waited for. */
  comesBy: number | null;
  /** A callback, at its time: neither a queue that is full nor one in which callers wait too long sends it away. */
  scheduled: boolean;
  /** The caller has given their microphone back and wants to be rung; null: they wait with it open. */
  ringBack: RingBack | null;
  /** Whose audio has been seen since they joined the media. `caller`: whoever this agent talks to; in a consult, who leads. */
  audio: { caller: boolean; agent: boolean };
  /** Agents who let this call go by, and when: not asked again for a while. */
  passedBy: Map<AgentId, number>;
  state: CallState;
  /** When `state` began. */
  since: number;
  /** Why it was last offered to whom it was. */
  decision: Decision | null;
  /** Of a conversation that is traced: what its first call came with. */
  trace?: CallTrace;
}

/** Limits of the core; times in milliseconds. */
export interface Settings {
  /** Invariant 3: an agent whose last round trip is older gets no offer. */
  roundTripLimitMs: number;
  /** A center silent for longer gets no offers. */
  linkSilenceMs: number;
  /** How long a party whose connection is gone is waited for. */
  partyGraceMs: number;
  /** The same of a caller whom nobody has answered yet: a page that is loaded anew, or left for another, comes back in it. */
  waitingGraceMs: number;
  /** How long a caller is waited for who writes: a telephone in the pocket is soon offline. */
  textGraceMs: number;
  /** How long a caller who wanted to be rung is rung, and how long after that they are rung once more. */
  ringBackMs: number;
  ringAgainMs: number;
  /** From accept to audio both ways; then the call is taken from the agent, or fails. */
  connectLimitMs: number;
  /** An agent who let a call go by is not offered it again for this long. */
  passedByMs: number;
  /** Waiting this long counts as one priority more: invariant 5. */
  agingMs: number;
  /** So many different things at most may waiting calls ask for beside their queues: each costs memory for all who meet it. */
  ownNeeds: number;
}

export const DEFAULT_SETTINGS: Settings = {
  roundTripLimitMs: 10_000,
  linkSilenceMs: 10_000,
  partyGraceMs: 30_000,
  waitingGraceMs: 60_000,
  textGraceMs: 300_000,
  ringBackMs: 30_000,
  ringAgainMs: 60_000,
  connectLimitMs: 15_000,
  passedByMs: 30_000,
  agingMs: 120_000,
  ownNeeds: 100,
};

/** Every live reservation of a call: the offers, or the one that was accepted. */
export function reservationsOf(call: Call): readonly Reservation[] {
  switch (call.state.kind) {
    case 'queued':
      return [];
    case 'offered':
      return call.state.reservations;
    default:
      return [call.state.reservation];
  }
}

/** An agent's own reservation of a call. */
export function reservationWith(call: Call, agentId: AgentId): Reservation | null {
  return reservationsOf(call).find((reservation) => reservation.agentId === agentId) ?? null;
}

/** The first call that an agent has. */
export function callOf(state: Readonly<RoutingFacts>, agentId: AgentId): Call | null {
  const [callId] = state.callsOf.get(agentId) ?? [];
  return callId === undefined ? null : (state.calls.get(callId) ?? null);
}
