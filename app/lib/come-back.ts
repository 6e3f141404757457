import type { Socket } from 'socket.io-client';
import { type NetworkReturn, networkReturn } from './network-return.ts';

type AnySocket = Pick<Socket, 'active' | 'connected' | 'connect' | 'disconnect' | 'on' | 'off'>;

/** A new attempt has this long before a next sign of the network may start it over. */
const ATTEMPT_MS = 1_500;
const EVENTS = ['connect', 'disconnect', 'connect_error'] as const;

/**
 * Brings a socket back the moment the network is there, rather than with its own next attempt. Socket.IO goes on trying
 * by itself all the same. A socket that was closed on purpose stays closed. Returns how to stop.
 */
export function comeBack(socket: AnySocket, network: Pick<NetworkReturn, 'wait' | 'watch'> = networkReturn, now = Date.now): () => void {
  let triedAt = Number.NEGATIVE_INFINITY;
  let stopWaiting: (() => void) | null = null;
  let stopWatching: (() => void) | null = null;

  const rest = () => {
    stopWaiting?.();
    stopWatching?.();
    stopWaiting = stopWatching = null;
  };
  const anew = () => {
    if (!socket.active) return rest();
    if (now() - triedAt < ATTEMPT_MS) return;
    triedAt = now();
    socket.disconnect().connect();
  };
  // A moment later: whoever closes a socket may open it again in the same breath.
  const follow = () =>
    queueMicrotask(() => {
      if (!socket.active) return rest();
      // One that seems to be up after a sleep, or on another network, is not: the server has let it go meanwhile.
      stopWatching ??= network.watch(anew);
      if (!socket.connected) stopWaiting ??= network.wait(anew);
      else {
        stopWaiting?.();
        stopWaiting = null;
      }
    });
  for (const event of EVENTS) socket.on(event, follow);
  follow();
  return () => {
    for (const event of EVENTS) socket.off(event, follow);
    rest();
  };
}
