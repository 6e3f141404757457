import type { Namespace, Socket } from 'socket.io';
import type { Traceparent } from '../protocol/trace.ts';
import { type Handshake, RemoteSocket } from './remote-socket.ts';

type Middleware = (socket: Socket, next: (error?: Error) => void) => void;
type OnConnection = (socket: Socket) => void;
export type Refusal = Error & { data?: unknown };

/**
 * A namespace whose sockets end here or at web nodes: gateways let them in, serve and find them without knowing which. It has
 * what gateways use of Socket.IO's own.
 */
export class SharedNamespace {
  readonly name: string;
  readonly #local: Namespace;
  readonly #remote = new Map<string, RemoteSocket>();
  readonly #middlewares: Middleware[] = [];
  readonly #onConnection: OnConnection[] = [];

  constructor(local: Namespace) {
    this.name = local.name;
    this.#local = local;
  }

  use(middleware: Middleware): this {
    this.#middlewares.push(middleware);
    this.#local.use(middleware);
    return this;
  }

  on(event: 'connection', listener: OnConnection): this {
    this.#onConnection.push(listener);
    this.#local.on(event, listener);
    return this;
  }

  to(room: string): ReturnType<Namespace['to']> {
    return this.#local.to(room);
  }

  get sockets(): Pick<Map<string, Socket>, 'get' | 'values' | 'size'> {
    const remote = this.#remote as unknown as Map<string, Socket>;
    const local = this.#local.sockets;
    return {
      get: (id) => local.get(id) ?? remote.get(id),
      values: () => [...local.values(), ...remote.values()].values(),
      size: local.size + remote.size,
    };
  }

  /** A socket has come to a web node. Resolves with why it is refused; null: it may come in. */
  async open(id: string, handshake: Handshake): Promise<Refusal | null> {
    const remote = new RemoteSocket(this.#local, id, handshake);
    const socket = remote as unknown as Socket;
    for (const middleware of this.#middlewares) {
      const refused = await new Promise<Refusal | undefined>((resolve) => middleware(socket, resolve));
      if (refused) return refused;
    }
    this.#remote.set(id, remote);
    return null;
  }

  /** The web node has let it in. */
  begin(id: string): void {
    const remote = this.#remote.get(id);
    if (!remote || remote.connected) return;
    remote.begin();
    remote.on('disconnect', () => this.#remote.delete(id));
    for (const listener of this.#onConnection) listener(remote as unknown as Socket);
  }

  hear(id: string, event: string, args: unknown[], trace?: Traceparent | null): void {
    const remote = this.#remote.get(id);
    if (remote?.connected) remote.hear(event, args, trace);
  }

  /** It is gone from its web node, or was refused there. */
  end(id: string, reason: string): void {
    this.#remote.get(id)?.end(reason);
    this.#remote.delete(id);
  }
}
