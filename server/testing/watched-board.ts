import type { Socket } from 'socket.io-client';
import type { Board, BoardDelta, BoardScope, BoardSnapshot } from '../protocol/board.ts';
import { applyDelta, type Numbered } from '../protocol/board-delta.ts';

const EVERYTHING: BoardScope = { sections: ['queues', 'agents', 'calls'], centerIds: null, queueId: null };

/** A dashboard without a screen: what it would show, from the first snapshot on. */
export function watchBoard(socket: Socket, scope = EVERYTHING): { board: Board | undefined; snapshots: number; deltas: BoardDelta[] } {
  const seen = { board: undefined as Board | undefined, snapshots: 0, deltas: [] as BoardDelta[] };
  let known: Numbered | null = null;
  const take = (next: Numbered) => {
    known = next;
    seen.board = next.board;
  };
  const ask = () => socket.emit('watch', scope, () => {});
  socket.on('connect', ask);
  if (socket.connected) ask();
  socket.on('snapshot', (snapshot: BoardSnapshot) => {
    seen.snapshots += 1;
    take(snapshot);
  });
  socket.on('delta', (delta: BoardDelta) => {
    seen.deltas.push(delta);
    const next = known && applyDelta(known, delta);
    if (next) take(next);
    else if (known) {
      known = null;
      ask();
    }
  });
  return seen;
}
