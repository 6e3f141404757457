import { z } from 'zod';
import { type Ack, CallId, CenterId, Channel, Time } from './common.ts';
import { type Directory, Hold, Party, Resume, Transfer } from './conversation.ts';
import { ListeningWay } from './listening-way.ts';
import { SUPERVISE_NAMESPACE } from './namespaces.ts';
import { type CallText, Say, TextsAfter, type TextsToPeople } from './texts.ts';

/**
 * Supervisor ↔ routing server: Socket.IO namespace `/supervise`, signed in as supervisor or administrator.
 *
 * A listening session is one supervisor in one agent's call, through the conversation's own media room. One who comes back
 * within `LISTENER_GRACE_MS` resumes it by its id; whoever begins another one ends the one they had. Sessions don't survive a
 * restart of the server: a supervisor is in no room that they have not asked for since.
 */
export { SUPERVISE_NAMESPACE };

/** How long a session is kept for a supervisor whose connection is gone. */
export const LISTENER_GRACE_MS = 15_000;

export const SessionId = z.string().regex(/^[\w-]{1,64}$/, 'is not a listening session');
export const StartListening = z.object({ callId: CallId, how: ListeningWay });
export const SwitchListening = z.object({ sessionId: SessionId, how: ListeningWay });
export const ListeningRef = z.object({ sessionId: SessionId });
/** What a supervisor who has taken a caller over does with them, besides hanging up, which is `stop`. */
export const CallerAction = z.discriminatedUnion('kind', [Hold, Resume, Transfer]);
export const ControlCaller = ListeningRef.extend({ action: CallerAction });
export const SayInListening = ListeningRef.extend(Say.shape);
export const TextsAfterInListening = ListeningRef.extend(TextsAfter.shape);
export type CallerAction = z.infer<typeof CallerAction>;
export type ControlCaller = z.infer<typeof ControlCaller>;
export type SayInListening = z.infer<typeof SayInListening>;
export type TextsAfterInListening = z.infer<typeof TextsAfterInListening>;
export type StartListening = z.infer<typeof StartListening>;
export type SwitchListening = z.infer<typeof SwitchListening>;
export type ListeningRef = z.infer<typeof ListeningRef>;

export const ListeningSession = z.object({
  id: SessionId,
  now: Time, // the routing server's clock
  callId: CallId,
  conversationId: CallId,
  centerId: CenterId, // of the agent
  /** By text there is nothing to hear, and no media: what is written is read, and whoever whispers or has joined writes. */
  channel: Channel,
  how: ListeningWay,
  /** They have the caller themselves: it is their own call, which `stop` ends. */
  takenOver: z.boolean(),
  /** The caller is on hold since then. */
  heldSince: Time.nullable(),
  since: Time,
  howSince: Time,
  /** Whether the agent is told by their center's rule also of one who is heard by nobody. */
  told: z.boolean(),
  ticket: z.string(), // for the media server
  agentName: z.string(),
  callerName: z.string(),
  /** Which of the parties is the agent whose call it is. */
  agentParty: z.string(),
  parties: z.array(Party),
});
export type ListeningSession = z.infer<typeof ListeningSession>;

/** `handed-on`: they have sent the caller on. `replaced`: they have begun to listen elsewhere. `lost`: their connection did not come back in time. `moved-up`: the text conversation has become a call. */
export const LISTENING_ENDS = ['stopped', 'call-over', 'moved-up', 'handed-on', 'replaced', 'lost', 'not-allowed', 'server-ended'] as const;
export type ListeningEnd = (typeof LISTENING_ENDS)[number];

export interface SupervisorToRouting {
  start: (message: StartListening, ack: (ack: Ack<{ session: ListeningSession }>) => void) => void;
  resume: (message: ListeningRef, ack: (ack: Ack<{ session: ListeningSession }>) => void) => void;
  switch: (message: SwitchListening, ack: (ack: Ack<{ session: ListeningSession }>) => void) => void;
  /** The agent goes to wrap-up, the caller stays with the supervisor, who is heard by all from then on. */
  'take-over': (message: ListeningRef, ack: (ack: Ack<{ session: ListeningSession }>) => void) => void;
  stop: (message: ListeningRef, ack: (ack: Ack) => void) => void;
  /** Of a text conversation: a whisper goes to the agent alone, who has joined or has the caller writes to all. Of a call, for who has the caller. */
  say: (message: SayInListening, ack: (ack: Ack<{ text: CallText }>) => void) => void;
  'texts-after': (message: TextsAfterInListening, ack: (ack: Ack<{ texts: CallText[] }>) => void) => void;
  /** These are for who has the caller. */
  control: (message: ControlCaller, ack: (ack: Ack) => void) => void;
  /** Where the caller can be sent now. */
  directory: (message: ListeningRef, ack: (ack: Ack<Directory>) => void) => void;
}
export interface RoutingToSupervisor extends TextsToPeople {
  /** The whole session, on each change. */
  session: (session: ListeningSession) => void;
  ended: (message: { sessionId: string; why: ListeningEnd }) => void;
}
