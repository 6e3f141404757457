import type { Socket } from 'socket.io-client';

const AGAIN_MS = 2_000;

type AnySocket = Pick<Socket, 'active' | 'connect' | 'on' | 'off'>;

/**
 * Socket.IO comes back by itself from a lost connection, but not when the server closed it or refused it, as one that is
 * being restarted may do. This asks again then. Returns how to stop.
 */
export function keepConnected(socket: AnySocket): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    if (socket.active) return;
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), AGAIN_MS);
  };
  const onDisconnect = (reason: string) => reason !== 'io client disconnect' && again();
  socket.on('disconnect', onDisconnect);
  socket.on('connect_error', again);
  return () => {
    clearTimeout(timer);
    socket.off('disconnect', onDisconnect);
    socket.off('connect_error', again);
  };
}
