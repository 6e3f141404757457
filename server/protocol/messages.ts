import { z } from 'zod';
import { Id, Time, text } from './common.ts';
import { CallKey } from './widget.ts';

/** What callers leave whom a queue could not take: a message, or the wish to be called back. */
export const MESSAGE_KINDS = ['message', 'callback'] as const;
export const MessageKind = z.enum(MESSAGE_KINDS);
export type MessageKind = z.infer<typeof MessageKind>;

const orNone = z.literal('').transform(() => null);

/** POST /api/widget/messages, by whoever has the call's key. For one call there is one; a second replaces the first. */
export const LeaveMessage = z
  .object({
    key: CallKey,
    kind: MessageKind,
    name: text(120).trim().min(1, 'is needed'),
    email: z.union([orNone, z.email('is not an e-mail address').max(254)]),
    phone: z.union([
      orNone,
      z
        .string()
        .trim()
        .max(40)
        .regex(/^\+?[\d\s().\-/]{5,}(?:\s*(?:x|ext\.?)\s*\d+)?$/i, 'is not a phone number'),
    ]),
    /** The message; of a callback, when it suits. */
    text: text(2000).trim(),
  })
  .superRefine(({ kind, text: words, phone, email }, context) => {
    if (kind === 'message' && words === '') context.addIssue({ code: 'custom', path: ['text'], message: 'is needed' });
    if (kind === 'callback' && phone === null && email === null)
      context.addIssue({ code: 'custom', path: ['phone'], message: 'is needed, or an e-mail address' });
  });
export type LeaveMessage = z.input<typeof LeaveMessage>;

export const LeftMessage = z.object({
  id: Id,
  kind: MessageKind,
  queueName: z.string(),
  callId: Id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  text: z.string(),
  createdAt: Time,
  doneAt: Time.nullable(),
  doneByName: z.string().nullable(),
});
export type LeftMessage = z.infer<typeof LeftMessage>;

/** GET /api/messages: those to be done, whoever waits longest first; then what was done last. POST /api/messages/:id/done. For supervisors and administrators. */
export const LeftMessages = z.object({ open: z.number().int(), messages: z.array(LeftMessage) });
export type LeftMessages = z.infer<typeof LeftMessages>;
