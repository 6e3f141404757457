import type { Namespace, Socket } from 'socket.io';
import { Failure } from '../sockets/failure.ts';
import { refuseConnection, type SocketLog } from '../sockets/handle.ts';
import type { Auth, SignedIn } from './auth.ts';

const RECHECK_EVERY_MS = 60_000;

type Admits = (who: SignedIn) => boolean;

/**
 * Sockets that belong to signed-in people. Cookies are shown once, when a socket opens, and a socket may stay open for
 * days: so whoever loses the right to it is cut off as soon as this server learns of it, and within a minute when a
 * session ends unseen (by time, or in the database).
 */
export class SignedInSockets {
  readonly #whoIs: Auth['whoIs'];
  readonly #log: SocketLog;
  readonly #guarded: { namespace: Namespace; admits: Admits }[] = [];
  readonly #timer: NodeJS.Timeout;
  #checking = false;

  constructor({ whoIs, log }: { whoIs: Auth['whoIs']; log: SocketLog }) {
    this.#whoIs = whoIs;
    this.#log = log;
    this.#timer = setInterval(() => void this.#recheckAll(), RECHECK_EVERY_MS);
    this.#timer.unref();
  }

  /** Lets into a namespace only people whom `admits` accepts, and keeps them only as long as it does. */
  guard(namespace: Namespace, admits: Admits): void {
    this.#guarded.push({ namespace, admits });
    namespace.use((socket, next) => {
      this.#letIn(socket, admits).then(
        () => next(),
        (error: unknown) => next(refuseConnection(this.#failureOf(error))),
      );
    });
  }

  /** Cuts off those of a person's sockets that they may no longer have. To be called after each change of their rights. */
  async recheck(userId: string): Promise<void> {
    for (const { socket, admits } of this.#sockets()) {
      if (socket.data.userId !== userId) continue;
      // Something has changed: without an answer the socket goes, and the browser asks again.
      if (!(await this.#holds(socket, admits).catch(() => false))) this.#cutOff(socket);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #letIn(socket: Socket, admits: Admits): Promise<void> {
    const who = await this.#whoIs(socket.handshake.headers.cookie);
    if (!who) throw new Failure('not-signed-in', 'Sign in first');
    if (!admits(who)) throw new Failure('forbidden', 'Your account may not use this');
    socket.data.userId = who.id;
  }

  async #recheckAll(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    try {
      // One after the other: nobody waits for it.
      for (const { socket, admits } of this.#sockets()) if (!(await this.#holds(socket, admits))) this.#cutOff(socket);
    } catch (error) {
      // A database that is away takes nobody's right away.
      this.#log.error({ err: error }, 'Open sockets could not be checked');
    } finally {
      this.#checking = false;
    }
  }

  async #holds(socket: Socket, admits: Admits): Promise<boolean> {
    const who = await this.#whoIs(socket.handshake.headers.cookie);
    return who !== null && who.id === socket.data.userId && admits(who);
  }

  #cutOff(socket: Socket): void {
    this.#log.warn({ userId: socket.data.userId, namespace: socket.nsp.name }, 'Somebody who may no longer be here was cut off');
    socket.disconnect(true);
  }

  #sockets(): { socket: Socket; admits: Admits }[] {
    return this.#guarded.flatMap(({ namespace, admits }) => [...namespace.sockets.values()].map((socket) => ({ socket, admits })));
  }

  #failureOf(error: unknown): Failure {
    if (error instanceof Failure) return error;
    this.#log.error({ err: error }, 'A sign-in could not be checked');
    return new Failure('unavailable', 'Sign-in can’t be checked at the moment');
  }
}
