import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '../../server/data/database.ts';
import { openRoutingStore, type RoutingStore } from '../../server/data/routing-store.ts';
import { RoutingService } from '../../server/routing/service.ts';
import { startPostgres } from '../../server/testing/postgres.ts';
import { centerIds } from './fleet.ts';

export const KINDS = ['embedded', 'server'] as const;
export type Kind = (typeof KINDS)[number];
export const KIND_NAMES: Record<Kind, string> = { embedded: 'PGlite', server: 'PostgreSQL' };

/**
 * An empty database that waits for the disk at each commit.
 * @param open what opens it; tests have a quicker way to an empty one
 */
export async function openBenchDatabase(kind: Kind, open = openDatabase): Promise<Database> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-bench-'));
  const postgres = kind === 'server' ? await startPostgres({ durable: true }) : null;
  const database = await open({ url: postgres?.url ?? null, folder });
  await database.prisma.center.createMany({ data: centerIds.map((id) => ({ id, name: id, timeZone: 'UTC', linkKeyHash: id })) });
  return {
    ...database,
    async close() {
      await database.close();
      await postgres?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What appending cost, batch by batch. */
export interface BatchNotes {
  events: number[];
  ms: number[];
}

export async function openService(database: Database): Promise<{ service: RoutingService; batches: BatchNotes }> {
  const batches: BatchNotes = { events: [], ms: [] };
  const service = await RoutingService.open({
    store: noting(await openRoutingStore(database.prisma), batches),
    now: Date.now,
    log: { error: (details, message) => console.error(message, details), warn: () => {} },
    onFatal: (error) => {
      throw error;
    },
  });
  return { service, batches };
}

function noting(store: RoutingStore, batches: BatchNotes): RoutingStore {
  return {
    ...store,
    async append(events) {
      const started = performance.now();
      await store.append(events);
      batches.ms.push(performance.now() - started);
      batches.events.push(events.length);
    },
  };
}
