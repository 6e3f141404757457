'use client';

import { useEffect, useRef, useState } from 'react';
import type { Socket } from 'socket.io-client';
import { BOARD_NAMESPACE, type Board, type BoardScope, type BoardToRouting, type RoutingToBoard } from '../../../server/protocol/board.ts';
import { applyDelta, type Numbered } from '../../../server/protocol/board-delta.ts';
import type { WireError } from '../../../server/protocol/common.ts';
import { ServerClock } from '../../lib/clock.ts';
import { keepConnected } from '../../lib/keep-connected.ts';
import { openSocket } from '../../lib/socket.ts';

type BoardState =
  | { kind: 'loading'; online: boolean }
  | { kind: 'refused'; error: WireError }
  | { kind: 'shown'; board: Board; online: boolean };

const FINAL = new Set<string | undefined>(['not-signed-in', 'forbidden'] satisfies WireError['code'][]);

const NOT_YOURS: WireError = { code: 'forbidden', message: 'You may not see this board.' };

/** The part of the board that `scope` covers as it comes in, and the routing server's clock with it. */
export function useBoard(scope: BoardScope): { state: BoardState; clock: ServerClock } {
  const [clock] = useState(() => new ServerClock());
  const [state, setState] = useState<BoardState>({ kind: 'loading', online: true });
  const [socket, setSocket] = useState<Socket<RoutingToBoard, BoardToRouting> | null>(null);
  const wanted = useRef(scope);
  const key = JSON.stringify(scope);

  useEffect(() => {
    const opened = openSocket<RoutingToBoard, BoardToRouting>(BOARD_NAMESPACE);
    const stopKeeping = keepConnected(opened);
    // Nothing is taken in between what was missed and the snapshot that makes it good.
    let known: Numbered | null = null;
    const show = (next: Numbered) => {
      known = next;
      clock.observe(next.board.now);
      setState({ kind: 'shown', board: next.board, online: true });
    };
    const isOnline = (online: boolean) =>
      setState((before) => (before.kind === 'refused' || before.online === online ? before : { ...before, online }));

    // Also after the server was restarted, or the network was away: what was missed is in the snapshot.
    opened.on('connect', () => {
      known = null;
      ask(opened, wanted.current);
    });
    opened.on('snapshot', show);
    opened.on('delta', (delta) => {
      if (known === null) return;
      const next = applyDelta(known, delta);
      if (next !== null) return show(next);
      known = null;
      ask(opened, wanted.current);
    });
    opened.on('disconnect', () => isOnline(false));
    opened.on('connect_error', (error: Error & { data?: WireError }) => {
      isOnline(false);
      if (!FINAL.has(error.data?.code)) return;
      stopKeeping();
      setState({ kind: 'refused', error: error.data ?? NOT_YOURS });
    });
    setSocket(opened);
    return () => {
      stopKeeping();
      opened.disconnect();
    };
  }, [clock]);

  useEffect(() => {
    const next = JSON.parse(key) as BoardScope;
    const same = JSON.stringify(wanted.current) === key;
    wanted.current = next;
    if (!same && socket?.connected) ask(socket, next);
  }, [key, socket]);

  return { state, clock };
}

/** The answer is the snapshot. An address may name what can be nobody's center or queue: then all is shown, and the filter says so. */
function ask(socket: Socket<RoutingToBoard, BoardToRouting>, scope: BoardScope): void {
  socket.emit('watch', scope, (answer) => {
    if (!answer.ok && answer.error.code === 'bad-request') socket.emit('watch', { ...scope, centerIds: null, queueId: null }, () => {});
  });
}
