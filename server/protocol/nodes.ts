import { z } from 'zod';
import { type Ack, CallId, Count, type TimeTold, Token } from './common.ts';
import { PartyId } from './conversation.ts';
import type { MediaWord } from './machines.ts';
import { ListenerId, MediaParty, NodeId } from './media.ts';
import { Traceparent } from './trace.ts';

/**
 * A media node ↔ routing server: Socket.IO namespace `/nodes`. The node dials, and shows a key (`NodeAuth`); a refusal is a
 * `connect_error` whose `data` is a `WireError`. The server says `hello`, and the node answers with the rooms that it has: after a
 * change of routing servers they are taken up as they are. Then `sync` says what every room of the node is to be, and rooms that
 * are not named close. From then on each change of a room is said whole, so that hearing something twice does no harm.
 */
export const NODES_NAMESPACE = '/nodes';

/** So often a node says how it is; one that is silent for `NODE_SILENT_MS` gets no new rooms. */
export const NODE_HEARTBEAT_MS = 1000;
export const NODE_SILENT_MS = 5000;
/** A recording goes up the link as a file, in one message, and a message may have 2 MB. */
export const MOST_RECORDED_BYTES = 1.9 * 1024 * 1024;
const MOST_ROOMS = 20_000;
const MOST_IN_ROOM = 64;

/** `epoch` names this run of the node. */
export const NodeAuth = z.object({ nodeId: NodeId, key: z.string().max(200), epoch: z.string().min(1).max(64) });
export type NodeAuth = z.infer<typeof NodeAuth>;

const Parties = z.array(MediaParty).max(MOST_IN_ROOM);
/** What a conversation's room is to be, whole: which agents may be in, who hears whom, and which supervisors listen. */
export const RoomWish = z.object({
  tokens: z.array(Token).max(MOST_IN_ROOM),
  held: z.array(PartyId).max(MOST_IN_ROOM),
  silenced: z.array(PartyId).max(MOST_IN_ROOM),
  listeners: z.array(z.object({ id: ListenerId, heardBy: z.union([z.enum(['nobody', 'everybody']), Parties]) })).max(MOST_IN_ROOM),
});
export type RoomWish = z.infer<typeof RoomWish>;

export const NodeLoad = z.object({ rooms: Count, parties: Count, draining: z.boolean() });
export type NodeLoad = z.infer<typeof NodeLoad>;

/** Who is in, whether each was heard, and whom it hears now. */
export const NodeRoom = z.object({
  callId: CallId,
  parties: z.array(z.object({ id: MediaParty, heard: z.boolean(), hears: Parties })).max(MOST_IN_ROOM),
});
export type NodeRoom = z.infer<typeof NodeRoom>;
/** The answer to `hello`. */
export const NodeState = z.object({ rooms: z.array(NodeRoom).max(MOST_ROOMS), load: NodeLoad });
export type NodeState = z.infer<typeof NodeState>;

/** `lease`: the epoch of the routing server's lease. A node that has seen a younger one leaves. `ticketKey`: raw Ed25519, base64url. */
export const Hello = z.object({ lease: z.string().regex(/^\d{1,19}$/), ticketKey: z.string().regex(/^[\w-]{43}$/) });
export type Hello = z.infer<typeof Hello>;
/** `trace`: of the conversation, where it is traced. */
export const RoomFollow = z.object({ callId: CallId, wish: RoomWish, trace: Traceparent.optional() });
export type RoomFollow = z.infer<typeof RoomFollow>;
export const RoomsSync = z.object({ rooms: z.array(RoomFollow).max(MOST_ROOMS) });
export type RoomsSync = z.infer<typeof RoomsSync>;
/** `moved`: its parties have, or get, tickets for another node. */
export const RoomClose = z.object({ callId: CallId, reason: z.enum(['call-ended', 'moved']) });
export type RoomClose = z.infer<typeof RoomClose>;
/** A room of one party: who hears themselves, or leaves a message. */
export const AloneOpen = z.object({ room: CallId, kind: z.enum(['echo', 'recording']), lifeMs: z.number().int().positive().max(600_000) });
export type AloneOpen = z.infer<typeof AloneOpen>;
export const AloneEnd = z.object({ room: CallId });
export type AloneEnd = z.infer<typeof AloneEnd>;

const Figure = z.number().min(0).max(1e9);
/** How good the line of a party was that has left: see media/quality.ts. */
export const RoomQuality = z.object({
  callId: CallId,
  party: MediaParty,
  samples: Count,
  ...{ mosAverage: Figure, mosWorst: Figure, lossUp: Figure, lossDown: Figure, jitterUpMs: Figure, jitterDownMs: Figure },
  rttMs: Figure.nullable(),
});
export type RoomQuality = z.infer<typeof RoomQuality>;
/** `recorded`: null when nothing was heard, and of an echo room. */
export const AloneOver = z.object({
  room: CallId,
  recorded: z
    .object({
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= MOST_RECORDED_BYTES, 'is too large'),
      durationMs: Count,
    })
    .nullable(),
});
export type AloneOver = z.infer<typeof AloneOver>;

export interface RoutingToNode {
  hello: (message: Hello, answer: (state: NodeState) => void) => void;
  sync: (message: RoomsSync) => void;
  follow: (message: RoomFollow) => void;
  close: (message: RoomClose) => void;
  'open-alone': (message: AloneOpen) => void;
  'end-alone': (message: AloneEnd) => void;
}

/** What is acknowledged was taken; the node says it again after a lost link otherwise. */
export interface NodeToRouting {
  load: (message: NodeLoad, ack: (ack: Ack<TimeTold>) => void) => void;
  machine: (message: MediaWord) => void; // the rest of how it is
  flow: (message: NodeRoom) => void;
  quality: (message: RoomQuality, ack: (ack: { ok: boolean }) => void) => void;
  'alone-over': (message: AloneOver, ack: (ack: { ok: boolean }) => void) => void;
}
