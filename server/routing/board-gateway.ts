import type { Namespace } from 'socket.io';
import { buildBoard } from './board.ts';
import type { RoutingEvent } from './core/events.ts';
import type { DayBook } from './day-book.ts';
import type { RoutingService } from './service.ts';

/** Changes within this time go out as one. */
const COALESCE_MS = 200;
/** So that a dashboard can tell a quiet floor from a dead link. */
const HEARTBEAT_MS = 2000;

/** The supervisors' dashboards. The namespace's middleware has let in only those who may look. */
export class BoardGateway {
  readonly #namespace: Namespace;
  readonly #service: RoutingService;
  readonly #day: DayBook;
  readonly #heartbeat: NodeJS.Timeout;
  #rev = 0;
  #pending: NodeJS.Timeout | null = null;

  constructor(namespace: Namespace, service: RoutingService, day: DayBook) {
    this.#namespace = namespace;
    this.#service = service;
    this.#day = day;
    this.#heartbeat = setInterval(() => this.#send(), HEARTBEAT_MS);
    namespace.on('connection', (socket) => socket.emit('board', this.#build()));
  }

  deliver(events: readonly RoutingEvent[]): void {
    for (const event of events) this.#day.take(event);
    this.#pending ??= setTimeout(() => this.#send(), COALESCE_MS);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    if (this.#pending) clearTimeout(this.#pending);
  }

  #send(): void {
    if (this.#pending) clearTimeout(this.#pending);
    this.#pending = null;
    if (this.#namespace.sockets.size > 0) this.#namespace.emit('board', this.#build());
  }

  #build() {
    this.#rev += 1;
    const now = this.#service.now();
    return buildBoard(this.#service.state, this.#day.endedToday(now), this.#rev, now, this.#service.settings);
  }
}
