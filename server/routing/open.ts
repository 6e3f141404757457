import type { Catalog } from '../data/catalog.ts';
import type { Database, PrismaClient } from '../data/database.ts';
import type { Lease } from '../data/leases.ts';
import { pastDay, teamsOf } from '../data/live-day.ts';
import { openRoutingStore, type RoutingStore } from '../data/routing-store.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { configureCommand } from './configuration.ts';
import { RoutingService, type RoutingTimes } from './service.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface Routing {
  service: RoutingService;
  store: RoutingStore;
  /** Queues, skills or centers are other than they were: the core takes them in, and does at once what follows for who waits. */
  configure(): Promise<void>;
  close(): Promise<unknown> | unknown;
}

/**
 * Reads once what a server reads when it takes over, and forgets it: the first time takes far longer, and callers would wait for that.
 */
export async function rehearse({ prisma, catalog, now }: { prisma: PrismaClient; catalog: Catalog; now: number }): Promise<void> {
  const store = await openRoutingStore(prisma);
  const day = now - DAY_MS;
  await Promise.all([store.load(now), configureCommand(catalog), store.endedSince(day), pastDay(prisma, day), teamsOf(prisma)]);
}

/** The routing core on its log, with what administrators have set. It decides nothing before it is started. */
export async function openRouting(options: {
  database: Pick<Database, 'prisma' | 'kind'>;
  /** Reservations are numbered from here on; left out: from 1. */
  firstToken?: number;
  /** In whose name everything is stored. */
  lease: Lease;
  catalog: Catalog;
  now: () => number;
  log: SocketLog;
  onFatal: (error: unknown) => void;
  times: RoutingTimes;
}): Promise<Routing> {
  const { database, firstToken, lease, catalog, now, log, onFatal, times } = options;
  const store = await openRoutingStore(database.prisma, {
    ...{ lease, cleansUp: database.kind === 'embedded' },
    ...(firstToken !== undefined && { firstToken }),
  });
  const service = await RoutingService.open({ store, now, log, onFatal, times });
  // One after the other: of two changes at the same moment the one that was read later is taken in later.
  let configured: Promise<unknown> = Promise.resolve();
  const configure = async () => {
    const next = configured.catch(() => {}).then(async () => service.submit(await configureCommand(catalog)));
    configured = next;
    await next;
  };
  await configure();
  return { service, store, configure, close: () => service.close() };
}
