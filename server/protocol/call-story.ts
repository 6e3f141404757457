import { z } from 'zod';
import { Decision } from './board.ts';
import { AgentId, Caller, CallId, CenterId, EndReason, Time } from './common.ts';
import { CallRole } from './conversation.ts';
import { GivenRating } from './ratings.ts';

/** Calls that are over, and how each came to its agent. For supervisors and administrators. */

export const RecentCall = z.object({
  id: CallId,
  callerName: z.string(),
  verified: z.boolean().optional(), // the site that they called from has said who they are
  queueId: z.string(),
  queueName: z.string(),
  outcome: z.enum(['answered', 'abandoned', 'elsewhere', 'canceled', 'failed']),
  reason: EndReason.nullable(),
  enqueuedAt: Time,
  endedAt: Time,
  waitedMs: z.number(), // until the answer, or until the caller went without one
  talkMs: z.number().nullable(),
  agentName: z.string().nullable(),
  centerId: CenterId.nullable(),
  /** Whether it was ever offered to anybody: only then there is something to explain. */
  offered: z.boolean(),
});
export type RecentCall = z.infer<typeof RecentCall>;

/** GET /api/calls: the last that are over since midnight by their queue's clock, newest first. */
export const RECENT_CALLS = 50;
export const RecentCalls = z.object({ calls: z.array(RecentCall) });
export type RecentCalls = z.infer<typeof RecentCalls>;

export const OFFER_ENDS = [
  'pending',
  'accepted',
  'answered-elsewhere', // another agent took the call first
  'call-over', // the caller left, or the call failed
  'declined',
  'not-answered',
  'agent-unreachable',
  'agent-signed-out',
  'center-silent',
  'agent-hung-up',
  'no-agent-audio',
  'caller-away',
  'no-longer-needed', // who had asked for an agent did not any more
] as const;
export const OfferEnd = z.enum(OFFER_ENDS);
export type OfferEnd = z.infer<typeof OfferEnd>;

export const StoryOffer = z.object({
  decision: Decision,
  /** How the offer to each agent ended; `at` is null while it has not. */
  offers: z.array(z.object({ agentId: AgentId, end: OfferEnd, at: Time.nullable() })),
});
export type StoryOffer = z.infer<typeof StoryOffer>;

export const CALL_EVENTS = [
  'call-queued',
  'call-moved',
  'call-switched',
  'call-prioritized',
  'call-widened',
  'call-unbound',
  'preference-over',
  'call-offered',
  'call-accepted',
  'offer-ended',
  'call-requeued',
  'call-connected',
  'talk-asked',
  'talk-proposed',
  'talk-withdrawn',
  'talk-declined',
  'call-moved-up',
  'call-moved-down',
  'call-held',
  'call-resumed',
  'call-joined',
  'call-silenced',
  'call-promoted',
  'caller-away',
  'caller-back',
  'agent-away',
  'agent-back',
  'call-ended',
  'call-completed',
  'call-abandoned',
  'call-failed',
  'call-canceled',
] as const;
export const CallEvent = z.object({
  callId: CallId,
  at: Time,
  kind: z.enum(CALL_EVENTS),
  agentIds: z.array(AgentId),
  why: z
    .union([
      z.object({ offer: OfferEnd }),
      z.object({ end: EndReason }),
      z.object({ supervisor: z.string().nullable() }),
      z.object({ silenced: z.boolean() }),
    ])
    .nullable(),
});
export type CallEvent = z.infer<typeof CallEvent>;

/** How good a party's line was, of those who have left. */
export const LineQuality = z.object({
  party: z.string(),
  /** null: the caller, or an agent of whom no offer is kept. */
  agentId: AgentId.nullable(),
  mosAverage: z.number(), // 1 (bad) to 4.5
  mosWorst: z.number(),
  loss: z.number(), // 0..1, the worse of both ways
  jitterMs: z.number(), // the worse of both ways
  rttMs: z.number().nullable(),
});
export type LineQuality = z.infer<typeof LineQuality>;

/** What the agent wrote; only for those who supervise the center that keeps it. */
export const CallNotes = z.object({ agentName: z.string(), disposition: z.string().nullable(), notes: z.string() });
export type CallNotes = z.infer<typeof CallNotes>;

/** One agent's part in a conversation: a call of its own. */
export const StoryPart = z.object({
  callId: CallId,
  role: CallRole, // as it was at last: a consult can become the main call
  queueName: z.string(),
  agentId: AgentId.nullable(), // who took it
  startedAt: Time,
  connectedAt: Time.nullable(),
  endedAt: Time.nullable(),
  decisions: z.array(StoryOffer), // oldest first
  notes: CallNotes.nullable(), // null: none yet, or another center's
});
export type StoryPart = z.infer<typeof StoryPart>;

/** One message in the conversation; `agentId` is null when the caller wrote it, or a supervisor who listened in. */
export const StoryText = z.object({
  seq: z.number().int(),
  at: Time,
  agentId: AgentId.nullable(),
  name: z.string(),
  text: z.string(),
  /** A supervisor’s word to one agent: nobody else has read it. */
  toAgentAlone: z.literal(true).optional(),
});
export type StoryText = z.infer<typeof StoryText>;

/** GET /api/calls/:id/decisions: the whole conversation that a call is part of, from the log, also after it is over. */
export const CallStory = z.object({
  callId: CallId, // that was asked for
  callerName: z.string(),
  /** Who said that, and what their page said of the call. null: no center of this conversation is one that you supervise. */
  caller: Caller.nullable(),
  parts: z.array(StoryPart).min(1), // in the order in which they began
  events: z.array(CallEvent), // of all parts, oldest first
  lines: z.array(LineQuality),
  /** null: no center of this conversation is one that you supervise. */
  texts: z.array(StoryText).nullable(),
  rating: GivenRating.optional(), // by the caller; left out: none, or no center of it is one that you supervise
  /** What the caller accepted before it began; left out when nothing was asked of them. */
  consent: z.object({ text: z.string(), acceptedAt: Time }).optional(),
  agents: z.record(AgentId, z.string()), // names of all who are in them
  centers: z.record(CenterId, z.string()),
});
export type CallStory = z.infer<typeof CallStory>;
