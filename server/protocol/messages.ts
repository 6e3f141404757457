import { z } from 'zod';
import { Caller, Id, Time, text } from './common.ts';
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
    /** What was recorded for it; the text may be empty then. */
    recordingId: z.uuid('is no recording').nullable().default(null),
  })
  .superRefine(({ kind, text: words, phone, email, recordingId }, context) => {
    if (kind === 'message' && words === '' && recordingId === null)
      context.addIssue({ code: 'custom', path: ['text'], message: 'is needed' });
    if (kind === 'callback' && phone === null && email === null)
      context.addIssue({ code: 'custom', path: ['phone'], message: 'is needed, or an e-mail address' });
  });
export type LeaveMessage = z.input<typeof LeaveMessage>;

/**
 * A message is recorded before it is left: POST /api/widget/recordings gives a room of the media server to join, `…/stop` ends it,
 * GET …/:id is what was recorded, `…/drop` throws it away. Whoever has its id, which nobody else is told, may do all of that.
 */
export const StartRecording = z.object({ key: CallKey });
export const RecordingRef = z.object({ id: z.uuid('is no recording') });
export interface RecordingStarted {
  id: string;
  /** To the room: see `openMessageRecorder`. */
  ticket: string;
  longestMs: number;
}

/** Who left it is the caller of its call: verified by the site, or as they have said. */
export const LeftMessage = Caller.omit({ verifiedIn: true }).extend({
  id: Id,
  kind: MessageKind,
  queueName: z.string(),
  callId: Id,
  phone: z.string().nullable(),
  text: z.string(),
  durationMs: z.number().int().nonnegative().nullable(), // of its recording; null: there is none
  recordingGone: z.boolean(), // deleted some time after the message was done
  createdAt: Time,
  /** Who returns it. */
  takenBy: z.object({ id: Id, name: z.string() }).nullable(),
  notes: z.string(),
  doneAt: Time.nullable(),
  doneByName: z.string().nullable(),
});
export type LeftMessage = z.infer<typeof LeftMessage>;

/**
 * GET /api/messages: those to be done, whoever waits longest first; then what was done last. Agents see those of the queues whose
 * calls they can take, supervisors and administrators all. POST /api/messages/:id/take, …/release, …/done; PUT …/:id/notes with
 * MessageNotes; GET …/:id/recording, also in parts.
 */
export const LeftMessages = z.object({ open: z.number().int(), messages: z.array(LeftMessage) });
export type LeftMessages = z.infer<typeof LeftMessages>;
export const MessageNotes = z.object({ notes: text(2000).trim() });
