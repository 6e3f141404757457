import type { Namespace } from 'socket.io';
import { buildBoard } from '../routing/board.ts';
import { BoardGateway } from '../routing/board-gateway.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { DayBook } from '../routing/day-book.ts';
import type { RoutingService } from '../routing/service.ts';
import type { SocketLog } from '../sockets/handle.ts';

interface BoardOptions {
  /** Its middleware has let in only those who may look. */
  namespace: Namespace;
  service: RoutingService;
  day: DayBook;
  log: SocketLog;
}

export interface LiveBoard {
  deliver(events: readonly RoutingEvent[]): void;
  close(): void;
}

/** The live board: the day's figures, kept from what happens, and the dashboards that are told of them. */
export function openBoard({ namespace, service, day, log }: BoardOptions): LiveBoard {
  const build = () => {
    const now = service.now();
    return buildBoard(service.state, day.endedToday(now), now, service.settings);
  };
  const gateway = new BoardGateway(namespace, build, log);
  return {
    deliver(events) {
      for (const event of events) day.take(event);
      gateway.touch();
    },
    close: () => gateway.close(),
  };
}
