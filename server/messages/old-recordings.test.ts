import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAuditLog } from '../data/audit.ts';
import { openMessageList } from '../data/message-list.ts';
import { openMessageRecordings } from '../data/message-recordings.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import { watchOldRecordings } from './old-recordings.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const DAY = 86_400_000;

test('recordings of messages that were done long ago are deleted once and written down; what waits to be returned stays', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-recordings-'));
  const { prisma, close } = await openEmptyDatabase({ folder });
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  const left = async (id: string, doneAt: number | null) => {
    const said = { kind: 'message', queueId: 'sales', callId: `call-${id}`, name: 'Rui', text: '', durationMs: 4000 };
    await prisma.leftMessage.create({
      data: { id, ...said, createdAt: new Date(NOON - 200 * DAY), doneAt: doneAt === null ? null : new Date(doneAt) },
    });
    await prisma.messageRecording.create({ data: { messageId: id, bytes: new Uint8Array([1, 2, 3]) } });
  };
  await left('open', null);
  await left('old', NOON - 90 * DAY - 1);
  await left('young', NOON - 89 * DAY);
  let now = NOON;
  const log = { error: (_: object, message: string) => expect.unreachable(message) };
  const ports = { recordings: openMessageRecordings(prisma), audit: openAuditLog(prisma), days: 90, now: () => now, log };
  const watched = watchOldRecordings(ports);
  await watched.close();
  const kept = async () => (await prisma.messageRecording.findMany({ orderBy: { messageId: 'asc' } })).map(({ messageId }) => messageId);
  expect(await kept()).toEqual(['open', 'young']);
  await watched.look();
  const entries = () => prisma.auditEntry.findMany({ select: { action: true, actorName: true, details: true } });
  const written = { action: 'recordings-deleted', actorName: 'Tandem', details: { recordings: 1, days: 90 } };
  expect(await entries()).toEqual([written]);
  const { messages } = await openMessageList(prisma).list({ id: 'sofia', role: 'supervisor' });
  const shown = messages.map(({ id, durationMs, recordingGone }) => [id, durationMs, recordingGone]);
  expect(new Set(shown)).toEqual(
    new Set([
      ['open', 4000, false],
      ['young', 4000, false],
      ['old', 4000, true],
    ]),
  );
  now += 2 * DAY;
  await watched.look();
  expect(await kept()).toEqual(['open']);
  expect(await entries()).toEqual([written, written]);
});
