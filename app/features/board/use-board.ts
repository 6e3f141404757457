'use client';

import { useEffect, useState } from 'react';
import { BOARD_NAMESPACE, type Board, type RoutingToBoard } from '../../../server/protocol/board.ts';
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

/** The board as it comes in, and the routing server's clock with it. */
export function useBoard(): { state: BoardState; clock: ServerClock } {
  const [clock] = useState(() => new ServerClock());
  const [state, setState] = useState<BoardState>({ kind: 'loading', online: true });

  useEffect(() => {
    const socket = openSocket<RoutingToBoard, Record<string, never>>(BOARD_NAMESPACE);
    const stopKeeping = keepConnected(socket);
    // Numbers of one connection only grow; a server that was restarted begins anew.
    let lastRev = Number.NEGATIVE_INFINITY;
    const isOnline = (online: boolean) =>
      setState((before) => (before.kind === 'refused' || before.online === online ? before : { ...before, online }));

    socket.on('connect', () => {
      lastRev = Number.NEGATIVE_INFINITY;
    });
    socket.on('board', (board) => {
      if (board.rev <= lastRev) return;
      lastRev = board.rev;
      clock.observe(board.now);
      setState({ kind: 'shown', board, online: true });
    });
    socket.on('disconnect', () => isOnline(false));
    socket.on('connect_error', (error: Error & { data?: WireError }) => {
      isOnline(false);
      if (!FINAL.has(error.data?.code)) return;
      stopKeeping();
      setState({ kind: 'refused', error: error.data ?? NOT_YOURS });
    });
    return () => {
      stopKeeping();
      socket.disconnect();
    };
  }, [clock]);

  return { state, clock };
}
