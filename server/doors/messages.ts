import { z } from 'zod';
import { Traceparent } from '../protocol/trace.ts';

/**
 * Web nodes ↔ the routing server that decides, over Socket.IO's own bus between servers (`serverSideEmit`, on Redis). A browser's
 * socket ends at a web node, its door; what it says goes up in these messages. What it is told goes down as Socket.IO sends to
 * rooms of other servers, and needs none.
 */
export const BUS_UP = 'tandem-up';
export const BUS_DOWN = 'tandem-down';

/** Namespaces whose sockets are served through doors. Media is reached directly, and centers link to the routing server itself. */
export const THROUGH_DOORS = /^\/(?:widget|board|alerts|supervise|cti\/[a-z0-9-]{1,32})$/;

/** Names that Socket.IO gives meanings of its own: a browser that says one of them would be taken for its own socket's end. */
const RESERVED = ['connect', 'connection', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener', 'error'];
export const isReserved = (event: string): boolean => RESERVED.includes(event);

const Id = z.string().min(1).max(64);
const SocketRef = z.object({ namespace: z.string().regex(THROUGH_DOORS), id: Id });
/** Each message of a door is numbered within its run, so that the other end knows when one was lost. */
const FromDoor = z.object({ door: Id, n: z.number().int().min(1) });

export const UpMessage = z.discriminatedUnion('kind', [
  FromDoor.extend({ kind: z.literal('here') }),
  FromDoor.extend({
    kind: z.literal('open'),
    socket: SocketRef,
    auth: z.record(z.string(), z.unknown()),
    address: z.string().max(64),
    headers: z.record(z.string(), z.string()),
  }),
  FromDoor.extend({ kind: z.literal('in'), socket: SocketRef }),
  FromDoor.extend({
    kind: z.literal('say'),
    socket: SocketRef,
    event: z
      .string()
      .max(64)
      .refine((name) => !isReserved(name), 'is a name of Socket.IO’s own'),
    args: z.array(z.unknown()).max(4),
    /** Names the answer that the browser waits for; null when it waits for none. */
    answerTo: z.number().int().nullable(),
    /** Of what this web node does for it; null: it has decided that there is no trace; left out: it makes none. */
    trace: Traceparent.nullable().optional(),
  }),
  FromDoor.extend({ kind: z.literal('gone'), socket: SocketRef, reason: z.string().max(64) }),
]);
export type UpMessage = z.infer<typeof UpMessage>;
type WithoutNumber<T> = T extends unknown ? Omit<T, 'door' | 'n'> : never;
export type FromSocket = WithoutNumber<UpMessage>;

export const DownMessage = z.discriminatedUnion('kind', [
  /** The one before has lost the lease, and another will decide in a moment: browsers may set out for it. */
  z.object({ kind: z.literal('takes-over'), epoch: z.number().int() }),
  /** Said often: who decides, by its run, and in which epoch of the lease: an older one that comes late means nothing any more. */
  z.object({ kind: z.literal('decides'), run: Id, epoch: z.number().int().default(0) }),
  /** `refused` is the error of Socket.IO's handshake; null: the socket is let in. */
  z.object({
    kind: z.literal('opened'),
    door: Id,
    id: Id,
    refused: z.object({ message: z.string(), data: z.unknown() }).nullable(),
  }),
  z.object({ kind: z.literal('answer'), door: Id, answerTo: z.number().int(), args: z.array(z.unknown()) }),
  /** Messages of this door were lost: its browsers come anew. */
  z.object({ kind: z.literal('anew'), door: Id }),
]);
export type DownMessage = z.infer<typeof DownMessage>;
