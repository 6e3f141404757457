import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../protocol/common.ts';
import { LeaveMessage } from '../protocol/messages.ts';
import { queue, World } from '../routing/core/testing.ts';
import { hashKey } from '../sockets/keys.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import { openCallStories } from './call-story.ts';
import type { Database } from './database.ts';
import { lastAgentOf } from './last-agent.ts';
import { openMessageBox } from './left-messages.ts';
import { openMessageList } from './message-list.ts';
import { openRoutingStore } from './routing-store.ts';

/** What is known of calls that are over, from the log of the real core on the embedded database. */

const DAY_MS = 24 * 60 * 60 * 1000;
const SECRET = 'a-secret-of-16-letters';
const folder = mkdtempSync(path.join(tmpdir(), 'tandem-after-'));
const maria: Caller = { name: 'Maria', email: 'Maria@Example.pt', customerId: 'c-7', page: null, question: null };
const since = (at: number) => ({ queues: new Map<string, number>(), others: at });
let database: Database;
let now: number;
/** Calls: talked to ana after joao had declined; turned away by a full queue; abandoned while it waited. */
let calls: { talked: string; turnedAway: string; abandoned: string };

beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  const { prisma } = database;
  for (const id of ['lisbon', 'toronto'])
    await prisma.center.create({ data: { id, name: `Center ${id}`, timeZone: 'UTC', linkKeyHash: 'h' } });
  for (const name of ['Ana', 'João'])
    await prisma.user.create({ data: { id: name === 'Ana' ? 'ana' : 'joao', name, email: `${name}@lisbon.example`, role: 'agent' } });
  const store = await openRoutingStore(prisma);
  const world = new World([queue('sales', { sales: 1 }, { maxLength: 1, whenFull: { kind: 'callback', text: 'We call you back.' } })]);
  const keyHash = hashKey(SECRET);
  world.agent('joao', 'lisbon', { sales: 1 });
  world.now += 1000;
  world.agent('ana', 'lisbon', { sales: 1 });
  world.now += 1000;
  const talked = world.call('sales', { caller: maria, keyHash });
  expect(world.agentOf(talked)).toBe('joao');
  world.do({ kind: 'reject', reason: 'declined', ...world.acting(talked) });
  expect(world.agentOf(talked)).toBe('ana');
  world.status('joao', 'not-ready');
  world.now += 500;
  world.connect(talked);
  const ana = world.acting(talked);
  const abandoned = world.call('sales', { keyHash });
  const turnedAway = world.call('sales', { keyHash });
  world.now += 60_000;
  world.do({ kind: 'caller-left', callId: abandoned });
  world.do({ kind: 'caller-left', callId: talked });
  world.do({ kind: 'complete', disposition: 'Done', ...ana });
  await store.append(world.log);
  now = world.now;
  calls = { talked, turnedAway, abandoned };
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the story of a call', () => {
  test('tells every decision and how each offer ended, also after the call is over', async () => {
    const story = await openCallStories(database.prisma).story(calls.talked);
    expect(story.parts[0]?.decisions.map(({ decision, offers }) => [decision.chosen, offers.map((one) => one.end)])).toEqual([
      [['joao'], ['declined']],
      [['ana'], ['accepted']],
    ]);
    expect(story).toMatchObject({ callerName: 'Maria', agents: { ana: 'Ana', joao: 'João' }, centers: { lisbon: 'Center lisbon' } });
  });

  test('of a call that was never offered has no decision, and there is none of a call that never was', async () => {
    const stories = openCallStories(database.prisma);
    expect((await stories.story(calls.turnedAway)).parts).toMatchObject([{ decisions: [], agentId: null, notes: null }]);
    await expect(stories.story('no-call')).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('the last calls are told with outcome, times and who answered', async () => {
  const recent = await openCallStories(database.prisma).recent(since(0));
  const told = Object.fromEntries(recent.map((call) => [call.id, call]));
  expect(told[calls.talked]).toMatchObject({
    outcome: 'answered',
    agentName: 'Ana',
    centerId: 'lisbon',
    waitedMs: 500,
    talkMs: 60_000,
    offered: true,
  });
  expect(told[calls.turnedAway]).toMatchObject({
    outcome: 'canceled',
    reason: 'queue-full',
    agentName: null,
    talkMs: null,
    offered: false,
  });
  expect(told[calls.abandoned]).toMatchObject({ outcome: 'abandoned', waitedMs: 60_000, talkMs: null });
  expect(await openCallStories(database.prisma).recent(since(now + 1))).toEqual([]);
});

test('the last calls are those since their own queue’s midnight, also of a queue that is gone', async () => {
  const stories = openCallStories(database.prisma);
  const ids = async (queueId: string, midnight: number, others: number) =>
    (await stories.recent({ queues: new Map([[queueId, midnight]]), others })).map(({ id }) => id);
  expect(await ids('sales', now + 1, 0)).toEqual([]);
  expect((await ids('sales', now, now + 1)).sort()).toEqual([calls.talked, calls.abandoned].sort());
  expect(await ids('support', now + 1, 0)).toHaveLength(3);
});

test.each<[string, Partial<Caller>, string | null]>([
  ['by the customer’s id', { email: null }, 'ana'],
  ['by e-mail, as it was typed', { customerId: null }, 'ana'],
  ['by another id, then by e-mail', { customerId: 'c-8' }, 'ana'],
  ['nobody by neither', { customerId: 'c-8', email: 'else@example.pt' }, null],
  ['nobody without both', { customerId: null, email: null }, null],
])('whom a customer talked to last is found %s', async (_, change, agentId) => {
  expect(await lastAgentOf(database.prisma, { ...maria, ...change }, now)).toBe(agentId);
});

test('whom a customer talked to more than 30 days ago is forgotten', async () => {
  expect(await lastAgentOf(database.prisma, maria, now + 29 * DAY_MS)).toBe('ana');
  expect(await lastAgentOf(database.prisma, maria, now + 31 * DAY_MS)).toBeNull();
});

const SOFIA = { id: 'sofia', role: 'supervisor' } as const;

describe('a message', () => {
  const message = (change: object = {}) =>
    LeaveMessage.parse({
      key: { callId: calls.turnedAway, secret: SECRET },
      kind: 'callback',
      name: 'Rui',
      email: '',
      phone: '+351 21 123 45 67',
      text: 'after five',
      ...change,
    });

  test('is left by whoever has the key of a call that was offered it, and by nobody else', async () => {
    const [box, book] = [openMessageBox(database.prisma), openMessageList(database.prisma)];
    for (const [change, code] of [
      [{ key: { callId: calls.turnedAway, secret: 'another-secret-of-16' } }, 'not-found'],
      [{ key: { callId: 'no-call', secret: SECRET } }, 'not-found'],
      [{ kind: 'message' }, 'conflict'],
      [{ key: { callId: calls.talked, secret: SECRET } }, 'conflict'],
    ] as const)
      await expect(box.leave(message(change), null, now)).rejects.toMatchObject({ code });
    expect(await book.list(SOFIA)).toEqual({ open: 0, messages: [] });
    // Who left the line before an answer may leave word, too.
    await box.assertMayRecord({ callId: calls.abandoned, secret: SECRET }, now);
    await box.leave(message(), null, now);
    expect(await book.list(SOFIA)).toMatchObject({
      open: 1,
      messages: [
        { kind: 'callback', name: 'Rui', email: null, phone: '+351 21 123 45 67', text: 'after five', createdAt: now, doneAt: null },
      ],
    });
  });

  test('is left by a caller who would wait no longer, too; with a recording it has its sound, until it is left anew', async () => {
    const [box, book] = [openMessageBox(database.prisma), openMessageList(database.prisma)];
    const key = { callId: calls.abandoned, secret: SECRET };
    const left = { key, kind: 'message', text: '', recordingId: randomUUID() };
    await box.assertMayRecord(key, now);
    await box.leave(message(left), { bytes: Buffer.from('OggS'), durationMs: 1500 }, now);
    const [spoken] = (await book.list(SOFIA)).messages.filter(({ callId }) => callId === calls.abandoned);
    expect(spoken).toMatchObject({ text: '', durationMs: 1500 });
    expect(Buffer.from(await book.recording(SOFIA, spoken?.id ?? '')).toString()).toBe('OggS');
    await box.leave(message({ ...left, text: 'In writing', recordingId: null }), null, now);
    expect(await database.prisma.messageRecording.count()).toBe(0);
    await database.prisma.leftMessage.deleteMany({ where: { callId: calls.abandoned } });
  });

  test('left again replaces the first; done once stays done, and says by whom', async () => {
    const [box, book] = [openMessageBox(database.prisma), openMessageList(database.prisma)];
    await box.leave(message({ text: 'before noon' }), null, now + 10);
    const { open, messages } = await book.list(SOFIA);
    expect([open, messages.map((one) => one.text)]).toEqual([1, ['before noon']]);
    const id = messages[0]?.id ?? '';
    await book.done({ ...SOFIA, id: 'ana' }, id, now + 20);
    await book.done({ ...SOFIA, id: 'joao' }, id, now + 30);
    expect(await book.list(SOFIA)).toMatchObject({ open: 0, messages: [{ doneAt: now + 20, doneByName: 'Ana' }] });
    await expect(book.done(SOFIA, 'no-message', now)).rejects.toMatchObject({ code: 'not-found' });
  });
});
