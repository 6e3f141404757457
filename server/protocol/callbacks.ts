import { z } from 'zod';
import { Id, Time, text } from './common.ts';
import { CallKey } from './widget.ts';

/**
 * Calls that are booked for a time. They are booked by whoever has the key of a call that could not be taken, and are seen, moved,
 * canceled and joined by whoever has the link, `/call/<token>`. At its time a callback is a contact in its queue.
 */

/** What stands in the link. */
const Token = z.string().regex(/^[\w-]{20,64}$/, 'is not a link of ours');
const TimeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return zone !== '';
    } catch {
      return false;
    }
  }, 'is not a time zone');

/** POST /api/widget/callbacks/slots → Slots. */
export const AskSlots = z.object({ key: CallKey });
/** POST /api/widget/callbacks → CallbackBooked. */
export const BookCallback = z.object({
  key: CallKey,
  slotAt: Time,
  name: text(120).trim().min(1, 'is needed'),
  email: z.union([z.literal('').transform(() => null), z.email('is not an e-mail address').max(254)]).nullable(),
  /** The customer's. */
  timeZone: TimeZone,
});
export type BookCallback = z.input<typeof BookCallback>;

/** POST /api/callbacks/look → CallbackView, …/slots → Slots, …/cancel → CallbackView, …/join → CallbackJoined. */
export const CallbackRef = z.object({ token: Token });
/** POST /api/callbacks/move → CallbackView. */
export const MoveCallback = z.object({ token: Token, slotAt: Time });

export interface Slots {
  now: number; // the routing server's clock
  queueName: string;
  slotMs: number;
  /** When those begin that can still be booked. */
  slots: number[];
}

export interface CallbackBooked {
  /** `/call/<token>`: told this once. */
  path: string;
  slotAt: number;
}

/** `open`: at any time until then. `due`: the contact is in its queue, or talks. */
export type CallbackState =
  | { kind: 'booked'; slotAt: number; slotMs: number }
  | { kind: 'open'; until: number }
  | { kind: 'due' }
  | { kind: 'over'; how: CallbackEnd };
export const CALLBACK_ENDS = ['met', 'missed', 'left', 'turned-away', 'canceled'] as const;
export type CallbackEnd = (typeof CALLBACK_ENDS)[number];

export interface CallbackView {
  now: number;
  queueName: string;
  name: string;
  agentName: string | null; // who is tried first
  timeZone: string;
  state: CallbackState;
}

export interface CallbackJoined {
  key: CallKey;
}

/** GET /api/callbacks: those of today and later that are booked, and what became of those of today. For supervisors and administrators. */
export const BookedCallback = z.object({
  id: Id,
  name: z.string(),
  verified: z.boolean().optional(), // the site that they called from has said who they are
  queueName: z.string(),
  slotAt: Time,
  state: z.enum(['booked', 'due', ...CALLBACK_ENDS]),
});
export type BookedCallback = z.infer<typeof BookedCallback>;
export const BookedCallbacks = z.object({ now: Time, callbacks: z.array(BookedCallback) });
export type BookedCallbacks = z.infer<typeof BookedCallbacks>;
