import { EventEmitter } from 'node:events';
import type { Namespace, Socket } from 'socket.io';
import type { Traceparent } from '../protocol/trace.ts';

type Middleware = (message: [event: string, ...args: unknown[]], next: (error?: Error) => void) => void;
export type Handshake = Pick<Socket['handshake'], 'auth' | 'address' | 'headers'>;

/**
 * A browser's socket that ends at a web node, as gateways use one: what it is told goes by its own room, which Socket.IO finds on
 * whichever server it is.
 */
export class RemoteSocket {
  readonly id: string;
  readonly nsp: Namespace;
  readonly handshake: Handshake;
  data: Record<string, unknown> = {};
  connected = false;
  readonly #heard = new EventEmitter();
  readonly #middlewares: Middleware[] = [];

  constructor(namespace: Namespace, id: string, handshake: Handshake) {
    this.nsp = namespace;
    this.id = id;
    this.handshake = handshake;
  }

  on(event: string, listener: (...args: never[]) => void): this {
    this.#heard.on(event, listener as (...args: unknown[]) => void);
    return this;
  }

  /** Sees what it says before those who listen, and lets it through with `next()`. */
  use(middleware: Middleware): this {
    this.#middlewares.push(middleware);
    return this;
  }

  /** What may be lost when it can't be sent at once. */
  get volatile() {
    return { emit: (event: string, ...args: unknown[]): boolean => this.nsp.to(this.id).volatile.emit(event, ...args) };
  }

  emit(event: string, ...args: unknown[]): boolean {
    return this.nsp.to(this.id).emit(event, ...args);
  }

  /** One socket answers, if any does: `emitWithAck` rejects when none has in time, `emit` says so to its last argument. */
  timeout(ms: number) {
    const ask = async (event: string, args: unknown[]): Promise<unknown> => {
      const answers: unknown[] = await this.nsp
        .to(this.id)
        .timeout(ms)
        .emitWithAck(event, ...args);
      if (answers.length === 0) throw new Error('operation has timed out');
      return answers[0];
    };
    return {
      emitWithAck: (event: string, ...args: unknown[]) => ask(event, args),
      emit: (event: string, ...args: unknown[]) => {
        const told = args.pop() as (error: Error | null, answer?: unknown) => void;
        ask(event, args).then(
          (answer) => told(null, answer),
          (error: Error) => told(error),
        );
        return true;
      },
    };
  }

  join(room: string): void {
    this.nsp.in(this.id).socketsJoin(room);
  }

  leave(room: string): void {
    this.nsp.in(this.id).socketsLeave(room);
  }

  disconnect(close = false): this {
    this.nsp.in(this.id).disconnectSockets(close);
    this.end('server namespace disconnect');
    return this;
  }

  /** It is let in. */
  begin(): void {
    this.connected = true;
  }

  /**
   * It has said something, with the way to answer it as the last argument if it waits for one.
   * @param trace as the web node has said it, which `data.trace` has from then on
   */
  hear(event: string, args: unknown[], trace?: Traceparent | null): void {
    if (trace !== undefined) this.data.trace = trace;
    const through = (n: number): void => {
      const middleware = this.#middlewares[n];
      if (middleware === undefined) this.#heard.emit(event, ...args);
      else middleware([event, ...args], (error) => error === undefined && through(n + 1));
    };
    through(0);
  }

  /** It is gone. Twice is fine. */
  end(reason: string): void {
    if (!this.connected) return;
    this.connected = false;
    this.#heard.emit('disconnect', reason);
  }
}
