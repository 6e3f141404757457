import { z } from 'zod';
import { AgentId, Caller, CallId, CenterId, Channel, EndReason, QueueId, Time } from './common.ts';
import { CallRole } from './conversation.ts';
import { SCORES } from './rating-words.ts';

/** What has happened to calls, as other programs are told it: by the HTTP API, its stream and webhooks. */

export const PUBLIC_EVENTS = [
  'call-queued',
  'call-moved',
  'call-offered',
  'call-accepted',
  'offer-ended',
  'call-requeued',
  'call-connected',
  'call-held',
  'call-resumed',
  'call-joined',
  'call-promoted',
  'call-ended',
  'call-completed',
  'call-abandoned',
  'call-failed',
  'call-canceled',
  'conversation-rated',
  'message-left',
  'callback-booked',
  'callback-canceled',
  'callback-missed',
  'caller-blocked',
] as const;
export const PublicEventKind = z.enum(PUBLIC_EVENTS);
export type PublicEventKind = z.infer<typeof PublicEventKind>;

/** Names an event for ever; later events have greater ones, with gaps. */
export const EventId = z.string().regex(/^\d{1,18}$/, 'is not the id of an event');

export const PublicEvent = z.object({
  id: EventId,
  at: Time.describe('Milliseconds since the epoch, on the server’s clock.'),
  kind: PublicEventKind,
  callId: CallId,
  conversationId: CallId.nullable().describe(
    'Of `call-queued` and `conversation-rated`: the first call of the conversation that it is part of.',
  ),
  channel: Channel.nullable().describe('Of `call-queued`: whether the caller wants to talk, or to write.'),
  role: CallRole.nullable().describe('Of `call-queued`: whether the call has the caller, or an agent was asked in by another.'),
  queueId: QueueId.nullable().describe('Of `call-queued`, `call-moved`, `conversation-rated`, `message-left`, and of callbacks.'),
  agentIds: z
    .array(AgentId)
    .describe('Agents whom it is about: who is offered the call, has answered, declined, left, had the caller last, has blocked them.'),
  centerIds: z.array(CenterId).describe('Their centers.'),
  reason: EndReason.nullable().describe('Why the call ended.'),
  cause: z.string().nullable().describe('Why an offer ended, or the call was moved.'),
  disposition: z.string().nullable().describe('Of `call-completed`.'),
  estimatedWaitMs: z.number().nullable().describe('Of `call-queued`: what the caller was told.'),
  caller: Caller.nullable().describe(
    'Of `call-queued`: personal data, as the caller or their page gave it; name, e-mail and customer id are the site’s own word where it is verified.',
  ),
  rating: z
    .object({ score: z.literal([...SCORES]), comment: z.string() })
    .nullable()
    .describe('Of `conversation-rated`, in the caller’s own words; one that they change within ten minutes is told again.'),
  callbackAt: Time.nullable().describe(
    'Of `callback-booked` (again when it is moved), `callback-canceled` and `callback-missed`: when its caller wanted to be there.',
  ),
});
export type PublicEvent = z.infer<typeof PublicEvent>;
