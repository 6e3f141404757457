import type { Namespace, Socket } from 'socket.io';
import { type Board, type BoardDelta, BoardScope, type BoardSnapshot } from '../protocol/board.ts';
import { handle, type SocketLog } from '../sockets/handle.ts';
import { changesBetween, deltaFor, narrowed, scopeKey } from './board-delta.ts';

/** Changes within this time go out as one. */
const COALESCE_MS = 100;
/** A large board takes time to build and send; it must not take more than this share of the server's. */
const SHARE = 0.1;
/** So that a dashboard can tell a quiet floor from a dead link. */
const HEARTBEAT_MS = 2000;

/** Dashboards that show the same: they are told the same, under the same numbers. */
interface Group {
  room: string;
  scope: BoardScope;
  rev: number;
  members: number;
}

/**
 * The supervisors' dashboards. The namespace's middleware has let in only those who may look. The board is built once for all
 * of them, what has changed is narrowed once for each scope that is watched, and made into bytes once for each scope as well.
 */
export class BoardGateway {
  readonly #namespace: Namespace;
  readonly #build: () => Board;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #groups = new Map<string, Group>();
  /** What the dashboards were told of last; null while nobody looks. */
  #board: Board | null = null;
  /** Processor time that the last round took. Not by the clock: on a busy machine that would say little of the work. */
  #tookMs = 0;
  #pending: NodeJS.Timeout | null = null;

  /** @param build the board as it is at this moment */
  constructor(namespace: Namespace, build: () => Board, log: SocketLog) {
    this.#namespace = namespace;
    this.#build = build;
    this.#heartbeat = setInterval(() => this.#send('always'), HEARTBEAT_MS);
    namespace.on('connection', (socket) => {
      handle(socket, 'watch', BoardScope, log, (scope) => this.#watch(socket, scope));
      socket.on('disconnect', () => this.#leave(socket));
    });
  }

  /** Something on the board may have changed. */
  touch(): void {
    if (this.#groups.size === 0) return;
    this.#pending ??= setTimeout(() => this.#send('changes'), Math.max(COALESCE_MS, this.#tookMs / SHARE));
  }

  close(): void {
    clearInterval(this.#heartbeat);
    if (this.#pending) clearTimeout(this.#pending);
    this.#pending = null;
  }

  #watch(socket: Socket, scope: BoardScope): void {
    // The request may have waited for its turn until its sender was gone.
    if (!socket.connected) return;
    this.#leave(socket);
    const key = scopeKey(scope);
    const group = this.#groups.get(key) ?? { room: `scope ${key}`, scope, rev: 0, members: 0 };
    this.#groups.set(key, group);
    group.members += 1;
    socket.data.board = { key, group };
    void socket.join(group.room);
    // As the group knows it: the next delta goes on from there.
    this.#board ??= this.#build();
    socket.emit('snapshot', { rev: group.rev, board: narrowed(this.#board, scope) } satisfies BoardSnapshot);
  }

  #leave(socket: Socket): void {
    const left = socket.data.board as { key: string; group: Group } | undefined;
    if (!left) return;
    socket.data.board = undefined;
    void socket.leave(left.group.room);
    left.group.members -= 1;
    if (left.group.members === 0) this.#groups.delete(left.key);
    if (this.#groups.size === 0) this.#board = null;
  }

  #send(which: 'changes' | 'always'): void {
    if (this.#pending) clearTimeout(this.#pending);
    this.#pending = null;
    const before = this.#board;
    if (before === null) return;
    const used = process.threadCpuUsage();
    const board = this.#build();
    this.#board = board;
    const changes = changesBetween(before, board);
    for (const group of this.#groups.values()) {
      const delta = deltaFor(changes, group.scope);
      if (delta === null && which === 'changes') continue;
      const from = group.rev;
      if (delta !== null) group.rev += 1;
      this.#namespace.to(group.room).emit('delta', { from, rev: group.rev, now: board.now, ...delta } satisfies BoardDelta);
    }
    const { user, system } = process.threadCpuUsage(used);
    this.#tookMs = (user + system) / 1000;
  }
}
