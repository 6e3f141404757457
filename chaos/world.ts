import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Database, openDatabase } from '../server/data/database.ts';
import { openLeases } from '../server/data/leases.ts';
import { ROUTING_LEASE } from '../server/routing/leadership.ts';
import { type Cable, layCable } from '../server/testing/cable.ts';
import { startPostgres, type TestPostgres } from '../server/testing/postgres.ts';
import { Program } from '../server/testing/program.ts';
import { startRedis, type TestRedis } from '../server/testing/redis.ts';
import { freePort } from '../server/testing/started.ts';
import { Kept } from './kept.ts';
import { CENTERS, type Prepared, prepare, type Size } from './people.ts';

const SECRET = 'one secret for every server of the same installation';
const LOOK_EVERY_MS = 20;
const DECIDES_LIMIT_MS = 60_000;

/** A routing server with the other roles that go with it, on wires of its own. */
export interface RoutingServer {
  kept: Kept;
  /** To PostgreSQL and to Redis. */
  wires: readonly Cable[];
}

/** An installation of several servers on this machine alone: two routing servers, web nodes, a media server, PostgreSQL and Redis. */
export interface World {
  prepared: Prepared;
  /** With two workers. */
  media: Program;
  /** Where routing servers are reached by centers and media servers. */
  routingUrls: string;
  /** How programs of this installation are started. */
  starting: { errors: number; quick: boolean };
  postgres: TestPostgres;
  redis: TestRedis;
  routing: readonly RoutingServer[];
  web: readonly Program[];
  /** For the checker: past all wires. */
  database: Database;
  /** The server that decides; waits until one does. @throws when none does in time */
  decides(): Promise<RoutingServer>;
  close(): Promise<void>;
}

/**
 * @param errorsIn the file that takes the warnings of all servers
 * @param quick for tests: servers start quickly and run slowly
 */
export async function openWorld({
  webNodes,
  talkers,
  errorsIn,
  quick,
}: {
  webNodes: number;
  /** Agents beside the demo's. */
  talkers: Size;
  errorsIn: string;
  quick: boolean;
}): Promise<World> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    mkdirSync(path.dirname(errorsIn), { recursive: true });
    const errors = openSync(errorsIn, 'w');
    closers.push(() => closeSync(errors));
    const postgres = await startPostgres();
    closers.push(() => postgres.close());
    const redis = await startRedis();
    closers.push(() => redis.close());
    const folder = new URL(postgres.url).searchParams.get('host') ?? '';
    const shared = { TANDEM_SECRET: SECRET, TANDEM_CALLS_PER_MINUTE: '100000', TANDEM_CENTERS: CENTERS };
    const database = await openDatabase({ url: postgres.url, folder });
    closers.push(() => database.close());
    const mediaPort = await freePort();
    const mediaUrl = `http://127.0.0.1:${mediaPort}`;
    const prepared = await prepare(database.prisma, { secret: SECRET, mediaUrl, size: talkers });

    const routingServer = async (): Promise<RoutingServer> => {
      const toPostgres = await layCable(path.join(folder, '.s.PGSQL.5432'));
      closers.push(() => toPostgres.close());
      const toRedis = await layCable(Number(new URL(redis.url).port));
      closers.push(() => toRedis.close());
      const kept = new Kept(
        {
          ...{ ...shared, TANDEM_ROLES: 'routing,center' },
          DATABASE_URL: `postgresql://tandem@127.0.0.1:${toPostgres.port}/postgres`,
          TANDEM_REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
        },
        // Two servers on two machines: what one needs for its start the other does not miss.
        { errors, quick, againMs: quick ? 1000 : 3000 },
      );
      closers.push(() => kept.close());
      await kept.start();
      return { kept, wires: [toPostgres, toRedis] };
    };
    const routing = [await routingServer(), await routingServer()];
    const web = await Promise.all(
      Array.from({ length: webNodes }, async () => {
        const node = new Program(
          { ...shared, TANDEM_ROLES: 'web', DATABASE_URL: postgres.url, TANDEM_REDIS_URL: redis.url },
          { errors, quick, clock: true },
        );
        closers.push(() => node.close());
        await node.start();
        return node;
      }),
    );
    const routingUrls = routing.map(({ kept }) => kept.program.started.tandem.url).join();
    const media = new Program(
      {
        ...{ TANDEM_ROLES: 'media', TANDEM_NODE_ID: 'media-1', TANDEM_NODE_KEY: prepared.mediaKey, TANDEM_ROUTING_URL: routingUrls },
        ...{ PORT: String(mediaPort), TANDEM_MEDIA_WORKERS: '2' },
      },
      { errors, quick, clock: true },
    );
    closers.push(() => media.close());
    await media.start();
    const leases = openLeases(database.prisma);

    const decides = async () => {
      const until = Date.now() + DECIDES_LIMIT_MS;
      while (Date.now() < until) {
        const holder = await leases.holder(ROUTING_LEASE).catch(() => null);
        const port = holder?.address && holder.until > Date.now() ? new URL(holder.address).port : null;
        const found = routing.find(({ kept }) => port !== null && new URL(kept.program.started.tandem.url).port === port);
        if (found) return found;
        await delay(LOOK_EVERY_MS);
      }
      throw new Error(`No server decides after ${DECIDES_LIMIT_MS / 1000} s`);
    };
    const starting = { errors, quick };
    return { prepared, media, routingUrls, starting, postgres, redis, routing, web, database, decides, close };
  } catch (error) {
    await close();
    throw error;
  }
}
