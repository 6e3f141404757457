import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ulid } from 'ulid';
import type { Closers } from './closers.ts';
import type { Config } from './config.ts';
import { openDatabase } from './data/database.ts';
import { openDatabaseClock } from './data/database-clock.ts';
import { openLeases } from './data/leases.ts';
import { openBus } from './doors/bus.ts';
import { openDoor } from './doors/door.ts';
import { handOn } from './doors/handed-on.ts';
import { isFramesPath } from './http/frame.ts';
import { openHttp } from './http/open.ts';
import { openSignIn } from './http/sign-in.ts';
import { assertSameSecret, doorKey } from './installation.ts';
import { ROUTING_LEASE } from './routing/leadership.ts';
import { openSystem } from './system/open.ts';
import { openTraces } from './traces/open.ts';

const FIRST_WORD_MS = 3000;

/**
 * A server of the role `web` alone: pages, and the doors by which browsers reach the routing server that decides. It keeps
 * nothing: any number of them may run, and whoever loses one comes back by another.
 */
export async function startWebNode(
  options: { config: Config; log: Logger; now: () => number; pages: boolean },
  closers: Closers,
): Promise<{ url: string; demo: boolean }> {
  const { config, pages } = options;
  const log = options.log.child({ system: 'web' });
  const { redisUrl, secret } = config;
  if (redisUrl === null || secret === null) throw new Error('A web node is one of several servers: the configuration says so');
  const database = closers.add(await openDatabase({ url: config.databaseUrl, folder: config.dataFolder }));
  const { prisma } = database;
  const clock = closers.add(await openDatabaseClock(database, { wall: options.now, log }));
  const { now } = clock;
  await assertSameSecret(prisma, secret);
  const signIn = closers.add(openSignIn({ prisma, secret, config, log }));
  const http = closers.add(await openHttp({ config, pages, log }));
  const { url, link } = await http.listen();
  const bus = closers.add(await openBus({ url: redisUrl, io: http.io, log }));
  const run = ulid();
  const traces = closers.add(await openTraces(config, { run, log }));
  let address: string | null = null;
  // The one before may be back at its old address by now, and stand by there.
  const onOther = () => {
    address = null;
  };
  const door = closers.add(openDoor({ io: http.io, bus, run, now, log, onOther, traces }));
  const system = closers.add(
    openSystem({
      ...{ prisma, roles: config.roles, run, address: config.serverUrl ?? link, now, log },
      doing: () => ({ state: door.isOpen() ? 'serves' : 'waits', calls: null, sockets: http.io.engine.clientsCount }),
    }),
  );
  for (const part of [http, clock, traces]) system.metrics.add(() => part.figures());

  const leases = openLeases(prisma);
  const decider = {
    async address(fresh: boolean) {
      if (fresh || address === null) address = (await leases.holder(ROUTING_LEASE))?.address ?? null;
      return address;
    },
  };
  const api = handOn({
    ...{ decider, doorKey: doorKey(secret), metricsApi: system.metricsApi, log },
    health: () => ({ status: 'ok', database: database.kind, open: door.isOpen() }),
    isReady: () => door.isOpen(),
  });
  http.serve({
    ...{ api, auth: signIn.auth },
    // What is the widget's depends on its key, which the routing server knows.
    frame: { handle: () => false },
    isApis: (pathname) => isFramesPath(pathname),
    mayConnect: () => true,
  });
  // Whoever waits for this server's start can then use it; without a routing server it waits for one, and says so by /api/ready.
  await Promise.race([door.opened, delay(FIRST_WORD_MS, undefined, { ref: false })]);
  return { url, demo: false };
}
