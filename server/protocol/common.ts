import { z } from 'zod';
import { ERROR_CODES, NOT_READY_CODES } from './codes.ts';

export { ERROR_CODES, exhausted, NOT_READY_CODES } from './codes.ts';

/**
 * What every message of every wire shares: identifiers, times, acknowledgements and error codes.
 * All times are milliseconds since the epoch on the sender's clock unless a name says otherwise.
 */

export const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.:@-]+$/, 'may hold letters, digits and . _ : @ - only');
export const CenterId = Id;
export const AgentId = Id;
export const QueueId = Id;
export const CallId = Id;
export const ReservationId = Id;
export const SkillId = Id;
/** The last moment that a Date can hold. */
export const Time = z.number().int().nonnegative().max(8.64e15);
/** What fits the database's integers. */
export const Count = z.number().int().nonnegative().max(2_147_483_647);
/** Fencing token: grows with every reservation; whoever acts with an older one is refused. */
export const Token = z.number().int().nonnegative();
/**
 * Text that people or other systems send, at most so many characters. NUL and halves of surrogate pairs are refused here,
 * at the door: PostgreSQL can't store them, and by then the decision has been made.
 */
export const text = (max: number) => z.string().max(max).refine(isStorable, 'holds characters that can’t be stored');
function isStorable(value: string): boolean {
  return !value.includes('\u0000') && value.isWellFormed();
}

/** How a caller and an agent are in touch: by voice, or by text alone. */
export const CHANNELS = ['voice', 'text'] as const;
export const Channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof Channel>;

/** What the routing server answers to those who report to it all the time: the installation's clock. */
export const TimeTold = z.object({ at: Time });
export type TimeTold = z.infer<typeof TimeTold>;

export const Level = z.number().int().min(1).max(5);

export type CenterId = string;
export type AgentId = string;
export type QueueId = string;
export type CallId = string;
export type ReservationId = string;
export type SkillId = string;

export const ErrorCode = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** `message` is English; `sentence` and `values` say the same for other languages where names or numbers are in it (sentences.ts). */
export const WireError = z.object({
  code: ErrorCode,
  message: z.string(),
  field: z.string().optional(),
  sentence: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type WireError = z.infer<typeof WireError>;

/** Every request is acknowledged with data or a typed error, never with silence. */
export type Ack<T = Record<string, never>> = { ok: true; data: T } | { ok: false; error: WireError };
export type AckFn<T = Record<string, never>> = (ack: Ack<T>) => void;

/** A named skill with its level, as people read it. */
export const SkillLevel = z.object({ id: SkillId, name: text(120), level: Level });
export type SkillLevel = z.infer<typeof SkillLevel>;

export const NotReadyCode = z.enum(NOT_READY_CODES);
export type NotReadyCode = z.infer<typeof NotReadyCode>;

/** What an agent is doing. `since` is when it began. */
export const AgentStatus = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offline'), since: Time }),
  z.object({ kind: z.literal('available'), since: Time }),
  z.object({ kind: z.literal('reserved'), since: Time, callId: CallId }),
  z.object({ kind: z.literal('on-call'), since: Time, callId: CallId }),
  z.object({ kind: z.literal('wrapup'), since: Time, callId: CallId }),
  z.object({ kind: z.literal('not-ready'), since: Time, code: NotReadyCode }),
  z.object({ kind: z.literal('missed'), since: Time }),
]);
export type AgentStatus = z.infer<typeof AgentStatus>;

/** Who is calling, as far as the widget was told: what their page or they themselves said, unless `verified`. */
export const Caller = z.object({
  name: text(120),
  email: text(254).nullable(),
  customerId: text(64).nullable(),
  page: text(500).nullable(),
  question: text(500).nullable(),
  verified: z.boolean().optional(), // the site's own server says who this is: name, e-mail and customer id are its
  verifiedIn: z.array(CenterId).optional(), // the centers for which that holds; left out: all
  context: z.record(z.string(), z.unknown()).optional(), // what the page says of the call besides; see call-context.ts
});
export type Caller = z.infer<typeof Caller>;

/** Why a call in progress or in a queue ended, or a reservation was withdrawn. */
export const END_REASONS = [
  'caller-hung-up',
  'agent-hung-up',
  'caller-lost', // gone for longer than the time a party is waited for
  'agent-lost',
  'no-caller-audio', // accepted, but no audio ever came from the caller
  'no-agent-audio',
  'queue-removed',
  'queue-closed',
  'queue-full',
  'waited-too-long',
  'callback-missed', // its time came, and nobody opened its page
  'left-word', // the caller could not talk, or would not, and left a message or the wish to be called back
  'left-for-message', // the caller left the line to leave a message instead
  'left-for-callback', // or to book a callback
  'ring-back-missed', // the caller was rung in their tab, as they wished, and never answered
  'transferred', // the agent sent the caller on, or handed them over
  'consult-over', // the agent who was asked privately is needed no longer
  'put-out', // by the agent who leads the conversation
  'taken-over', // by a supervisor, who has the caller since
  'conversation-over', // the agent who leads ended it for the caller, and so for all
  'no-longer-needed', // nobody had answered yet
  'caller-silent', // in a text conversation, for longer than the queue waits for an answer
] as const;
export const EndReason = z.enum(END_REASONS);
export type EndReason = z.infer<typeof EndReason>;

/** What a caller may leave the line for. */
export const LINE_LEFT_FOR = ['message', 'callback'] as const;
export type LineLeftFor = (typeof LINE_LEFT_FOR)[number];
/** Whether a caller who left the line went on to something else: they gave nothing up, and count apart from who did. */
export const wentElsewhere = (reason: string | null): boolean => LINE_LEFT_FOR.some((what) => reason === `left-for-${what}`);
