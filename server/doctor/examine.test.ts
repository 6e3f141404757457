import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startPostgres } from '../testing/postgres.ts';
import { startRedis } from '../testing/redis.ts';
import { freePort } from '../testing/started.ts';
import { examine } from './examine.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** What is found on this machine, with real engines and ports. */
async function found(environment: Record<string, string>) {
  const told: string[] = [];
  const sections = await examine(environment, [], { now: Date.now(), file: null, onSection: ({ title }) => told.push(title) });
  expect(told).toEqual(sections.map(({ title }) => title));
  return Object.fromEntries(sections.map(({ title, findings }) => [title, findings.map(({ state, what }) => `${state}: ${what}`)]));
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-doctor-'));
  open.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('of several servers: PostgreSQL, Redis, ports and the media worker are tried, and nothing is left behind', async () => {
  const [postgres, redis] = [await startPostgres(), await startRedis()];
  open.push(
    () => postgres.close(),
    () => redis.close(),
  );
  const folder = newFolder();
  const environment = {
    ...{ DATABASE_URL: postgres.url, TANDEM_REDIS_URL: redis.url, TANDEM_DATA: path.join(folder, 'new', 'data') },
    ...{ PORT: String(await freePort()), TANDEM_MEDIA_PORT: String(await freePort()), TANDEM_MEDIA_WORKERS: '1' },
    ...(process.env.MEDIASOUP_WORKER_BIN && { MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN }),
  };
  const there = await found(environment);
  expect(there).toMatchObject({
    PostgreSQL: [
      expect.stringMatching(/^ok: PostgreSQL \d/),
      'ok: The database’s clock is this machine’s',
      'ok: The database is empty; the first start fills it',
    ],
    Redis: [expect.stringMatching(/^ok: Redis \d/)],
    'Pages and sockets': [`ok: 127.0.0.1, port ${environment.PORT} is free`],
    Media: ['ok: The media worker carries sound, encrypted, both ways', expect.stringMatching(/^ok: .* can be reached at 127.0.0.1/)],
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('engines that are not there and ports that others have are told by name', async () => {
  const port = await freePort();
  const nobody = await freePort();
  const other = createServer((_, response) => response.end('hello')).listen(port, '127.0.0.1');
  const media = createSocket('udp4').bind(0, '127.0.0.1');
  await Promise.all([once(other, 'listening'), once(media, 'listening')]);
  open.push(
    () => other.close(),
    () => media.close(),
  );
  const there = await found({
    ...{ DATABASE_URL: `postgresql://x@127.0.0.1:${nobody}/x`, TANDEM_REDIS_URL: `redis://127.0.0.1:${nobody}`, TANDEM_DATA: newFolder() },
    ...{ PORT: String(port), TANDEM_MEDIA_PORT: String((media.address() as AddressInfo).port), MEDIASOUP_WORKER_BIN: '/nowhere' },
  });
  expect(there).toMatchObject({
    PostgreSQL: [expect.stringMatching(/^wrong: .*ECONNREFUSED/)],
    Redis: [expect.stringMatching(/^wrong: .*ECONNREFUSED/)],
    'Pages and sockets': [`wrong: 127.0.0.1, port ${port} is taken by another program`],
    Media: ['wrong: There is no media worker', expect.stringMatching(/^wrong: .* \(UDP\) is taken by another program$/)],
  });
  const ours = createServer((_, response) => response.end('{"status":"ok"}')).listen(0, '127.0.0.2');
  await once(ours, 'listening');
  open.push(() => ours.close());
  const own = { TANDEM_HOST: '127.0.0.2', PORT: String((ours.address() as AddressInfo).port), TANDEM_ROLES: 'routing,center,web' };
  expect(await found({ ...own, TANDEM_DATA: newFolder() })).toMatchObject({ 'Pages and sockets': [`ok: Tandem runs on port ${own.PORT}`] });
  expect(await found({ PORT: 'x' })).toEqual({ Machine: expect.anything(), Settings: [expect.stringMatching(/^wrong: PORT /)] });
});
