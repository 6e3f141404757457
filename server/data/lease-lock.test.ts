import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../testing/postgres.ts';
import { type Database, openDatabase } from './database.ts';
import { LeaseLock } from './lease-lock.ts';
import { type Leases, openLeases } from './leases.ts';

/** The lease's lock, each way in which its holder and another one can meet. Times are long: nothing here waits for one to be over. */

const FOR_MS = 60_000;
let postgres: TestPostgres;
let database: Database;
let leases: Leases;
beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase({ url: postgres.url, folder: '' });
  leases = openLeases(database.prisma);
}, 30_000);
afterAll(async () => {
  await database.close();
  await postgres.close();
});

const locks: LeaseLock[] = [];
let clock = 0;
let name = '';
let n = 0;
beforeEach(() => {
  n += 1;
  name = `lease ${n}`;
  clock = 0;
});
afterEach(async () => {
  for (const lock of locks.splice(0)) await lock.close();
});

/** A server's lock, and its connections, which others may break. */
function server(holder: string) {
  const connections: Client[] = [];
  let mayConnect = Promise.withResolvers<void>();
  mayConnect.resolve();
  const lock = new LeaseLock(
    () => {
      if (database.connection === null) throw new Error('This database has one connection');
      const client = database.connection();
      const connect = client.connect.bind(client);
      client.connect = (async () => {
        await mayConnect.promise;
        await connect();
        return client;
      }) as Client['connect'];
      connections.push(client);
      return client;
    },
    () => clock,
  );
  locks.push(lock);
  return {
    lock,
    take: () => lock.take(name, { holder, address: null }, FOR_MS),
    /** As when the process is killed: PostgreSQL hears it from the socket. */
    breaks() {
      const last = connections.at(-1) as unknown as { connection: { stream: { destroy(): void } } };
      last.connection.stream.destroy();
    },
    /** Nothing connects anew until `comesBack`. */
    staysAway() {
      mayConnect = Promise.withResolvers();
    },
    comesBack: () => mayConnect.resolve(),
  };
}

async function isLocked(epoch: number): Promise<boolean> {
  const [row] = await database.prisma.$queryRaw<
    { locked: boolean }[]
  >`SELECT tandem_lease_is_locked(${name}, ${epoch}::bigint) AS "locked"`;
  return row?.locked ?? false;
}

describe('the lock of a lease', () => {
  test('while its holder is there nobody has the lease; once the holder is killed, the next one has it after a moment', async () => {
    const [first, second] = [server('first'), server('second')];
    const lease = await first.take();
    expect(lease).toEqual({ name, epoch: 1n });
    first.lock.keep({ name, epoch: 1n }, () => {});
    expect(await second.take()).toBeNull();
    clock += 10_000;
    expect(await second.take()).toBeNull();

    await first.lock.close();
    await expect.poll(() => isLocked(1)).toBe(false);
    // Missing for the first time: a holder that lost its connection alone has a moment to come back.
    expect(await second.take()).toBeNull();
    clock += 149;
    expect(await second.take()).toBeNull();
    clock += 1;
    expect(await second.take()).toEqual({ name, epoch: 2n });
    expect(await isLocked(2)).toBe(true);
    expect(await leases.renew({ name, epoch: 1n }, FOR_MS)).toBe(false);
  });

  test('a holder that loses its connection and comes back in time keeps the lease, and what was seen missing counts no more', async () => {
    const [first, second] = [server('first'), server('second')];
    await first.take();
    let lost = false;
    first.lock.keep({ name, epoch: 1n }, () => {
      lost = true;
    });
    first.staysAway();
    first.breaks();
    await expect.poll(() => isLocked(1)).toBe(false);
    expect(await second.take()).toBeNull();
    first.comesBack();
    await expect.poll(() => isLocked(1)).toBe(true);
    clock += 10_000;
    expect(await second.take()).toBeNull();
    // Lost again, it has its whole moment again.
    first.staysAway();
    first.breaks();
    await expect.poll(() => isLocked(1)).toBe(false);
    expect(await second.take()).toBeNull();
    first.comesBack();
    await expect.poll(() => isLocked(1)).toBe(true);
    expect(lost).toBe(false);
    expect(await leases.renew({ name, epoch: 1n }, FOR_MS)).toBe(true);
  });

  test('a holder that comes back too late loses its office, and does not get the lock of its epoch', async () => {
    const [first, second] = [server('first'), server('second')];
    await first.take();
    const lost = Promise.withResolvers<void>();
    first.lock.keep({ name, epoch: 1n }, lost.resolve);
    first.staysAway();
    first.breaks();
    await expect.poll(() => isLocked(1)).toBe(false);
    await second.take();
    clock += 1000;
    expect(await second.take()).toEqual({ name, epoch: 2n });
    first.comesBack();
    await lost.promise;
    expect(await isLocked(1)).toBe(false);
    expect(await isLocked(2)).toBe(true);
  });

  test('of two who see the same holder gone one has the lease', async () => {
    const [first, second, third] = [server('first'), server('second'), server('third')];
    await first.take();
    await first.lock.close();
    await expect.poll(() => isLocked(1)).toBe(false);
    expect([await second.take(), await third.take()]).toEqual([null, null]);
    clock += 1000;
    const taken = await Promise.all([second.take(), third.take()]);
    expect(taken.filter((lease) => lease !== null)).toEqual([{ name, epoch: 2n }]);
    clock += 1000;
    expect(await Promise.all([second.take(), third.take()])).toContain(null);
    expect(await leases.holder(name)).toMatchObject({ epoch: 2n });
  });

  test('the next one waits for what is being stored in the name of a holder that is gone', async () => {
    const [first, second] = [server('first'), server('second')];
    await first.take();
    const stored = Promise.withResolvers<void>();
    const storing = Promise.withResolvers<void>();
    const transaction = database.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM "Lease" WHERE "name" = ${name} FOR KEY SHARE`;
      storing.resolve();
      await stored.promise;
    });
    await storing.promise;
    await first.lock.close();
    await expect.poll(() => isLocked(1)).toBe(false);
    await second.take();
    clock += 1000;
    let taken: unknown = null;
    const taking = second.take().then((lease) => {
      taken = lease;
    });
    const waits = async () => {
      const [row] = await database.prisma.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) FROM pg_stat_activity WHERE "wait_event_type" = 'Lock' AND "query" LIKE '%tandem_take_lease_locked%'`;
      return row?.count;
    };
    await expect.poll(waits).toBe(1n);
    expect(taken).toBeNull();
    stored.resolve();
    await transaction;
    await taking;
    expect(taken).toEqual({ name, epoch: 2n });
  });

  test('a holder of an earlier version keeps no lock: its time alone counts', async () => {
    const second = server('second');
    expect(await leases.take(name, { holder: 'first', address: null }, FOR_MS)).toEqual({ name, epoch: 1n });
    expect(await second.take()).toBeNull();
    clock += 10_000;
    expect(await second.take()).toBeNull();
    // Also after one that kept a lock.
    await leases.giveUp({ name, epoch: 1n });
    expect(await second.take()).toEqual({ name, epoch: 2n });
    await leases.giveUp({ name, epoch: 2n });
    expect(await leases.take(name, { holder: 'first', address: null }, FOR_MS)).toEqual({ name, epoch: 3n });
    const third = server('third');
    await third.take();
    clock += 10_000;
    expect(await third.take()).toBeNull();
  });

  test('one whose time is over is taken whatever its lock says, as of a machine that is gone without a word', async () => {
    const [first, second] = [server('first'), server('second')];
    await first.take();
    await leases.free(name);
    expect(await isLocked(1)).toBe(true);
    expect(await second.take()).toEqual({ name, epoch: 2n });
  });

  test('after PostgreSQL was killed and is back, holder and waiting one go on with new connections', async () => {
    const [first, second] = [server('first'), server('second')];
    await first.take();
    first.lock.keep({ name, epoch: 1n }, () => {});
    expect(await second.take()).toBeNull();
    await postgres.kill();
    await expect(second.take()).rejects.toThrow();
    await postgres.restart();
    await expect.poll(() => isLocked(1).catch(() => false)).toBe(true);
    expect(await second.take()).toBeNull();
  });
});
