import { z } from 'zod';
import {
  type Ack,
  AgentId,
  AgentStatus,
  Caller,
  CallId,
  CenterId,
  Channel,
  Count,
  EndReason,
  Id,
  QueueId,
  ReservationId,
  SkillLevel,
  Time,
  type TimeTold,
  Token,
  text,
} from './common.ts';
import { CallAction, Conversation, type Directory, Invitation } from './conversation.ts';
import { Disposition } from './disposition.ts';
import type { CenterWord } from './machines.ts';
import { WrapupEnds } from './queue.ts';
import { Reason } from './reasons.ts';
import { Requirement } from './skills.ts';
import type { Supervise } from './supervision.ts';
import { type CallText, Say, Texts, TextsAfter } from './texts.ts';
import { Traceparent } from './trace.ts';

/**
 * CTI processor ↔ Internet routing server: Socket.IO namespace `/link` over TCP; the handshake's `auth` is `LinkAuth`.
 *
 * Upwards go reports of activity, numbered by `seq` within one `epoch` (a run of the CTI processor), and what agents
 * decide. Downwards goes, for an agent, the work that the routing server holds for them: always the whole of it,
 * so that saying it again does no harm and nothing depends on an earlier message having arrived.
 * Times in a message are on its sender's clock, which `at` tells; the receiver shifts them onto its own.
 */
export const LINK_NAMESPACE = '/link';
export const LinkAuth = z.object({ centerId: CenterId, key: z.string().min(16).max(200), epoch: Id });
export type LinkAuth = z.infer<typeof LinkAuth>;

/**
 * Who decides calls for a center's agents: the routing server, and while that can't be reached the center itself, for its own entry.
 * The center's own reservations are numbered from here on, so that a token tells whose it is.
 */
export const OWN_TOKENS = 2 ** 40;
export type Side = 'installation' | 'own';
export const sideOf = (token: number): Side => (token >= OWN_TOKENS ? 'own' : 'installation');

export const AgentReport = z.object({
  id: AgentId,
  name: text(120),
  skills: z.array(SkillLevel).max(50),
  status: AgentStatus,
  reachable: z.boolean(), // a workstation is connected and answers round trips
  answeredAt: Time.nullable(), // last answered round trip
  capacity: z.number().int().min(1).max(20), // calls at once
  excludedQueues: z.array(QueueId).max(200).default([]), // whose calls they do not take
  settledToken: Token, // up to this one all reservations are over and done with on this side, wrap-up included, but for `held`
  held: z.array(Token).max(40).optional(), // reservations that the agent has in hand
});
export type AgentReport = z.infer<typeof AgentReport>;

export const CallVolume = z.object({
  waiting: Count,
  ringing: Count,
  talking: Count,
});
export type CallVolume = z.infer<typeof CallVolume>;

/** `snapshot`: all agents of the center. `changes`: those that changed; the first seq of an epoch is a snapshot. */
export const Report = z.object({
  seq: Count.min(1),
  at: Time,
  kind: z.enum(['snapshot', 'changes']),
  agents: z.array(AgentReport).max(5000),
  /** Last answered round trips of agents in whom nothing else has changed. */
  answered: z.record(AgentId, Time),
  volume: CallVolume,
});
export type Report = z.infer<typeof Report>;

export const OfferAnswer = z.object({ agentId: AgentId, reservationId: ReservationId, token: Token });
export type OfferAnswer = z.infer<typeof OfferAnswer>;
/** `trace`: of what the center does for it, where the call is traced. */
export const AcceptAnswer = OfferAnswer.extend({ trace: Traceparent.optional() });
export type AcceptAnswer = z.infer<typeof AcceptAnswer>;
/** Names an agent of the center. */
export const AgentRef = z.object({ agentId: AgentId });
export type AgentRef = z.infer<typeof AgentRef>;
export const RejectAnswer = OfferAnswer.extend({ reason: z.enum(['declined', 'unreachable', 'signed-out']) });
export type RejectAnswer = z.infer<typeof RejectAnswer>;
/** So long ago it happened, while the center could not reach the routing server; left out: now. */
const AgoMs = z
  .number()
  .int()
  .min(0)
  .max(30 * 24 * 60 * 60 * 1000)
  .optional();
export const HangUp = OfferAnswer.extend({ agoMs: AgoMs });
export type HangUp = z.infer<typeof HangUp>;
export const Completion = OfferAnswer.extend({ disposition: text(300).nullable(), agoMs: AgoMs });
export type Completion = z.infer<typeof Completion>;

/** What an agent does with a call that they have accepted. */
export const Control = OfferAnswer.extend({ action: CallAction });
export type Control = z.infer<typeof Control>;
export const SayFromAgent = OfferAnswer.extend(Say.shape);
export type SayFromAgent = z.infer<typeof SayFromAgent>;
export const TextsAfterForAgent = OfferAnswer.extend(TextsAfter.shape);
export type TextsAfterForAgent = z.infer<typeof TextsAfterForAgent>;
/** New texts of the conversation that this agent is in; the last one alone after a snapshot, to show what is missing. */
export const TextsForAgent = Texts.extend({ at: Time, agentId: AgentId });
export type TextsForAgent = z.infer<typeof TextsForAgent>;

const Contact = {
  channel: Channel,
  callId: CallId,
  conversationId: CallId,
  reservationId: ReservationId,
  queueId: QueueId,
  queueName: z.string(),
  caller: Caller,
  enqueuedAt: Time,
  why: z.array(Reason), // why this agent, strongest reason first
  invitation: Invitation.nullable(), // when another agent sent it
  trace: Traceparent.optional(), // of its offer, where the call is traced
};
const Wrapup = {
  wrapupSeconds: z.number().int(),
  wrapupExtensionSeconds: z.number().int(), // what one extension adds; 0: there is none
  wrapupEnds: WrapupEnds,
  dispositions: z.array(Disposition),
};
export const RoutedWork = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offer'), ...Contact, offeredAt: Time, expiresAt: Time }),
  z.object({ kind: z.literal('connecting'), ...Contact, acceptedAt: Time, ticket: z.string(), conversation: Conversation }),
  z.object({
    kind: z.literal('connected'),
    ...Contact,
    acceptedAt: Time,
    connectedAt: Time,
    callerAwayUntil: Time.nullable(),
    callerPageGone: z.boolean().default(false), // they are away because their page is; left out by older servers
    talkAskedAt: Time.nullable(), // by text: since when the caller has been asked to talk
    talkProposedAt: Time.optional(), // by text: since when the caller would like to talk
    silentAt: Time.optional(), // by text: when it ends, unless the caller says something
    wrapup: z.object(Wrapup).optional(), // so that the center can end it alone; a routing server of before does not say it
    ticket: z.string(),
    conversation: Conversation,
  }),
  z.object({
    kind: z.literal('wrapup'),
    ...Contact,
    acceptedAt: Time,
    connectedAt: Time,
    endedAt: Time,
    reason: EndReason,
    ...Wrapup,
  }),
]);
export type RoutedWork = z.infer<typeof RoutedWork>;

export const RESERVATION_ENDS = ['rejected', 'timeout', 'canceled', 'rescinded', 'completed'] as const;
export const ReservationEnd = z.enum(RESERVATION_ENDS);
export type ReservationEnd = z.infer<typeof ReservationEnd>;

/** All that an agent has in hand: a call, and beside it text conversations. */
export const AgentWork = z.object({
  at: Time,
  agentId: AgentId,
  token: Token, // the youngest reservation that they were ever given: up to it all are over that are not in `works`
  works: z.array(z.object({ token: Token, work: RoutedWork })).max(40), // oldest first
  ended: z.array(z.object({ reservationId: ReservationId, end: ReservationEnd })).max(40), // offers that ended now; `rescinded`: another agent took the call
});
export type AgentWork = z.infer<typeof AgentWork>;

/** What waits, for the workstations' "waiting for you": one entry a queue that has callers. */
export const Waiting = z.object({
  at: Time,
  queues: z.array(
    z.object({
      queueId: QueueId,
      requirement: Requirement,
      waiting: z.number().int(),
      oldestEnqueuedAt: Time,
    }),
  ),
});
export type Waiting = z.infer<typeof Waiting>;

export interface CtiToRouting {
  report: (message: Report, ack: (ack: Ack<TimeTold>) => void) => void;
  /** Of a center on a machine of its own. */
  machine: (message: CenterWord) => void;
  accept: (message: AcceptAnswer, ack: (ack: Ack) => void) => void;
  reject: (message: RejectAnswer, ack: (ack: Ack) => void) => void;
  'hang-up': (message: HangUp, ack: (ack: Ack) => void) => void;
  complete: (message: Completion, ack: (ack: Ack) => void) => void;
  control: (message: Control, ack: (ack: Ack) => void) => void;
  /** Where the call in hand can be sent now. */
  directory: (message: OfferAnswer, ack: (ack: Ack<Directory>) => void) => void;
  /** Opens a room of the media server in which this agent hears themselves. */
  'echo-ticket': (message: AgentRef, ack: (ack: Ack<{ ticket: string }>) => void) => void;
  say: (message: SayFromAgent, ack: (ack: Ack<{ at: number; text: CallText }>) => void) => void;
  'texts-after': (message: TextsAfterForAgent, ack: (ack: Ack<{ at: number; texts: CallText[] }>) => void) => void;
}
export interface RoutingToCti {
  work: (message: AgentWork) => void;
  waiting: (message: Waiting) => void;
  texts: (message: TextsForAgent) => void;
  /** Done, or refused, once the ack is there. */
  supervise: (message: Supervise, ack: (ack: Ack) => void) => void;
  /** People, skills or customers of the center may be other than they were: it may ask for them. */
  'staff-changed': () => void;
  /** Reports are missing, or the routing server has begun anew: send a snapshot. */
  'snapshot-please': () => void;
}

/** Moves all times of a work from the sender's clock onto the receiver's. `byMs` is the receiver's clock less the sender's. */
export function shiftWork(work: RoutedWork, byMs: number): RoutedWork {
  const enqueuedAt = work.enqueuedAt + byMs;
  if (work.kind === 'offer') return { ...work, enqueuedAt, offeredAt: work.offeredAt + byMs, expiresAt: work.expiresAt + byMs };
  const acceptedAt = work.acceptedAt + byMs;
  if (work.kind === 'connecting') return { ...work, enqueuedAt, acceptedAt, conversation: shiftConversation(work.conversation, byMs) };
  const connectedAt = work.connectedAt + byMs;
  if (work.kind === 'wrapup') return { ...work, enqueuedAt, acceptedAt, connectedAt, endedAt: work.endedAt + byMs };
  return {
    ...work,
    enqueuedAt,
    acceptedAt,
    connectedAt,
    callerAwayUntil: work.callerAwayUntil === null ? null : work.callerAwayUntil + byMs,
    talkAskedAt: work.talkAskedAt === null ? null : work.talkAskedAt + byMs,
    ...(work.talkProposedAt !== undefined && { talkProposedAt: work.talkProposedAt + byMs }),
    ...(work.silentAt !== undefined && { silentAt: work.silentAt + byMs }),
    conversation: shiftConversation(work.conversation, byMs),
  };
}

function shiftConversation(conversation: Conversation, byMs: number): Conversation {
  const { heldSince, lastAnswer, parties } = conversation;
  return {
    ...conversation,
    heldSince: heldSince === null ? null : heldSince + byMs,
    parties: parties.map((party) => ({ ...party, since: party.since + byMs })),
    lastAnswer: lastAnswer && { ...lastAnswer, at: lastAnswer.at + byMs },
  };
}
