import { hostname } from 'node:os';
import type { Hono } from 'hono';
import type { Config, Role } from '../config.ts';
import { openApiKeys } from '../data/api-keys.ts';
import type { PrismaClient } from '../data/database.ts';
import type { Lease } from '../data/leases.ts';
import { openServerNodes, type ServerNodes } from '../data/server-nodes.ts';
import { type Figure, type Metrics, openMetrics } from '../data-out/metrics.ts';
import { keyFinder } from '../http/keyed.ts';
import { openMetricsApi } from '../http/metrics-api.ts';
import type { ServerState } from '../protocol/system.ts';
import { serverInfo, version } from './info.ts';
import { openOwnLoad } from './own-load.ts';

const SAY_EVERY_MS = 5000;

/** What a server is doing now. */
export interface Doing {
  state: ServerState;
  /** null: it has none by its role. */
  calls: number | null;
  sockets: number;
}

/** What one server of the installation says of itself: to Prometheus, and to the others by the database. */
export interface System {
  metrics: Metrics;
  servers: ServerNodes;
  /** GET /metrics */
  metricsApi: Hono;
  /** From now on it does something else, and says so at once. @param lease by which it decides */
  becomes(doing: () => Doing, lease?: Lease): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param options.run names this run of the server
 * @param options.doing looked at every few seconds
 */
export function openSystem(options: {
  prisma: PrismaClient;
  roles: Config['roles'];
  run: string;
  address: string | null;
  doing: () => Doing;
  histograms?: Parameters<typeof openMetrics>[0];
  now: () => number;
  log: { warn(details: object, message: string): void };
}): System {
  const { prisma, run, address, now, log } = options;
  const roles = [...options.roles];
  const servers = openServerNodes(prisma);
  const load = openOwnLoad();
  let { doing } = options;
  let lease: (Lease & { since: number }) | null = null;

  const metrics = openMetrics(options.histograms);
  metrics.add(() => figuresOf({ roles, doing: doing(), epoch: lease?.epoch ?? null }));
  const keyOf = keyFinder(openApiKeys(prisma), now);
  const metricsApi = openMetricsApi({ mayAsk: (context) => keyOf(context, 'metrics:read'), metrics });

  const say = async () => {
    const { state, calls, sockets } = doing();
    const decidesForMs = lease === null ? null : performance.now() - lease.since;
    const word = { id: run, roles, state, address, host: hostname(), version, upMs: process.uptime() * 1000, decidesForMs };
    await servers.say({ ...word, load: { ...load.look(), calls, sockets } });
  };
  let said: Promise<void> = Promise.resolve();
  /** One word after the other; whoever looks sees this one as silent while the database takes none. */
  const saySoon = () => {
    said = said.then(say).catch((error: unknown) => log.warn({ err: error }, 'This server could not say how it is'));
    return said;
  };
  let saying = false;
  const timer = setInterval(() => {
    if (saying) return;
    saying = true;
    void saySoon().finally(() => {
      saying = false;
    });
  }, SAY_EVERY_MS).unref();
  void saySoon();
  return {
    ...{ metrics, metricsApi, servers },
    becomes(next, held) {
      doing = next;
      if (held) lease = { ...held, since: performance.now() };
      return saySoon();
    },
    async close() {
      clearInterval(timer);
      await said;
      load.close();
      await servers.leave(run).catch((error: unknown) => log.warn({ err: error }, 'This server could not say that it ends'));
    },
  };
}

/** Pure. @param epoch of the lease by which this server decides; null: it does not */
export function figuresOf(server: { roles: readonly Role[]; doing: Doing; epoch: bigint | null }): Figure[] {
  const { roles, doing, epoch } = server;
  return [
    serverInfo(roles),
    {
      ...{ name: 'server_decides', help: 'Whether this server routes calls: of all servers together it is 1' },
      samples: [{ labels: {}, value: doing.state === 'decides' ? 1 : 0 }],
    },
    {
      ...{ name: 'server_reached', help: 'Whether this server lets anybody in: 0 while it stands by, or waits for one that decides' },
      samples: [{ labels: {}, value: doing.state === 'decides' || doing.state === 'serves' ? 1 : 0 }],
    },
    {
      ...{ name: 'lease_epoch', help: 'The epoch of the lease by which this server routes calls; it grows with each that takes over' },
      samples: [{ labels: {}, value: epoch === null ? null : Number(epoch) }],
    },
    { name: 'sockets', help: 'Sockets that are open', samples: [{ labels: {}, value: doing.sockets }] },
  ];
}
