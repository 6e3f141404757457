import type { Namespace } from 'socket.io';
import { buildBoard } from './board.ts';
import type { RoutingEvent } from './core/events.ts';
import type { DayBook } from './day-book.ts';
import type { RoutingService } from './service.ts';

/** Changes within this time go out as one. */
const COALESCE_MS = 200;
/** A large board takes time to build and send; it must not take more than this share of the server's. */
const SHARE = 0.1;
/** So that a dashboard can tell a quiet floor from a dead link. */
const HEARTBEAT_MS = 2000;

/** The supervisors' dashboards. The namespace's middleware has let in only those who may look. */
export class BoardGateway {
  readonly #namespace: Namespace;
  readonly #service: RoutingService;
  readonly #day: DayBook;
  readonly #heartbeat: NodeJS.Timeout;
  #rev = 0;
  /** How long the last board took. */
  #tookMs = 0;
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
    this.#pending ??= setTimeout(() => this.#send(), Math.max(COALESCE_MS, this.#tookMs / SHARE));
  }

  close(): void {
    clearInterval(this.#heartbeat);
    if (this.#pending) clearTimeout(this.#pending);
  }

  #send(): void {
    if (this.#pending) clearTimeout(this.#pending);
    this.#pending = null;
    if (this.#namespace.sockets.size === 0) return;
    const begunAt = performance.now();
    this.#namespace.emit('board', this.#build());
    this.#tookMs = performance.now() - begunAt;
  }

  #build() {
    this.#rev += 1;
    const now = this.#service.now();
    return buildBoard(this.#service.state, this.#day.endedToday(now), this.#rev, now, this.#service.settings);
  }
}
