import type { Catalog } from '../data/catalog.ts';
import type { Database } from '../data/database.ts';
import { openRoutingStore, type RoutingStore } from '../data/routing-store.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { configureCommand } from './configuration.ts';
import { RoutingService } from './service.ts';

export interface Routing {
  service: RoutingService;
  store: RoutingStore;
  /** Queues, skills or centers are other than they were: the core takes them in, and does at once what follows for who waits. */
  configure(): Promise<void>;
  close(): Promise<unknown> | unknown;
}

/** The routing core on its log, with what administrators have set. It decides nothing before it is started. */
export async function openRouting(options: {
  database: Database;
  catalog: Catalog;
  now: () => number;
  log: SocketLog;
  onFatal: (error: unknown) => void;
}): Promise<Routing> {
  const { database, catalog, now, log, onFatal } = options;
  const store = await openRoutingStore(database.prisma, { cleansUp: database.kind === 'embedded' });
  const service = await RoutingService.open({ store, now, log, onFatal });
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
