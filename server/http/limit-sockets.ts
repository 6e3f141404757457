import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import type { Server } from 'socket.io';
import type { Intake } from '../abuse/intake.ts';
import { MEDIA_NAMESPACE } from '../protocol/media.ts';
import { WIDGET_NAMESPACE } from '../protocol/widget.ts';
import { clientAddress, countedAs } from './addresses.ts';

/** Where anybody gets in; behind all others people have signed in, or a center has shown its key. */
const FOR_ANYBODY: readonly string[] = ['/', WIDGET_NAMESPACE, MEDIA_NAMESPACE];
/** Ends the packet's connection in good order: a good-bye to a namespace where nobody is. */
const GOOD_BYE = '1';

interface Packet {
  type: string;
  data?: unknown;
}
interface Connection {
  request: IncomingMessage;
  on(event: 'packet', listener: (packet: Packet) => void): void;
  once(event: 'close', listener: () => void): void;
}
interface Joined {
  name: string;
  on(event: 'connection', listener: (socket: { conn: object }) => void): void;
}

export const senderOf = (request: Pick<IncomingMessage, 'socket' | 'headers'>, proxies: BlockList): string =>
  countedAs(clientAddress(request.socket.remoteAddress, request.headers, proxies));

/**
 * What one address sends beyond measure is not read, and ends its connection; for a moment it gets no other. Nor does one that has ever
 * so many open.
 * @returns to be called once sockets are attached to the server
 */
export function limitSockets({
  io,
  http,
  intake,
  proxies,
}: {
  io: Server;
  http: HttpServer;
  intake: Intake;
  proxies: BlockList;
}): () => void {
  const known = new WeakSet<object>();
  const counted = new WeakMap<object, () => void>();
  io.on('new_namespace', (namespace: Joined) => {
    if (!FOR_ANYBODY.includes(namespace.name))
      namespace.on('connection', ({ conn }) => {
        known.add(conn);
        counted.get(conn)?.();
      });
  });
  // Before anything is made of it: to refuse who comes again at once must cost less than to serve them. A proxy's own is never full.
  http.prependListener('connection', (socket) => {
    if (!intake.mayConnect(senderOf({ socket, headers: {} }, proxies), performance.now())) socket.destroy();
  });
  return () =>
    void io.engine.on('connection', (connection: Connection) => {
      const address = senderOf(connection.request, proxies);
      const closed = intake.opened(address);
      counted.set(connection, closed);
      connection.once('close', closed);
      connection.on('packet', (packet) => {
        if (packet.type !== 'message' || known.has(connection)) return;
        if (!intake.take(address, sizeOf(packet.data), performance.now())) packet.data = GOOD_BYE;
      });
    });
}

/** In bytes, or characters: what it costs to read. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return data instanceof Uint8Array ? data.byteLength : 0;
}
