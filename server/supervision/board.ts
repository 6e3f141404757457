import type { Namespace } from 'socket.io';
import type { Board } from '../protocol/board.ts';
import { BoardGateway } from '../routing/board-gateway.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { SocketLog } from '../sockets/handle.ts';

interface BoardOptions {
  /** Its middleware has let in only those who may look. */
  namespace: Namespace;
  figures: { board(): Board; take(events: readonly RoutingEvent[]): void };
  log: SocketLog;
}

export interface LiveBoard {
  deliver(events: readonly RoutingEvent[]): void;
  close(): void;
}

/** The live board: the day's figures, kept from what happens, and the dashboards that are told of them. */
export function openBoard({ namespace, figures, log }: BoardOptions): LiveBoard {
  const gateway = new BoardGateway(namespace, () => figures.board(), log);
  return {
    deliver(events) {
      figures.take(events);
      gateway.touch();
    },
    close: () => gateway.close(),
  };
}
