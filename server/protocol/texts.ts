import { z } from 'zod';
import { type Ack, CallId, Time, text } from './common.ts';
import { PartyId } from './conversation.ts';
import { ListenerId } from './media.ts';
import { MAX_TEXT } from './text-limits.ts';

/**
 * Text messages between a caller and the agents of a conversation. The routing server numbers them from 1 within the
 * conversation and keeps them; whoever misses one asks for what came after the last they have. Links are in the text
 * itself: it is shown as text, never as markup. Everybody has numbers of their own, of what they may read, so that nobody
 * learns of the rest by a gap.
 */
export { MAX_TEXT, MAX_TEXTS } from './text-limits.ts';

export const CallText = z.object({
  seq: z.number().int().positive(),
  at: Time,
  from: z.union([PartyId, ListenerId]),
  name: z.string(),
  /** Left out: for all. A supervisor’s word to one agent is read by them and by supervisors, and by nobody else. */
  to: PartyId.optional(),
  text: z.string(),
  /** As its sender named it: how a sender knows their own again. */
  id: z.string(),
});
export type CallText = z.infer<typeof CallText>;

/** `id` is made by the sender; said again under the same id it is one message. */
export const Say = z.object({
  id: text(64).min(8),
  text: text(MAX_TEXT).trim().min(1, 'is empty'),
});
export type Say = z.infer<typeof Say>;

export const TextsAfter = z.object({ after: z.number().int().nonnegative() });
export type TextsAfter = z.infer<typeof TextsAfter>;
export const Texts = z.object({ callId: CallId, texts: z.array(CallText) });
export type Texts = z.infer<typeof Texts>;

/** What callers' browsers may ask, in the `/widget` namespace: of the call that their socket is attached to. */
export interface TextsFromWidget {
  say: (message: Say, ack: (ack: Ack<{ text: CallText }>) => void) => void;
  'texts-after': (message: TextsAfter, ack: (ack: Ack<{ texts: CallText[] }>) => void) => void;
}
/**
 * New ones, in their order. A gap before the first of them is closed with `texts-after`: after a lost connection the last one
 * alone is said again, and tells by its number whether something is missing. `callId` is the conversation's.
 */
export interface TextsToPeople {
  texts: (message: Texts) => void;
}
