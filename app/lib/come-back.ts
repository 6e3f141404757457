import type { Socket } from 'socket.io-client';
import { type NetworkReturn, networkReturn } from './network-return.ts';

type AnySocket = Pick<Socket, 'active' | 'connected' | 'connect' | 'disconnect' | 'on' | 'off'> & {
  io: { on(event: 'reconnect_attempt', listener: () => void): unknown; off(event: 'reconnect_attempt', listener: () => void): unknown };
};

/** The page has just come over this network: a first attempt that takes long has met a busy server, not a lost packet. */
const FIRST_ATTEMPT_MS = 5_000;
/** A later attempt has this long before a sign of the network may start it over; each in a row has twice the time of the one before. */
const ATTEMPT_MS = 1_500;
const LONGEST_ATTEMPT_MS = 6_000;
const EVENTS = ['connect', 'disconnect', 'connect_error'] as const;

/**
 * Brings a socket back the moment the network is there, rather than with its own next attempt. Socket.IO goes on trying
 * by itself all the same. A socket that was closed on purpose stays closed. Returns how to stop.
 */
export function comeBack(socket: AnySocket, network: Pick<NetworkReturn, 'wait' | 'watch'> = networkReturn, now = Date.now): () => void {
  let patience = ATTEMPT_MS;
  let undisturbedUntil = socket.connected ? 0 : now() + FIRST_ATTEMPT_MS;
  let stopWaiting: (() => void) | null = null;
  let stopWatching: (() => void) | null = null;

  const rest = () => {
    stopWaiting?.();
    stopWatching?.();
    stopWaiting = stopWatching = null;
  };
  const anew = () => {
    if (!socket.active) return rest();
    if (now() < undisturbedUntil) return;
    undisturbedUntil = now() + patience;
    patience = Math.min(patience * 2, LONGEST_ATTEMPT_MS);
    socket.disconnect().connect();
  };
  const attempted = () => {
    undisturbedUntil = now() + patience;
  };
  const ended = () => {
    undisturbedUntil = 0;
    if (socket.connected) patience = ATTEMPT_MS;
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
  for (const event of EVENTS) socket.on(event, ended).on(event, follow);
  socket.io.on('reconnect_attempt', attempted);
  follow();
  return () => {
    for (const event of EVENTS) socket.off(event, ended).off(event, follow);
    socket.io.off('reconnect_attempt', attempted);
    rest();
  };
}
