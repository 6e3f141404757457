import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Database } from '../../server/data/database.ts';
import { openRoutingStore } from '../../server/data/routing-store.ts';
import { execute } from '../../server/routing/core/execute.ts';
import { DEFAULT_SETTINGS } from '../../server/routing/core/model.ts';
import { emptyState } from '../../server/routing/core/state.ts';
import { type Kind, openBenchDatabase, openService } from './databases.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { CONFIGURE, Fleet } from './fleet.ts';

/** What a large installation takes in memory, and how long a start takes that finds it in the database. */

export const AGENTS = 15_000;
export const WAITING = 5000;
/** Calls of each agent within the days that are remembered, and so many are looked at. */
export const CALLS_EACH = 50;

/** How much is measured; tests ask for less of it. */
export interface RebuildSize {
  agents: number;
  waiting: number;
  callsEach: number;
  repetitions: number;
}
const WHOLE: RebuildSize = { agents: AGENTS, waiting: WAITING, callsEach: CALLS_EACH, repetitions: 7 };

export interface Rebuild {
  kind: Kind;
  pastCalls: number;
  /** From opening the store to the state that calls can be routed with, as far as the database goes, ms. */
  loadMs: Distribution;
  /** The same, and the start stored: every waiting caller noted as away. */
  startMs: Distribution;
}

/** Bytes of heap that agents and waiting calls take in the core. */
export function memoryTaken({ agents, waiting } = WHOLE): { bytes: number; agentsAloneBytes: number } {
  const collect = garbageCollector();
  const now = Date.now();
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const state = emptyState(DEFAULT_SETTINGS);
  // As they come over the wire: nothing in them is shared with anything else.
  const run = (command: Parameters<typeof execute>[1]) => void execute(state, structuredClone(command), now, DEFAULT_SETTINGS);
  {
    const fleet = new Fleet(agents, 0, now);
    run(CONFIGURE);
    for (const snapshot of fleet.snapshots(now)) run(snapshot);
  }
  const agentsAloneBytes = used() - before;
  {
    const fleet = new Fleet(0, 0, now);
    for (let nth = 0; nth < waiting; nth += 1) run(fleet.call(nth));
  }
  const bytes = used() - before;
  if (state.calls.size !== waiting || state.agents.size !== agents) throw new Error('Not all of it is there');
  return { bytes, agentsAloneBytes };
}

export async function measureRebuild(kind: Kind, size = WHOLE, open = openBenchDatabase): Promise<Rebuild> {
  const database = await open(kind);
  try {
    await fill(database, size);
    const loadMs: number[] = [];
    const startMs: number[] = [];
    for (let nth = 0; nth <= size.repetitions; nth += 1) {
      const started = performance.now();
      const { service } = await openService(database);
      const loaded = performance.now();
      await service.submit(CONFIGURE);
      await service.start();
      const ended = performance.now();
      if (service.state.calls.size !== size.waiting) throw new Error(`${service.state.calls.size} calls are there`);
      await service.close();
      if (nth === 0) continue; // the first reads from the disk what the others find in memory
      loadMs.push(loaded - started);
      startMs.push(ended - started);
    }
    return { kind, pastCalls: size.agents * size.callsEach, loadMs: distributionOf(loadMs), startMs: distributionOf(startMs) };
  } finally {
    await database.close();
  }
}

/** A week of finished calls, written straight into the tables, and calls that wait, by way of the service. */
async function fill(database: Database, { agents, waiting, callsEach }: RebuildSize): Promise<void> {
  const { prisma } = database;
  for (let nth = 0; nth < callsEach; nth += 1) {
    // Spread over the last six days.
    const hoursAgo = 1 + (nth * 6 * 24) / callsEach;
    await prisma.$executeRaw`
      INSERT INTO "Call" ("id", "queueId", "state", "reason", "callerName", "keyHash", "enqueuedAt", "offeredAt", "answeredAt", "connectedAt",
        "endedAt", "completedAt", "agentId", "centerId", "conversationId")
      SELECT 'past-' || ${nth}::int || '-' || n, 'queue-' || n % 100, 'completed', 'caller-hung-up', 'Caller', 'h', at, at, at + interval '5 s',
        at + interval '6 s', at + interval '180 s', at + interval '200 s', 'agent-' || n, 'center-' || n % 20,
        'past-' || ${nth}::int || '-' || n
      FROM generate_series(0, ${agents - 1}) AS n, LATERAL (SELECT now() - ${hoursAgo}::float8 * interval '1 hour' - n * interval '10 ms' AS at) AS t`;
    await prisma.$executeRaw`
      INSERT INTO "Reservation" ("id", "callId", "agentId", "centerId", "token", "state", "offeredAt", "expiresAt", "endedAt")
      SELECT 'past-' || ${nth}::int || '-' || n, 'past-' || ${nth}::int || '-' || n, 'agent-' || n, 'center-' || n % 20, ${nth}::bigint * ${agents} + n + 1,
        'completed', now(), now(), now() FROM generate_series(0, ${agents - 1}) AS n`;
  }
  // As every hour in the running program, and as a PostgreSQL server does by itself.
  await (await openRoutingStore(prisma, { cleansUp: true })).forgetReportsBefore(0);
  const { service } = await openService(database);
  const fleet = new Fleet(0, 0, Date.now());
  await service.submit(CONFIGURE);
  await service.start();
  await Promise.all(Array.from({ length: waiting }, (_, nth) => service.submit(fleet.call(nth))));
  await service.close();
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
