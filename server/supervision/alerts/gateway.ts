import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import type { Alert, AlertFigures } from '../../protocol/alerts.ts';
import { Failure } from '../../sockets/failure.ts';
import { handle, type SocketLog } from '../../sockets/handle.ts';
import type { Supervisor } from '../grants.ts';
import { isTold } from './rights.ts';

/** How old what is known of somebody's rights may be. Whose sockets have to go is seen to elsewhere. */
const RIGHTS_KEPT_MS = 60_000;

export interface AlertsGatewayOptions {
  /** Its middleware has let in supervisors and administrators alone. */
  namespace: Namespace;
  whoIs: (cookie: string | undefined) => Promise<Supervisor | null>;
  alerts: () => readonly Alert[];
  /** What the figures of those are now. */
  figures: () => AlertFigures;
  acknowledge: (id: string, who: Supervisor) => Promise<unknown>;
  log: SocketLog;
  now: () => number;
}

/** The alerts that are not over and their figures, to each supervisor those that are theirs, whole at each change. */
export class AlertsGateway {
  readonly #options: AlertsGatewayOptions;

  constructor(options: AlertsGatewayOptions) {
    this.#options = options;
    options.namespace.on('connection', (socket) => {
      handle(socket, 'acknowledge', z.object({ id: z.string().max(64) }), options.log, async ({ id }) => {
        await options.acknowledge(id, await this.#who(socket));
      });
      void this.#send(socket);
    });
  }

  changed(): void {
    for (const socket of this.#options.namespace.sockets.values()) void this.#send(socket);
  }

  /** Only the figures are other than they were. */
  moved(): void {
    for (const socket of this.#options.namespace.sockets.values()) void this.#send(socket, { figuresAlone: true });
  }

  async #send(socket: Socket, { figuresAlone = false } = {}): Promise<void> {
    try {
      const who = await this.#who(socket);
      const alerts = this.#options.alerts().filter(({ rule }) => isTold(who, rule));
      if (!figuresAlone) socket.emit('alerts', { alerts });
      const now = this.#options.figures();
      const figures: AlertFigures = Object.fromEntries(
        alerts.flatMap(({ id }) => {
          const figure = now[id];
          return figure === undefined ? [] : [[id, figure]];
        }),
      );
      // Who can't take them now has the next ones in a second.
      if (alerts.length > 0) (figuresAlone ? socket.volatile : socket).emit('figures', { figures });
    } catch (error) {
      if (!(error instanceof Failure)) this.#options.log.error({ err: error }, 'Somebody could not be told of alerts');
    }
  }

  async #who(socket: Socket): Promise<Supervisor> {
    const { whoIs, now } = this.#options;
    const kept = socket.data.supervisor as { who: Supervisor; at: number } | undefined;
    if (kept && now() - kept.at < RIGHTS_KEPT_MS) return kept.who;
    const who = await whoIs(socket.handshake.headers.cookie);
    if (!who) throw new Failure('not-signed-in', 'Sign in first');
    socket.data.supervisor = { who, at: now() };
    return who;
  }
}
