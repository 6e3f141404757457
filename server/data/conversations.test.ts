import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallAction } from '../protocol/conversation.ts';
import { LeaveMessage } from '../protocol/messages.ts';
import { liveIn } from '../routing/core/conversation.ts';
import { queue, World } from '../routing/core/testing.ts';
import { hashKey } from '../sockets/keys.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import { openCallStories } from './call-story.ts';
import type { Database } from './database.ts';
import { lastAgentOf } from './last-agent.ts';
import { openMessageBox } from './left-messages.ts';
import { openMessageList } from './message-list.ts';
import { openRoutingStore } from './routing-store.ts';

/** What is kept of a conversation: Ana asks Carol privately, then sends the caller on to a queue in which nobody comes. */

const SECRET = 'a-secret-of-16-letters';
const folder = mkdtempSync(path.join(tmpdir(), 'tandem-conversations-'));
let database: Database;
let world: World;
let call: string;

beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  for (const id of ['lisbon', 'toronto']) await database.prisma.center.create({ data: { id, name: id, timeZone: 'UTC', linkKeyHash: id } });
  const store = await openRoutingStore(database.prisma);
  world = new World([
    queue('sales', { sales: 1 }),
    queue('french', { french: 5 }, { maxWaitMs: 30_000, whenTooLong: { kind: 'callback', text: 'We call you back.' } }),
  ]);
  const caller = { name: 'Maria', email: null, customerId: 'c-7', page: null, question: null };
  world.agent('ana', 'lisbon', { sales: 1 });
  call = world.call('sales', { caller, keyHash: hashKey(SECRET) });
  world.connect(call);
  world.agent('carol', 'toronto', { support: 1 });
  const act = (action: CallAction) => expect(world.do({ kind: 'control', action, ...world.acting(call) })).toEqual({ ok: true });
  act({ kind: 'consult', target: { kind: 'agent', agentId: 'carol' }, note: null });
  const asked = liveIn(world.state, call).at(-1)?.id ?? '';
  world.connect(asked);
  world.pass(5000);
  const carol = world.acting(asked);
  act({ kind: 'back' });
  world.do({ kind: 'complete', disposition: 'Done', ...carol });
  const ana = world.acting(call);
  act({ kind: 'transfer', target: { kind: 'queue', queueId: 'french' }, note: null });
  world.do({ kind: 'complete', disposition: 'Done', ...ana });
  world.pass(30_000);
  expect(world.state.calls.size).toBe(0);
  await store.append(world.log);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every part of a conversation names it, what it comes from, and whether a caller waited for it', async () => {
  const rows = await database.prisma.call.findMany({ orderBy: { enqueuedAt: 'asc' } });
  expect(rows.map(({ conversationId, previousId, role, waited, reason }) => [conversationId, previousId, role, waited, reason])).toEqual([
    [call, null, 'main', true, 'transferred'],
    [call, call, 'consult', false, 'consult-over'],
    [call, call, 'main', true, 'waited-too-long'],
  ]);
});

test('who was asked privately is neither in the list of the last calls nor whom the customer talked to', async () => {
  const recent = await openCallStories(database.prisma).recent({ queues: new Map(), others: 0 });
  expect(recent.map(({ outcome, agentName }) => [outcome, agentName])).toEqual([
    ['canceled', null],
    ['answered', 'ana'],
  ]);
  expect(await lastAgentOf(database.prisma, { name: 'Maria', email: null, customerId: 'c-7', page: null, question: null }, world.now)).toBe(
    'ana',
  );
});

test('a caller who was sent on leaves a message with the key that they were given at first', async () => {
  const message = {
    key: { callId: call, secret: SECRET },
    kind: 'callback',
    name: 'Maria',
    email: '',
    phone: '+351 21 123 45 67',
    text: '',
  };
  await openMessageBox(database.prisma).leave(LeaveMessage.parse(message), null, world.now);
  const { messages } = await openMessageList(database.prisma).list({ id: 'sofia', role: 'supervisor' });
  expect(messages).toMatchObject([{ callId: call, name: 'Maria' }]);
});

test('what counts for the measures of the day is known after a restart', async () => {
  const store = await openRoutingStore(database.prisma);
  const ended = await store.endedSince(0);
  expect(ended.map(({ outcome, waited }) => [outcome, waited]).sort()).toEqual([
    ['answered', false],
    ['answered', true],
    ['other', true],
  ]);
});

test('the story of any part tells the whole conversation: who was asked, every event, the lines, and what was written', async () => {
  const { prisma } = database;
  const offers = await prisma.reservation.findMany();
  const party = (agentId: string) => `agent-${offers.find((one) => one.agentId === agentId)?.token}`;
  const at = new Date(world.now);
  const line = {
    conversationId: call,
    at,
    samples: 3,
    mosAverage: 4.1,
    mosWorst: 3.8,
    lossUp: 0,
    lossDown: 0.01,
    jitterUpMs: 2,
    jitterDownMs: 3,
  };
  await prisma.callQuality.createMany({ data: ['caller', party('ana'), party('carol')].map((one) => ({ ...line, party: one })) });
  const text = { conversationId: call, at, sender: party('carol'), name: 'Carol', text: 'Ask for the order number', clientId: 'text-0001' };
  await prisma.callText.create({ data: { ...text, seq: 1 } });
  const [, consult] = await prisma.call.findMany({ orderBy: { enqueuedAt: 'asc' } });
  const kept = { callId: consult?.id ?? '', agentId: 'carol', agentName: 'Carol', queueName: 'sales', callerName: 'Maria' };
  await prisma.interaction.create({
    data: { ...kept, centerId: 'toronto', at, talkMs: 5000, wrapupMs: 0, notes: 'Told her where it stands' },
  });

  const stories = openCallStories(prisma);
  const story = await stories.story(consult?.id ?? '', (center) => center === 'toronto');
  expect(story.parts.map(({ role, agentId, notes }) => [role, agentId, notes?.notes ?? null])).toEqual([
    ['main', 'ana', null],
    ['consult', 'carol', 'Told her where it stands'],
    ['main', null, null],
  ]);
  expect(story.parts.map(({ decisions }) => decisions.length)).toEqual([1, 1, 0]);
  const told = (callId: string | undefined) => story.events.filter((event) => event.callId === callId).map(({ kind }) => kind);
  expect(told(call)).toEqual(expect.arrayContaining(['call-queued', 'call-connected', 'call-held', 'call-ended', 'call-completed']));
  expect(told(consult?.id)).toEqual(expect.arrayContaining(['call-queued', 'call-offered', 'call-connected', 'call-completed']));
  expect(story.events.at(-1)).toMatchObject({ kind: 'call-canceled', why: { end: 'waited-too-long' } });
  expect(story.lines.map(({ agentId }) => agentId)).toEqual(['ana', 'carol', null]);
  expect(story.texts).toMatchObject([{ agentId: 'carol', text: 'Ask for the order number' }]);

  // Of a center that nobody here supervises neither notes nor texts are told.
  const closed = await stories.story(call);
  expect(closed.parts.every(({ notes }) => notes === null)).toBe(true);
  expect(closed.texts).toBeNull();
});
