import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres } from '../../server/testing/postgres.ts';
import { startRedis } from '../../server/testing/redis.ts';
import { Measured, startedAt } from '../steady/measured.ts';
import type { Look } from '../steady/messages.ts';
import { hire } from '../steady/people.ts';

const SECRET = 'one secret for every server of the same installation';
/** Holds as many as come, and nobody is there to answer. */
const QUEUE = 'support-english';
const EVERY_MS = 20;
/** Until what was only on its way is gone. */
const SETTLE_MS = 3000;

export interface SocketsRow {
  server: 'routing server' | 'web node';
  who: 'a waiting caller' | 'an agent';
  of: number;
  heapEach: number;
  residentEach: number;
  residentBefore: number;
}

/** Code that is dropped meanwhile would be taken from what people need. */
const KEEP_CODE = ['--no-flush-bytecode'];

/** People come by the web node, and wait, or sit there signed in. */
export async function measureSockets({ callers, agents }: { callers: number; agents: number }): Promise<SocketsRow[]> {
  const closers: (() => Promise<void>)[] = [];
  try {
    const postgres = await startPostgres();
    closers.push(() => postgres.close());
    const redis = await startRedis();
    closers.push(() => redis.close());
    const settings = { DATABASE_URL: postgres.url, TANDEM_REDIS_URL: redis.url, TANDEM_SECRET: SECRET };
    const routing = await Measured.start({ ...settings, TANDEM_ROLES: 'routing,center,media' }, KEEP_CODE);
    closers.push(() => routing.close());
    const web = await Measured.start({ ...settings, TANDEM_ROLES: 'web' }, KEEP_CODE);
    closers.push(() => web.close());
    const started = startedAt(web.url);
    closers.push(() => started.close());
    const look = async () => {
      await delay(SETTLE_MS);
      return { 'routing server': await routing.look('collected'), 'web node': await web.look('collected') } as const;
    };
    const emails = await hire(started, agents);
    // Everything has been used once before anything is counted.
    await started.caller().start(QUEUE);
    await started.agent(emails[0] ?? '');

    const empty = await look();
    for (let n = 0; n < callers; n += 1) {
      await started.caller().start(QUEUE);
      await delay(EVERY_MS);
    }
    const waiting = await look();
    for (const email of emails.slice(1)) await started.agent(email);
    const full = await look();

    const rowOf = (server: SocketsRow['server'], who: SocketsRow['who'], of: number, before: Look, after: Look): SocketsRow => ({
      ...{ server, who, of, residentBefore: before.residentBytes },
      heapEach: ((after.heapBytes ?? Number.NaN) - (before.heapBytes ?? Number.NaN)) / of,
      residentEach: (after.residentBytes - before.residentBytes) / of,
    });
    return (['routing server', 'web node'] as const).flatMap((server) => [
      rowOf(server, 'a waiting caller', callers, empty[server], waiting[server]),
      rowOf(server, 'an agent', emails.length - 1, waiting[server], full[server]),
    ]);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
