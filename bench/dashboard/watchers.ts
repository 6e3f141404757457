/** Dashboards without screens, in a process of their own. Arguments: the port, and how many. */

import { isDeepStrictEqual } from 'node:util';
import { io, type Socket } from 'socket.io-client';
import {
  BOARD_NAMESPACE,
  BOARD_TABLES,
  type Board,
  type BoardDelta,
  type BoardScope,
  type BoardSnapshot,
} from '../../server/protocol/board.ts';
import { applyDelta, type Numbered } from '../../server/protocol/board-delta.ts';
import { narrowed } from '../../server/routing/board-delta.ts';
import type { FromWatchers, ToWatchers } from './messages.ts';
import { scopeOf } from './scopes.ts';

const url = `http://127.0.0.1:${process.argv[2]}${BOARD_NAMESPACE}`;
const dashboards = Number(process.argv[3]);
const tell = (message: FromWatchers) => process.send?.(message);

/** Of one delta in so many the size is looked at. */
const BYTES_OF = 50;

let measuring = false;
let staleness: number[] = [];
let deltas = 0;
let bytes = 0;
let gaps = 0;

class Watcher {
  readonly socket: Socket;
  readonly scope: BoardScope;
  known: Numbered | null = null;
  #onSnapshot: (() => void)[] = [];

  constructor(scope: BoardScope) {
    this.scope = scope;
    this.socket = io(url, { transports: ['websocket'], forceNew: true });
    this.socket.on('connect', () => this.#ask());
    this.socket.on('snapshot', (snapshot: BoardSnapshot) => {
      this.known = snapshot;
      for (const resolve of this.#onSnapshot.splice(0)) resolve();
    });
    this.socket.on('delta', (delta: BoardDelta) => this.#take(delta));
  }

  snapshot(): Promise<void> {
    return new Promise((resolve) => this.#onSnapshot.push(resolve));
  }

  #ask(): void {
    this.known = null;
    this.socket.emit('watch', this.scope, () => {});
  }

  #take(delta: BoardDelta): void {
    const now = Date.now();
    if (!this.known) return;
    const next = applyDelta(this.known, delta);
    if (next === null) {
      gaps += 1;
      this.#ask();
      return;
    }
    this.known = next;
    if (!measuring) return;
    deltas += 1;
    // Making text of each would be a large part of this process's work.
    if (deltas % BYTES_OF === 0) bytes += BYTES_OF * JSON.stringify(delta).length;
    // When the status of an agent, or the state of a call, began is when it changed: both processes have the same clock.
    for (const { status } of delta.agents?.set ?? []) if (status) staleness.push(now - status.since);
    for (const { state, since } of delta.calls?.set ?? []) if (state && since !== undefined) staleness.push(now - since);
    for (const { since } of delta.calls?.put ?? []) staleness.push(now - since);
  }
}

const watchers = Array.from({ length: dashboards }, (_, nth) => new Watcher(scopeOf(nth, dashboards)));
await Promise.all(watchers.map((watcher) => watcher.snapshot()));
tell({ kind: 'watching' });

process.on('message', (message: ToWatchers) => {
  switch (message.kind) {
    case 'measure':
      if (!message.on) tell({ kind: 'measured', staleness, deltas, bytes, gaps });
      [staleness, deltas, bytes, gaps, measuring] = [[], 0, 0, 0, message.on];
      return;
    case 'cut':
      for (const { socket } of watchers) socket.disconnect();
      setTimeout(() => void comeBack(), message.ms);
      return;
    case 'compare': {
      const different = watchers.flatMap(({ known, scope }, nth) => differences(known, narrowed(message.board, scope), nth));
      tell({ kind: 'compared', same: dashboards - new Set(different.map((one) => one.split(':')[0])).size, different });
      return;
    }
  }
});
process.on('disconnect', () => process.exit(0));

async function comeBack(): Promise<void> {
  const begun = performance.now();
  const took = watchers.map(async (watcher) => {
    const shown = watcher.snapshot();
    watcher.socket.connect();
    await shown;
    return performance.now() - begun;
  });
  tell({ kind: 'back', ms: await Promise.all(took) });
}

/**
 * Tables in which a dashboard has something else than there is. Trends are left out: they are looked at anew every 5 s, and
 * calls go on coming to their end meanwhile.
 */
function differences(known: Numbered | null, truth: Board, nth: number): string[] {
  if (!known) return [`${nth}: nothing`];
  const trendless = <Row extends object>(row: Row) => ({ ...row, trend: null });
  const sorted = (board: Board, table: (typeof BOARD_TABLES)[number]) =>
    [...board[table]].sort((a, b) => (a.id < b.id ? -1 : 1)).map(trendless);
  const tables = BOARD_TABLES.filter((table) => !isDeepStrictEqual(sorted(known.board, table), sorted(truth, table)));
  const totals = isDeepStrictEqual(trendless(known.board.totals), trendless(truth.totals)) ? [] : ['totals'];
  return [...tables, ...totals].map((name) => `${nth}: ${name}`);
}
