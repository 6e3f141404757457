import type { Decision } from '../../protocol/board.ts';
import type { AgentId, Caller, CallId, CenterId, Channel, EndReason, QueueId, ReservationId, SkillId } from '../../protocol/common.ts';
import type { AskEnd, CallRole, PartyId, TransferTarget } from '../../protocol/conversation.ts';
import type { CallVolume, ReservationEnd } from '../../protocol/link.ts';
import type { CenterLimits, WayOn } from '../../protocol/queue.ts';
import type { Requirement } from '../../protocol/skills.ts';
import type { CallTrace } from '../../protocol/trace.ts';
import type { Agent, Invitation, Lead, Queue, Reservation } from './model.ts';
import type { Stats } from './stats.ts';

/**
 * What has happened, as the log keeps it. An event holds all that `apply` needs: state is a fold over events,
 * and replaying them gives it again (invariant 6). `at` is the routing server's clock. `toldBy`: a center took the call alone and has told of
 * it since; it is in the log with its own time, and is nothing to the state.
 */
export type RoutingEvent = { at: number; toldBy?: CenterId } & (
  | { kind: 'configured'; queues: Queue[]; skills: { id: SkillId; name: string }[]; centers: CenterSettings[] }
  /** The server has begun anew, with nobody connected; `stats` is what it remembers of work that is over. */
  | { kind: 'server-started'; stats: Stats }
  | {
      kind: 'center-reported';
      centerId: CenterId;
      epoch: string;
      seq: number;
      report: 'snapshot' | 'changes';
      /** The center's clock when it reported; agents' times are already on the routing server's clock. */
      reportedAt: number;
      agents: Agent[];
      /** Newer round trips of agents in whom nothing else has changed. */
      answered: Record<AgentId, number>;
      volume: CallVolume;
    }
  | { kind: 'center-silent'; centerId: CenterId }
  | ({ kind: 'call-queued'; callId: CallId; place: number; estimatedWaitMs: number | null; sent?: SentCall } & NewCall)
  /** Its queue could not take it, or no longer; it keeps its enqueue time and its place by age. */
  | { kind: 'call-moved'; callId: CallId; queueId: QueueId; cause: WayOnCause | 'supervisor'; byName?: string }
  /** A supervisor has put it before all who wait: so much is added to its priority by it. */
  | { kind: 'call-prioritized'; callId: CallId; by: number; byName: string }
  /** The caller, who waits, wants to be served by this channel instead; place and enqueue time stay. */
  | { kind: 'call-switched'; callId: CallId; channel: Channel }
  /** The caller, who waits, wants to be rung in their tab; it rings, until then; nobody answered it; it may ring again; they are there. */
  | { kind: 'ring-back-wanted'; callId: CallId }
  | { kind: 'ring-back-rung'; callId: CallId; until: number }
  | { kind: 'ring-back-missed'; callId: CallId; again: number }
  | { kind: 'ring-back-resumed'; callId: CallId }
  | { kind: 'ring-back-answered'; callId: CallId }
  /** Of a text conversation: its agent asks the caller to talk; the caller has said yes; no audio came, so it is texts again. */
  | { kind: 'talk-asked'; callId: CallId }
  /** Its caller would like to talk, would not any more, or is asked to go on writing. */
  | { kind: 'talk-proposed'; callId: CallId }
  | { kind: 'talk-withdrawn'; callId: CallId }
  | { kind: 'talk-declined'; callId: CallId }
  | { kind: 'call-moved-up'; callId: CallId; agentId: AgentId }
  | { kind: 'call-moved-down'; callId: CallId; agentId: AgentId }
  /** So many steps of its queue have been taken now. */
  | { kind: 'call-widened'; callId: CallId; widened: number; cause: 'waited' | 'nobody-signed-in' }
  /** Nobody is signed in in the one center that it was sent to: it may go where its queue's rules send it. */
  | { kind: 'call-unbound'; callId: CallId }
  /** The preferred agent is not waited for any longer. */
  | { kind: 'preference-over'; callId: CallId; cause: 'waited' | 'not-there' | 'let-go-by' }
  /** `channel`: left out, by voice. */
  | { kind: 'call-offered'; callId: CallId; reservations: Reservation[]; decision: Decision; channel?: 'text' }
  /** The other offers of the call are rescinded by it: invariant 2. */
  | {
      kind: 'call-accepted';
      callId: CallId;
      reservationId: ReservationId;
      agentId: AgentId;
      rescinded: { reservationId: ReservationId; agentId: AgentId }[];
    }
  /** One of several offers has ended; the others stand. */
  | { kind: 'offer-ended'; callId: CallId; reservationId: ReservationId; agentId: AgentId; end: ReservationEnd; cause: RequeueCause }
  /** The last offer has ended. */
  | { kind: 'call-requeued'; callId: CallId; reservationId: ReservationId; agentId: AgentId; end: ReservationEnd; cause: RequeueCause }
  /** `again`: it was connected by text before. */
  | { kind: 'call-connected'; callId: CallId; agentId: AgentId; again?: true }
  /** `agoMs`: so long before it was known here, at a center that could not be reached. See `happenedAt`. */
  | { kind: 'call-ended'; callId: CallId; agentId: AgentId; reason: EndReason; agoMs?: number }
  | { kind: 'call-completed'; callId: CallId; agentId: AgentId; disposition: string | null; agoMs?: number }
  | { kind: 'call-abandoned'; callId: CallId; agentIds: AgentId[]; reason: EndReason }
  | { kind: 'call-failed'; callId: CallId; agentIds: AgentId[]; reason: EndReason }
  /** By rule. `wayOn`: what the caller is told and offered instead. */
  | { kind: 'call-canceled'; callId: CallId; reason: EndReason; wayOn: WayOn | null }
  /** Of the main call: the caller is on hold, and no longer. */
  | { kind: 'call-held'; callId: CallId }
  | { kind: 'call-resumed'; callId: CallId }
  | { kind: 'call-silenced'; callId: CallId; partyId: PartyId; silenced: boolean }
  /** Of the main call: what became of somebody who was asked in; null: it is forgotten. */
  | { kind: 'ask-ended'; callId: CallId; answer: { target: TransferTarget; end: AskEnd } | null }
  /** The consult has become a conference. */
  | { kind: 'call-joined'; callId: CallId }
  /**
   * This call has the caller from now on, instead of `from`, which ends. `waited`: nobody has answered it yet, and it is the
   * caller who waits for that.
   */
  | ({
      kind: 'call-promoted';
      callId: CallId;
      from: CallId;
      /** Who had the caller. Older logs don't say; the other call's events may be gone when this one is read. */
      byAgentId?: AgentId;
      turnFrom: number;
      waited: boolean;
      callerAwaySince: number | null;
      callerPageGone?: true;
      callerHeard: boolean;
    } & Pick<Lead, 'silenced' | 'lastAnswer'>)
  /** `page`: it was their page that went: closed, left for another, or being loaded anew. */
  | { kind: 'caller-away'; callId: CallId; page?: true }
  | { kind: 'caller-back'; callId: CallId }
  | { kind: 'agent-away'; callId: CallId; agentId: AgentId }
  | { kind: 'agent-back'; callId: CallId; agentId: AgentId }
  | { kind: 'audio-seen'; callId: CallId; caller: boolean; agent: boolean }
  | Noted
);
export type RoutingEventKind = RoutingEvent['kind'];

/** What others have kept of conversations, which stands in the log for those who are told of events. It changes nothing here. */
export type Noted =
  | { kind: 'conversation-rated'; callId: CallId; conversationId: CallId; queueId: QueueId; agentId: AgentId | null; rating: Given }
  | { kind: 'message-left'; callId: CallId; queueId: QueueId }
  /** `callbackAt`: the time that it is booked for; null: it is not known any more. */
  | { kind: 'callback-booked' | 'callback-canceled' | 'callback-missed'; callId: CallId; queueId: QueueId; callbackAt: number | null }
  | { kind: 'caller-blocked'; callId: CallId; agentId: AgentId };
const NOTED = [
  ...['conversation-rated', 'message-left', 'caller-blocked'],
  ...['callback-booked', 'callback-canceled', 'callback-missed'],
] as readonly RoutingEventKind[];
export const isNoted = (event: RoutingEvent): event is Noted & { at: number } => NOTED.includes(event.kind);

interface Given {
  score: number;
  comment: string;
}

export interface CenterSettings {
  id: CenterId;
  name: string;
  limits: CenterLimits;
}

/** What a call brings along. */
export interface NewCall {
  queueId: QueueId;
  caller: Caller;
  keyHash: string;
  requirement: Requirement | null;
  roundTrips: Record<CenterId, number>;
  preferredAgentId: AgentId | null;
  /** Older logs don't say: voice. */
  channel?: Channel;
  /** A callback: its caller is not there yet, and is waited for until then. What it waits counts in no service level. */
  scheduled?: { comesBy: number };
  /** Who comes only to leave this: they are asked for no agent. */
  instead?: 'leave-message' | 'callback';
  /** How long the preferred agent is tried alone, ms, when that is not the queue's to say. */
  preferredMs?: number;
  /** Where the call is traced. It decides nothing. */
  trace?: CallTrace;
}

/** What a call is that an agent asked for out of another. */
export interface SentCall {
  conversationId: CallId;
  previousId: CallId;
  role: CallRole;
  invitation: Invitation;
  directTo: AgentId | null;
  onlyCenter: CenterId | null;
  turnFrom: number;
  /** Whether the caller's audio is seen already. */
  callerHeard: boolean;
  /** The name of the supervisor who takes the caller over. */
  supervisor?: string;
}

/** Why a queue sends a call on or away. */
export type WayOnCause = 'queue-closed' | 'queue-full' | 'waited-too-long';

/** Why an offer did not become a call; kept for "why". */
export type RequeueCause =
  | 'declined'
  | 'not-answered'
  | 'agent-unreachable'
  | 'agent-signed-out'
  | 'center-silent'
  | 'agent-hung-up'
  | 'no-agent-audio'
  | 'caller-away'
  | 'no-longer-needed';

/** The call an event is about, if any. */
export function callIdOf(event: RoutingEvent): CallId | null {
  return 'callId' in event ? event.callId : null;
}

/** When it happened, on the routing server's clock, ms: what a center did alone is told later. */
export const happenedAt = (event: Extract<RoutingEvent, { kind: 'call-ended' | 'call-completed' }>): number =>
  event.at - (event.agoMs ?? 0);
