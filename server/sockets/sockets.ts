import type { Namespace } from 'socket.io';

/** What gateways open their namespaces on: Socket.IO's server, or one whose browsers are at web nodes too (`server/doors`). */
export interface Sockets {
  of(name: string): Namespace;
  /** How many browsers and centers are connected. */
  count(): number;
}
