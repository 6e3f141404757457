import type { Socket } from 'socket.io-client';
import { backgroundTimers, type Timers } from './background-timers.ts';

const AGAIN_MS = 2_000;

type AnySocket = Pick<Socket, 'active' | 'connect' | 'on' | 'off'>;

/**
 * Socket.IO comes back by itself from a lost connection, but not when the server closed it or refused it, as one that is
 * being restarted may do. This asks again then, also in a tab that nobody looks at: a caller who is away for half a
 * minute has lost their call. Returns how to stop.
 */
export function keepConnected(socket: AnySocket, timers: Pick<Timers, 'after'> = backgroundTimers): () => void {
  let stopTimer = () => {};
  const again = () => {
    if (socket.active) return;
    stopTimer();
    stopTimer = timers.after(AGAIN_MS, () => socket.connect());
  };
  const onDisconnect = (reason: string) => reason !== 'io client disconnect' && again();
  socket.on('disconnect', onDisconnect);
  socket.on('connect_error', again);
  return () => {
    stopTimer();
    socket.off('disconnect', onDisconnect);
    socket.off('connect_error', again);
  };
}
