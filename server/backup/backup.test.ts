import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../config.ts';
import { openDatabase, type PrismaClient } from '../data/database.ts';
import { openLeases } from '../data/leases.ts';
import { assertSameSecret, prepareInstallation } from '../installation.ts';
import { keptSecret } from '../secret.ts';
import { keepPast } from '../testing/past-calls.ts';
import { startPostgres } from '../testing/postgres.ts';
import { fillWithDemo } from '../testing/templates.ts';
import { type BackupConfig, backUp } from './back-up.ts';
import { restore } from './restore.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const DAY_MS = 86_400_000;
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-backup-test-'));
  open.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const SOUND = Buffer.from([0x4f, 0x67, 0x67, 0x53, 0, 255, 10, 13]);

/** An agent's call, a message with its recording, and a line of the calls' log. */
async function fill(prisma: PrismaClient): Promise<void> {
  const ana = await prisma.user.findFirstOrThrow({ where: { email: 'ana@lisbon.example' } });
  const kept = { agentName: 'Ana', queueName: 'Sales', disposition: 'Sold', notes: 'Wants “café”' };
  const call = {
    at: NOW - DAY_MS,
    queueId: 'sales-english',
    waitMs: 3000,
    agent: { id: ana.id, centerId: 'lisbon' },
    talkMs: 60_000,
    kept,
  };
  await keepPast(prisma, { calls: [call, { ...call, agent: null }] });
  await prisma.event.create({
    data: { seq: 900n, kind: 'call-queued', callId: 'past-0', at: new Date(NOW - DAY_MS), payload: { note: 'é' } },
  });
  const message = { id: 'm-1', kind: 'message', queueId: 'sales-english', callId: 'past-1', name: 'Maria', text: '', durationMs: 900 };
  await prisma.leftMessage.create({ data: { ...message, createdAt: new Date(NOW) } });
  await prisma.messageRecording.create({ data: { messageId: 'm-1', bytes: SOUND } });
}

async function said(prisma: PrismaClient) {
  return {
    calls: await prisma.call.findMany({ orderBy: { id: 'asc' } }),
    interactions: await prisma.interaction.findMany(),
    events: await prisma.event.findMany({ orderBy: { seq: 'asc' } }),
    messages: await prisma.leftMessage.findMany(),
    recordings: (await prisma.messageRecording.findMany()).map(({ bytes }) => Buffer.from(bytes).toString('hex')),
    people: (await prisma.user.findMany({ select: { email: true }, orderBy: { email: 'asc' } })).map(({ email }) => email),
  };
}

async function inDatabase<T>({ databaseUrl, dataFolder }: BackupConfig, work: (prisma: PrismaClient) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url: databaseUrl, folder: dataFolder });
  try {
    return await work(database.prisma);
  } finally {
    await database.close();
  }
}

const everythingIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]);

describe('of the embedded database', () => {
  let config: BackupConfig;
  let file: string;
  let before: Awaited<ReturnType<typeof said>>;
  const folders: string[] = [];
  beforeAll(async () => {
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'tandem-backup-test-'));
    const place = mkdtempSync(path.join(tmpdir(), 'tandem-backup-test-'));
    folders.push(dataFolder, place);
    await fillWithDemo(dataFolder);
    config = { databaseUrl: null, secret: null, dataFolder };
    file = path.join(place, 'tandem.backup');
    before = await inDatabase(config, async (prisma) => {
      await assertSameSecret(prisma, keptSecret(dataFolder));
      await fill(prisma);
      return said(prisma);
    });
    await backUp(config, file, NOW);
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  test('calls, their log, recordings, people and the secret are there again, in a new folder and in the place of others', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.dirname(file))).toEqual(['tandem.backup']);
    expect(before.recordings).toEqual([SOUND.toString('hex')]);
    const elsewhere = { ...config, dataFolder: newFolder() };
    expect(await restore(elsewhere, file, { replace: false, now: NOW })).toMatchObject({ before: null });
    expect(keptSecret(elsewhere.dataFolder)).toBe(keptSecret(config.dataFolder));
    expect(statSync(path.join(elsewhere.dataFolder, 'secret')).mode & 0o777).toBe(0o600);
    await inDatabase(elsewhere, async (prisma) => {
      expect(await said(prisma)).toEqual(before);
      await prisma.messageRecording.deleteMany();
    });

    const untouched = everythingIn(elsewhere.dataFolder);
    await expect(restore(elsewhere, file, { replace: false, now: NOW })).rejects.toThrow('again with --replace');
    expect(everythingIn(elsewhere.dataFolder)).toEqual(untouched);
    const { before: aside } = await restore(elsewhere, file, { replace: true, now: NOW });
    expect(await inDatabase(elsewhere, said)).toEqual(before);
    expect(readdirSync(aside ?? '').sort()).toEqual(['pg', 'secret']);
  });

  test('while a program uses it no backup is made and none is restored; a file that is there is never overwritten', async () => {
    const lock = path.join(config.dataFolder, 'tandem.lock');
    writeFileSync(lock, String(process.ppid));
    await expect(backUp(config, `${file}.new`, NOW)).rejects.toThrow(`is in use by process ${process.ppid}. Stop it first`);
    await expect(restore(config, import.meta.filename, { replace: true, now: NOW })).rejects.toThrow('Stop it first');
    rmSync(lock);
    expect(readdirSync(path.dirname(file))).toEqual(['tandem.backup']);
    const mine = path.join(newFolder(), 'mine');
    writeFileSync(mine, 'mine');
    await expect(backUp(config, mine, NOW)).rejects.toThrow('never overwrites');
    expect(readFileSync(mine, 'utf8')).toBe('mine');
  });

  test('a file that was cut off, changed, or is none at all is refused, and changes nothing', async () => {
    const whole = everythingIn(config.dataFolder);
    const size = statSync(file).size;
    const damaged = path.join(newFolder(), 'damaged');
    const damage: (() => void)[] = [
      () => truncateSync(damaged, size - 5),
      () => truncateSync(damaged, Math.floor(size / 2)),
      () => {
        const bytes = readFileSync(damaged);
        bytes.writeUInt8(bytes.readUInt8(Math.floor(size / 2)) ^ 1, Math.floor(size / 2));
        writeFileSync(damaged, bytes);
      },
      () => writeFileSync(damaged, 'no backup'),
    ];
    for (const spoil of damage) {
      cpSync(file, damaged);
      spoil();
      await expect(restore(config, damaged, { replace: true, now: NOW })).rejects.toThrow('is damaged, or no backup');
      expect(everythingIn(config.dataFolder)).toEqual(whole);
    }
    const server = { ...config, databaseUrl: 'postgresql://nobody@localhost/none' };
    await expect(restore(server, file, { replace: true, now: NOW })).rejects.toThrow('is of an embedded database');
    const other = { ...config, secret: 'another secret that has more than 32 characters' };
    await expect(restore(other, file, { replace: true, now: NOW })).rejects.toThrow('TANDEM_SECRET is another');
    expect(everythingIn(config.dataFolder)).toEqual(whole);
  });
});

test('of a PostgreSQL server it is the state of a moment, while a program runs; what replaces its data waits until it has ended', async () => {
  const postgres = await startPostgres();
  open.push(() => postgres.close());
  const secret = 'one secret for every server of the same installation';
  const config = { databaseUrl: postgres.url, dataFolder: newFolder(), secret };
  const file = path.join(newFolder(), 'tandem.backup');
  const lessee = { holder: 'one', address: 'http://10.0.0.1:3000' };
  const before = await inDatabase(config, async (prisma) => {
    await assertSameSecret(prisma, secret);
    await prepareInstallation(prisma, readConfig({}), secret, NOW);
    await fill(prisma);
    await backUp(config, file, NOW);
    const state = await said(prisma);
    const leases = openLeases(prisma);
    // A moment is rounded up to the millisecond: the first to ask may be early.
    const lease = await vi.waitFor(async () => (await leases.take('routing', lessee, 60_000)) ?? Promise.reject(new Error('not yet')));
    await prisma.messageRecording.deleteMany();
    await expect(restore(config, file, { replace: true, now: NOW })).rejects.toThrow('runs on this database, at http://10.0.0.1:3000');
    await leases.giveUp(lease);
    return state;
  });
  await expect(restore(config, file, { replace: false, now: NOW })).rejects.toThrow('again with --replace');
  expect((await inDatabase(config, said)).recordings).toEqual([]);

  await restore(config, file, { replace: true, now: NOW });
  expect(await inDatabase(config, said)).toEqual(before);
  // Also of a database that was restored.
  const second = `${file}.second`;
  await backUp(config, second, NOW);
  const cut = `${file}.cut`;
  cpSync(second, cut);
  truncateSync(cut, statSync(cut).size - 20);
  await expect(restore(config, cut, { replace: true, now: NOW })).rejects.toThrow('is damaged');
  await restore(config, second, { replace: true, now: NOW });
  expect(await inDatabase(config, said)).toEqual(before);
});
