import { z } from 'zod';
import { Decision } from './board.ts';
import { AgentId, Caller, CallId, CenterId, Channel, Count, EndReason, Id, QueueId, ReservationId, Time, Token, text } from './common.ts';
import { CallRole, PartyId } from './conversation.ts';
import { ReservationEnd } from './link.ts';
import { WayOn } from './queue.ts';
import { Requirement } from './skills.ts';

/**
 * POST /api/centers/:id/calls, with the center's link key: a conversation that the center took and ended while it was alone, as its own
 * log has it. Told again it is the same one. `conflict` when there is another of that name.
 */

const Of = { callId: CallId, at: Time };
const RequeueCause = z.enum([
  ...['declined', 'not-answered', 'agent-unreachable', 'agent-signed-out', 'center-silent', 'agent-hung-up'],
  ...['no-agent-audio', 'caller-away', 'no-longer-needed'],
] as [string, ...string[]]);
const OfferEnd = { ...Of, reservationId: ReservationId, agentId: AgentId, end: ReservationEnd, cause: RequeueCause };
const Ms = z.number().min(0);

/** What of the log the installation keeps of such a call: what its reports, its list of calls and their stories are made of. */
export const ToldEvent = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('call-queued'), ...Of },
    queueId: QueueId,
    caller: Caller,
    keyHash: z.string().regex(/^[0-9a-f]{64}$/),
    requirement: Requirement.nullable(),
    roundTrips: z.record(CenterId, Ms),
    preferredAgentId: AgentId.nullable(),
    channel: Channel.optional(),
    estimatedWaitMs: Ms.nullable(),
    instead: z.enum(['leave-message', 'callback']).optional(),
    sent: z
      .object({
        conversationId: CallId,
        previousId: CallId,
        role: CallRole,
        invitation: z.object({ how: z.enum(['transfer', 'consult', 'add']), byAgentId: AgentId, note: text(500).nullable() }),
        directTo: AgentId.nullable(),
        onlyCenter: CenterId.nullable(),
        turnFrom: Time,
        callerHeard: z.boolean(),
      })
      .optional(),
  }),
  z.object({ kind: z.literal('call-moved'), ...Of, queueId: QueueId, cause: z.enum(['queue-closed', 'queue-full', 'waited-too-long']) }),
  z.object({ kind: z.literal('call-switched'), ...Of, channel: Channel }),
  z.object({
    ...{ kind: z.literal('call-offered'), ...Of },
    reservations: z
      .array(z.object({ id: ReservationId, token: Token, agentId: AgentId, centerId: CenterId, offeredAt: Time, expiresAt: Time }))
      .min(1)
      .max(50),
    decision: Decision,
    channel: z.literal('text').optional(),
  }),
  z.object({
    ...{ kind: z.literal('call-accepted'), ...Of },
    reservationId: ReservationId,
    agentId: AgentId,
    rescinded: z.array(z.object({ reservationId: ReservationId, agentId: AgentId })).max(50),
  }),
  z.object({ kind: z.literal('offer-ended'), ...OfferEnd }),
  z.object({ kind: z.literal('call-requeued'), ...OfferEnd }),
  z.object({ kind: z.literal('call-connected'), ...Of, agentId: AgentId, again: z.literal(true).optional() }),
  z.object({ kind: z.literal('call-ended'), ...Of, agentId: AgentId, reason: EndReason }),
  z.object({ kind: z.literal('call-completed'), ...Of, agentId: AgentId, disposition: text(300).nullable() }),
  z.object({ kind: z.literal('call-abandoned'), ...Of, agentIds: z.array(AgentId).max(50), reason: EndReason }),
  z.object({ kind: z.literal('call-failed'), ...Of, agentIds: z.array(AgentId).max(50), reason: EndReason }),
  z.object({ kind: z.literal('call-canceled'), ...Of, reason: EndReason, wayOn: WayOn.nullable() }),
  z.object({ kind: z.literal('call-held'), ...Of }),
  z.object({ kind: z.literal('call-resumed'), ...Of }),
  z.object({ kind: z.literal('call-joined'), ...Of }),
  z.object({ kind: z.literal('call-moved-up'), ...Of, agentId: AgentId }),
  z.object({ kind: z.literal('call-moved-down'), ...Of, agentId: AgentId }),
  z.object({
    ...{ kind: z.literal('call-promoted'), ...Of },
    from: CallId,
    byAgentId: AgentId.optional(),
    turnFrom: Time,
    waited: z.boolean(),
    callerAwaySince: Time.nullable(),
    callerHeard: z.boolean(),
    silenced: z.array(PartyId).max(20),
    lastAnswer: z.unknown().transform(() => null), // of no interest any more
  }),
  z.object({ kind: z.literal('caller-away'), ...Of, page: z.literal(true).optional() }),
  z.object({ kind: z.literal('caller-back'), ...Of }),
]);
export type ToldEvent = z.infer<typeof ToldEvent>;
export const TOLD_KINDS = ToldEvent.options.map((option) => option.shape.kind.value);

export const ToldConversation = z.object({
  /** By the center's clock, as all times of it are. */
  at: Time,
  conversationId: CallId,
  events: z.array(ToldEvent).min(2).max(5000), // in order
  texts: z
    .array(
      z.object({
        seq: Count.min(1),
        at: Time,
        sender: text(100),
        name: text(120),
        text: text(10_000),
        clientId: Id,
        recipient: PartyId.nullable(),
      }),
    )
    .max(5000),
  consent: z.object({ text: text(2000), widgetKeyId: Id, acceptedAt: Time }).nullable(),
});
export type ToldConversation = z.infer<typeof ToldConversation>;
