import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyDatabase } from '../testing/templates.ts';
import type { Database } from './database.ts';
import { openServerNodes, type ServerWord } from './server-nodes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-servers-'));
let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const word = (change: Partial<ServerWord> = {}): ServerWord => ({
  ...{ id: 'one', roles: ['routing', 'web'], state: 'stands-by', address: 'http://10.0.0.1:3000', host: 'east', version: '1.2.3' },
  ...{ upMs: 60_000, decidesForMs: null, load: { loopDelayMs: 1.5, cpuShare: 0.25, memoryBytes: 3e9, calls: null, sockets: 7 } },
  ...change,
});

test('a server says how it is by the database’s clock: its start and its taking over stay, what it does is new', async () => {
  const servers = openServerNodes(database.prisma);
  await servers.say(word());
  const first = await servers.list();
  const [before] = first.servers;
  expect(before).toMatchObject({ id: 'one', roles: ['routing', 'web'], state: 'stands-by', decidesSince: null, load: word().load });
  expect(first.now - (before?.startedAt ?? 0)).toBeGreaterThanOrEqual(60_000);
  await servers.say(word({ state: 'decides', decidesForMs: 2000, upMs: 70_000 }));
  const taken = (await servers.list()).servers[0];
  expect(taken).toMatchObject({ state: 'decides', startedAt: before?.startedAt });
  await servers.say(word({ state: 'decides', decidesForMs: 9000 }));
  const [after] = (await servers.list()).servers;
  expect(after?.decidesSince).toBe(taken?.decidesSince);
  expect(after?.seenAt).toBeGreaterThanOrEqual(taken?.seenAt ?? Number.POSITIVE_INFINITY);
});

test('who is silent for a minute is forgotten by the next who speaks; who ends in good order is gone at once', async () => {
  const servers = openServerNodes(database.prisma);
  const ids = async () => (await servers.list()).servers.map(({ id }) => id);
  await servers.say(word({ id: 'two' }));
  await database.prisma.$executeRaw`UPDATE "ServerNode" SET "seenAt" = clock_timestamp() - interval '61 s' WHERE "id" = 'one'`;
  expect(await ids()).toEqual(['one', 'two']);
  await servers.say(word({ id: 'three' }));
  expect(await ids()).toEqual(['three', 'two']);
  await servers.leave('two');
  expect(await ids()).toEqual(['three']);
});
