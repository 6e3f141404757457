import { z } from 'zod';
import { type Ack, CallId, EndReason, QueueId, Time, text } from './common.ts';

/** Click-to-call widget ↔ routing server: Socket.IO namespace `/widget`, nobody signed in. */
export const WIDGET_NAMESPACE = '/widget';

export const StartCall = z.object({
  queueId: QueueId,
  name: text(120).trim().min(1, 'is needed'),
  email: z.union([z.literal('').transform(() => null), z.email('is not an e-mail address').max(254)]).nullable(),
  customerId: text(64).nullable(),
  page: text(500).nullable(),
  question: text(500).trim().nullable(),
});
export type StartCall = z.input<typeof StartCall>;

/** The secret that lets the same browser, and nobody else, come back to its call. */
export const CallKey = z.object({ callId: CallId, secret: z.string().min(16).max(128) });
export type CallKey = z.infer<typeof CallKey>;

export const WidgetPhase = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting'), position: z.number().int().positive(), since: Time }), // 1 is next
  z.object({ kind: z.literal('ringing'), since: Time }),
  z.object({ kind: z.literal('connecting'), agentName: z.string() }),
  // agentAwayUntil: the agent's connection is gone; the call ends then unless they are back
  z.object({ kind: z.literal('connected'), agentName: z.string(), since: Time, agentAwayUntil: Time.nullable() }),
  z.object({ kind: z.literal('ended'), reason: EndReason, talkMs: z.number().nonnegative() }),
]);
export type WidgetPhase = z.infer<typeof WidgetPhase>;

export const WidgetCall = z.object({
  rev: z.number().int(), // grows with every message about this call; drop an older one
  now: Time, // the routing server's clock
  callId: CallId,
  queueName: z.string(),
  phase: WidgetPhase,
  ticket: z.string(), // for the media server, see protocol/media.ts; good from the moment of queueing
});
export type WidgetCall = z.infer<typeof WidgetCall>;

export interface WidgetToRouting {
  start: (message: StartCall, ack: (ack: Ack<{ key: CallKey; call: WidgetCall }>) => void) => void;
  /** After each reconnection. `not-found` when the call is over and forgotten. */
  resume: (message: CallKey, ack: (ack: Ack<{ call: WidgetCall }>) => void) => void;
  /** The caller leaves: abandons a waiting call, ends one in progress. */
  leave: (message: Record<string, never>, ack: (ack: Ack) => void) => void;
}
export interface RoutingToWidget {
  call: (call: WidgetCall) => void;
}

/** GET /api/widget/topics */
export const Topics = z.object({ topics: z.array(z.object({ id: QueueId, name: z.string() })) });
export type Topics = z.infer<typeof Topics>;
/** POST /api/widget/leave takes a CallKey: the farewell of a page that is being closed (navigator.sendBeacon). */
