/**
 * The process that is measured: the routing core under traffic, the live board, and its sockets. The database is not part of it.
 * How much of it is the first argument.
 */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Server as SocketServer } from 'socket.io';
import type { RoutingStore } from '../../server/data/routing-store.ts';
import { BOARD_NAMESPACE } from '../../server/protocol/board.ts';
import { buildBoard } from '../../server/routing/board.ts';
import type { RoutingEvent } from '../../server/routing/core/events.ts';
import { DEFAULT_SETTINGS, type Reservation } from '../../server/routing/core/model.ts';
import { emptyState } from '../../server/routing/core/state.ts';
import { emptyStats } from '../../server/routing/core/stats.ts';
import { DayBook } from '../../server/routing/day-book.ts';
import type { EndedCall } from '../../server/routing/measures.ts';
import { RoutingService } from '../../server/routing/service.ts';
import { openBoard } from '../../server/supervision/board.ts';
import { between, oneOf, randomFrom } from '../../server/testing/random.ts';
import { CONFIGURE, centerIds, Fleet, handling, queueId } from '../routing/fleet.ts';
import type { FromServer, ToServer } from './messages.ts';
import type { DashboardSize } from './size.ts';

const size = JSON.parse(process.argv[2] ?? '') as DashboardSize;
const STEP_MS = 20;
const BEAT_EVERY_MS = 2000;

const log = { warn: () => {}, error: (details: object, message: string) => console.error(message, details) };
const random = randomFrom(11);
const fleet = new Fleet(size.agents, 0.9, Date.now());
const store: RoutingStore = {
  load: async () => ({ state: emptyState(DEFAULT_SETTINGS), stats: emptyStats() }),
  append: async () => {},
  forgetReportsBefore: async () => 0,
  endedSince: async () => [],
};
const service = await RoutingService.open({ store, now: Date.now, log, onFatal: (error) => fail(error) });
const http = createServer();
const sockets = new SocketServer(http, { serveClient: false, pingInterval: 3000, pingTimeout: 5000 });
const day = new DayBook(pastCalls(), service.state, new Map(centerIds.map((id) => [id, 'Europe/Lisbon'])));
const figures = {
  board: () => buildBoard(service.state, day, service.now(), service.settings),
  take: (events: readonly RoutingEvent[]) => events.forEach((event) => void day.take(event)),
};
const board = openBoard({ namespace: sockets.of(BOARD_NAMESPACE), figures, log });

let changes = 0;
const busy = new Set<string>();
service.onEvents(async (events) => {
  for (const event of events) {
    if (event.kind === 'center-reported') changes += event.agents.length;
    else if ('callId' in event) changes += 1;
    if (event.kind === 'call-offered') for (const reservation of event.reservations) void take(event.callId, reservation);
  }
  board.deliver(events);
});

await service.submit(CONFIGURE);
await service.start();
for (const snapshot of fleet.snapshots(Date.now())) await service.submit(snapshot);
for (const center of centerIds) setInterval(() => void service.submit(fleet.beat(center, Date.now())), BEAT_EVERY_MS);

const free = (agentId: string, token: number | null = null) => {
  for (const report of fleet.available([{ agentId, token }], Date.now())) void service.submit(report);
};

async function take(callId: string, reservation: Reservation): Promise<void> {
  busy.add(reservation.agentId);
  for (const command of handling(callId, reservation)) {
    await delay(size.handleMs / 4);
    await service.submit(command);
  }
  busy.delete(reservation.agentId);
  free(reservation.agentId, reservation.token);
}

let traffic: NodeJS.Timeout | null = null;
let owed = { calls: 0, statuses: 0 };
/** Evenly, and what a late timer has missed is made up for. */
function goOn(since: number): void {
  const now = performance.now();
  owed.calls += ((now - since) * size.callsPerSecond) / 1000;
  owed.statuses += ((now - since) * size.statusesPerSecond) / 1000;
  for (; owed.calls >= 1; owed.calls -= 1) void service.submit(fleet.call(between(random, 0, 99)));
  for (; owed.statuses >= 1; owed.statuses -= 1) {
    const agent = oneOf(random, fleet.agents);
    if (!agent || busy.has(agent.id)) continue;
    free(agent.id);
  }
  traffic = setTimeout(() => goOn(now), STEP_MS);
}

const loop = monitorEventLoopDelay({ resolution: 5 });
let mark = { at: performance.now(), cpu: process.cpuUsage() };
const tell = (message: FromServer) => process.send?.(message);

process.on('message', (message: ToServer) => {
  switch (message.kind) {
    case 'traffic':
      if (traffic) clearTimeout(traffic);
      traffic = null;
      owed = { calls: 0, statuses: 0 };
      if (message.on) goOn(performance.now());
      return;
    case 'measure': {
      const used = process.cpuUsage(mark.cpu);
      const { agents, calls, queues } = service.state;
      tell({
        kind: 'measured',
        ms: performance.now() - mark.at,
        cpuMs: (used.user + used.system) / 1000,
        changes,
        timersLateMs: loop.percentile(99) / 1e6,
        rows: { agents: agents.size, calls: calls.size, queues: queues.size },
      });
      mark = { at: performance.now(), cpu: process.cpuUsage() };
      changes = 0;
      loop.reset();
      return;
    }
    case 'truth': {
      tell({ kind: 'truth', board: figures.board() });
      return;
    }
  }
});
process.on('disconnect', () => process.exit(0));

loop.enable();
http.listen(0, '127.0.0.1', () => tell({ kind: 'listening', port: (http.address() as AddressInfo).port }));

/** Of the day until now: what the figures are counted from. */
function pastCalls(): EndedCall[] {
  const now = Date.now();
  return Array.from({ length: size.pastCalls }, (_, nth) => {
    const times = {
      enqueuedAt: now - 300_000,
      acceptedAt: now - 290_000,
      connectedAt: now - 289_000,
      endedAt: now - 100_000,
      completedAt: now - 90_000,
    };
    return { id: `past-${nth}`, queueId: queueId(nth), estimatedWaitMs: 8000, waited: true, outcome: 'answered', ...times };
  });
}

function fail(error: unknown): never {
  console.error(error);
  process.exit(1);
}
