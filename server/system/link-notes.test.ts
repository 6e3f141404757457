import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../data/database.ts';
import type { MediaWord } from '../protocol/machines.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import { openLinkNotes } from './link-notes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-links-'));
let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const none = { packets: 0, lost: 0 };
const word = (change: Partial<MediaWord> = {}): MediaWord => ({
  ...{ host: 'porto', version: '1.2.3', upMs: 60_000, load: { loopDelayMs: 1, cpuShare: 0.2, memoryBytes: 3e9 } },
  ...{ workers: { up: 2, all: 2 }, transports: 4, voice: { up: none, down: none } },
  ...change,
});

test('of a machine its last word is kept, with since when it is linked or until when it was; too many words are left out', async () => {
  const { prisma } = database;
  const log = { warn: (details: object) => expect.unreachable(JSON.stringify(details)) };
  let notes = openLinkNotes({ prisma, now: () => 5000, log });
  const key = { hash: 'h1', hint: 'abcd', createdAt: new Date(0), createdById: 'alex', createdByName: 'Alex' };
  await prisma.linkKey.create({ data: key });
  notes.media.word('porto-1', word());
  notes.media.linked('porto-1', 'h1');
  notes.media.word('porto-1', word());
  notes.media.word('porto-1', word({ transports: 9 }));
  await notes.close();
  const first = (await notes.machines.list('media')).get('porto-1');
  expect(first).toMatchObject({ host: 'porto', transports: 4, load: { memoryBytes: 3e9 } });
  expect(first && first.linkedAt - first.startedAt).toBeGreaterThanOrEqual(59_999);
  expect(await prisma.linkKey.findUnique({ where: { hash: 'h1' } })).toMatchObject({ lastUsedAt: new Date(5000) });

  // Another link, then its end.
  notes = openLinkNotes({ prisma, now: () => 9000, log });
  notes.media.linked('porto-1', 'h1');
  notes.media.word('porto-1', word({ transports: 0, upMs: 0 }));
  notes.media.unlinked('porto-1', 'h1');
  notes.media.word('porto-1', word({ transports: 7 }));
  await notes.close();
  const last = (await notes.machines.list('media')).get('porto-1');
  expect(last).toMatchObject({ transports: 0 });
  expect(last?.linkedAt).toBeGreaterThan(first?.linkedAt ?? Number.POSITIVE_INFINITY);
  expect(last?.seenAt).toBeGreaterThanOrEqual(last?.linkedAt ?? Number.POSITIVE_INFINITY);
  expect(await prisma.linkKey.findUnique({ where: { hash: 'h1' } })).toMatchObject({ lastUsedAt: new Date(9000) });

  // One that a newer server said may lack what is shown here.
  await prisma.linkedMachine.update({ where: { kind_id: { kind: 'media', id: 'porto-1' } }, data: { word: { host: 'porto' } } });
  expect((await notes.machines.list('media')).size).toBe(0);
  await notes.machines.forget('media', 'porto-1');
  expect(await prisma.linkedMachine.count()).toBe(0);
});
