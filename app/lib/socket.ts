import { io, type Socket } from 'socket.io-client';
import { comeBack } from './come-back.ts';

/** Any event map of server/protocol. */
export interface EventMap {
  // biome-ignore lint/suspicious/noExplicitAny: an interface has no index, and fits one of anything alone.
  [event: string]: any;
}

/**
 * The one place that opens a socket: of the page's own origin unless `server` names another, websocket only, quick to come back.
 * Each call opens a connection of its own; the caller closes it with `disconnect()`.
 */
export function openSocket<FromServer extends EventMap, ToServer extends EventMap>(
  namespace: string,
  { auth, server = '' }: { auth?: Record<string, unknown>; server?: string } = {},
): Socket<FromServer, ToServer> {
  const socket: Socket<FromServer, ToServer> = io(server + namespace, {
    ...(auth === undefined ? {} : { auth }),
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 2_000,
    timeout: 5_000,
  });
  comeBack(socket as unknown as Socket);
  return socket;
}
