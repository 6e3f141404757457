import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { type AgentReport, type AgentWork, LINK_NAMESPACE, type TextsForAgent, type Waiting } from '../protocol/link.ts';
import { NO_LIMITS } from '../protocol/queue.ts';
import { hashKey } from '../sockets/keys.ts';
import { NO_NOTES } from '../system/link-notes.ts';
import { type OnlyWork, onlyWork } from '../testing/only-work.ts';
import { emptyState } from './core/state.ts';
import { emptyStats } from './core/stats.ts';
import { queue } from './core/testing.ts';
import { LinkGateway, type LinkNamespace } from './link-gateway.ts';
import { RoutingService } from './service.ts';
import { textsOver } from './testing.ts';
import { TicketBook } from './tickets.ts';

const log = { warn: () => {}, error: () => {} };
const store = {
  load: async () => ({ state: emptyState(), stats: emptyStats() }),
  append: async () => {},
  forgetReportsBefore: async () => 0,
  endedSince: async () => [],
};
const KEY = 'a-key-of-sixteen-letters';

/** Two centers at their links, with one agent each, over the real core; the queue offers to two agents at once. */
async function opened() {
  const service = await RoutingService.open({ store, now: Date.now, log, onFatal: () => {} });
  const queues = [queue('sales', { sales: 1 }, { offersAtOnce: 2 })];
  const centers = ['lisbon', 'toronto'].map((id) => ({ id, name: id, limits: NO_LIMITS }));
  await service.submit({ kind: 'configure', queues, skills: [{ id: 'sales', name: 'Sales' }], centers });
  const tickets = new TicketBook({ place: () => {}, placeOf: () => null }, async ({ callId, party }) => `ey ${callId} ${party}`);
  const { desk: texts, book } = await textsOver(service.state);
  const http = createServer().listen(0, '127.0.0.1');
  const server = new Server(http);
  const namespace = server.of(LINK_NAMESPACE) as LinkNamespace;
  const gateway = new LinkGateway({
    namespace,
    service,
    tickets,
    texts,
    listenersSeen: () => [],
    silentAt: () => null,
    echoTicket: async () => '',
    log,
    keyHashesOf: async () => [hashKey(KEY)],
    notes: NO_NOTES,
  });
  book.onText((conversationId, text) => gateway.tellText(conversationId, text));
  service.onEvents(async (events, state) => {
    await tickets.prepare(events, state);
    gateway.deliver(events, state);
  });
  onTestFinished(async () => {
    gateway.close();
    await server.close();
    await service.close();
  });
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}${LINK_NAMESPACE}`;
  const center = async (centerId: string, agentId: string) => {
    const socket = io(url, { transports: ['websocket'], forceNew: true, auth: { centerId, key: KEY, epoch: 'run-1' } });
    onTestFinished(() => void socket.disconnect());
    const work: OnlyWork[] = [];
    const waiting: Waiting[] = [];
    socket.on('work', (message: AgentWork) => work.push(onlyWork(message)));
    const texts: TextsForAgent[] = [];
    socket.on('texts', (message: TextsForAgent) => texts.push(message));
    socket.on('waiting', (message: Waiting) => waiting.push(message));
    await new Promise<void>((resolve) => socket.once('snapshot-please', () => resolve()));
    const agent: AgentReport = {
      id: agentId,
      name: agentId,
      skills: [{ id: 'sales', name: 'Sales', level: 3 }],
      excludedQueues: [],
      status: { kind: 'available', since: Date.now() - 60_000 },
      reachable: true,
      answeredAt: Date.now(),
      capacity: 1,
      settledToken: 0,
    };
    const volume = { waiting: 0, ringing: 0, talking: 0 };
    let seq = 0;
    const snapshot = (change: Partial<AgentReport> = {}) => {
      seq += 1;
      const agents = [{ ...agent, ...change }];
      return socket.emitWithAck('report', { seq, at: Date.now(), kind: 'snapshot', agents, answered: {}, volume });
    };
    await snapshot();
    const acting = () => {
      const last = work.at(-1);
      if (last?.work.kind !== 'offer') throw new Error('There is no offer');
      return { agentId, reservationId: last.work.reservationId, token: last.token };
    };
    return { socket, work, waiting, texts, snapshot, acting };
  };
  const lisbon = await center('lisbon', 'ana');
  const toronto = await center('toronto', 'carol');
  const call = async (callId: string) => {
    const caller = { name: 'Maria', email: null, customerId: null, page: null, question: null };
    const asked = { queueId: 'sales', caller, requirement: null, roundTrips: {}, preferredAgentId: null };
    await service.submit({ kind: 'start-call', callId, keyHash: 'h', ...asked });
  };
  return { service, desk: texts, call, lisbon, toronto };
}

test('of a call that is offered to two at once, the first to accept has it and the other is told that somebody took it', async () => {
  const { call, lisbon, toronto } = await opened();
  await call('c1');
  await expect.poll(() => [lisbon.work.at(-1)?.work.kind, toronto.work.at(-1)?.work.kind]).toEqual(['offer', 'offer']);
  const late = lisbon.acting();
  expect(await toronto.socket.emitWithAck('accept', toronto.acting())).toMatchObject({ ok: true });
  await expect.poll(() => toronto.work.at(-1)?.work.kind).toBe('connecting');
  await expect.poll(() => lisbon.work.at(-1)).toMatchObject({ work: { kind: 'none' }, ended: 'rescinded', token: late.token });
  expect(await lisbon.socket.emitWithAck('accept', late)).toMatchObject({ ok: false, error: { code: 'stale-token' } });
  const connecting = toronto.work.at(-1)?.work;
  expect(connecting?.kind === 'connecting' && connecting.ticket).toMatch(/^ey/);
});

test('one who declines is out of it, and the other’s offer stands', async () => {
  const { call, lisbon, toronto, service } = await opened();
  await call('c1');
  await expect.poll(() => lisbon.work.at(-1)?.work.kind).toBe('offer');
  const { token } = lisbon.acting();
  expect(await lisbon.socket.emitWithAck('reject', { ...lisbon.acting(), reason: 'declined' })).toMatchObject({ ok: true });
  await expect.poll(() => lisbon.work.at(-1)).toMatchObject({ work: { kind: 'none' }, ended: 'rejected', token });
  expect(service.state.calls.get('c1')?.state).toMatchObject({ kind: 'offered', reservations: [{ agentId: 'carol' }] });
  expect(await toronto.socket.emitWithAck('accept', toronto.acting())).toMatchObject({ ok: true });
});

test('each of several is told why them', async () => {
  const { call, lisbon, toronto } = await opened();
  await call('c1');
  await expect.poll(() => [lisbon.work.at(-1)?.work.kind, toronto.work.at(-1)?.work.kind]).toEqual(['offer', 'offer']);
  const whys = [lisbon, toronto].map(({ work }) => {
    const last = work.at(-1)?.work;
    return last?.kind === 'offer' ? last.why : [];
  });
  expect(whys.filter((why) => why.some(({ kind }) => kind === 'several-at-once'))).toHaveLength(1);
  for (const why of whys) expect(why.length).toBeGreaterThan(0);
});

test('who waits is told to every center, in a moment and as one', async () => {
  const { call, lisbon, toronto } = await opened();
  await call('c1');
  await expect.poll(() => lisbon.work.at(-1)?.work.kind).toBe('offer');
  lisbon.waiting.length = 0;
  for (const callId of ['c2', 'c3', 'c4']) await call(callId);
  await expect.poll(() => lisbon.waiting.at(-1)?.queues).toMatchObject([{ queueId: 'sales', waiting: 3 }]);
  await expect.poll(() => toronto.waiting.at(-1)?.queues[0]?.waiting).toBe(3);
  expect(lisbon.waiting.length).toBeLessThan(4);
});

test('texts go to the agent who is in the conversation; one who is only asked neither reads nor writes', async () => {
  const { call, desk, lisbon, toronto } = await opened();
  await call('c1');
  await expect.poll(() => [lisbon.work.at(-1)?.work.kind, toronto.work.at(-1)?.work.kind]).toEqual(['offer', 'offer']);
  const asked = { ...lisbon.acting(), id: 'message-1', text: 'hello' };
  expect(await lisbon.socket.emitWithAck('say', asked)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await lisbon.socket.emitWithAck('texts-after', { ...lisbon.acting(), after: 0 })).toMatchObject({ error: { code: 'conflict' } });
  const ours = toronto.acting();
  await toronto.socket.emitWithAck('accept', ours);
  await desk.sayAsCaller('c1', { id: 'message-2', text: 'Order 4711' });
  await expect.poll(() => toronto.texts).toMatchObject([{ agentId: 'carol', callId: 'c1', texts: [{ seq: 1, text: 'Order 4711' }] }]);
  expect(lisbon.texts).toEqual([]);
  // Another center can't speak for her.
  expect(await lisbon.socket.emitWithAck('say', { ...ours, id: 'message-3', text: 'x' })).toMatchObject({ error: { code: 'stale-token' } });
});

test('a center whose link was gone is told the last text again, whose number shows what is missing', async () => {
  const { call, desk, lisbon, toronto } = await opened();
  await call('c1');
  await expect.poll(() => [lisbon.work.at(-1)?.work.kind, toronto.work.at(-1)?.work.kind]).toEqual(['offer', 'offer']);
  await lisbon.socket.emitWithAck('accept', lisbon.acting());
  for (const text of ['one', 'two']) await desk.sayAsCaller('c1', { id: `message-${text}`, text });
  await expect.poll(() => lisbon.texts.length).toBe(2);
  lisbon.texts.length = 0;
  expect(await lisbon.snapshot()).toMatchObject({ ok: true });
  await expect.poll(() => lisbon.texts).toMatchObject([{ agentId: 'ana', callId: 'c1', texts: [{ seq: 2, text: 'two' }] }]);
});

/** Carol of Toronto talks to a caller, Ana of Lisbon has let the call go by. */
async function talking() {
  const all = await opened();
  const { call, lisbon, toronto, service } = all;
  await call('c1');
  await expect.poll(() => [lisbon.work.at(-1)?.work.kind, toronto.work.at(-1)?.work.kind]).toEqual(['offer', 'offer']);
  const acting = toronto.acting();
  await toronto.socket.emitWithAck('accept', acting);
  await service.submit({ kind: 'audio', callId: 'c1', caller: true, agent: true, bothWays: true });
  await expect.poll(() => toronto.work.at(-1)?.work.kind).toBe('connected');
  await expect.poll(() => lisbon.work.at(-1)?.work.kind).toBe('none');
  await lisbon.snapshot({ settledToken: lisbon.work.at(-1)?.token ?? 0 });
  return { ...all, acting };
}

test('what agents do with a call is held to their reservation and to the protocol, and each refusal changes nothing', async () => {
  const { lisbon, toronto, service, acting } = await talking();
  const before = structuredClone(service.state.calls.get('c1')?.state);
  const control = (socket: typeof lisbon.socket, change: object) => socket.emitWithAck('control', { ...acting, ...change });
  const hold = { action: { kind: 'hold' } };
  const transfer = { kind: 'transfer', target: { kind: 'agent', agentId: 'ana' } };
  for (const [socket, change, error] of [
    [lisbon.socket, hold, { code: 'stale-token' }],
    [toronto.socket, { ...hold, token: acting.token - 1 }, { code: 'stale-token' }],
    [toronto.socket, { ...hold, agentId: 'ana' }, { code: 'stale-token' }],
    [toronto.socket, { action: { kind: 'explode' } }, { code: 'bad-request', field: 'action.kind' }],
    [toronto.socket, { action: { kind: 'drop', partyId: 'everybody' } }, { code: 'bad-request', field: 'action.partyId' }],
    [toronto.socket, { action: { ...transfer, target: { kind: 'agent' } } }, { code: 'bad-request', field: 'action.target.agentId' }],
    [toronto.socket, { action: { ...transfer, note: 'x'.repeat(501) } }, { code: 'bad-request', field: 'action.note' }],
    [toronto.socket, { action: { ...transfer, target: { kind: 'agent', agentId: 'nobody' } } }, { code: 'not-found', field: 'target' }],
  ] as const)
    expect(await control(socket, change), JSON.stringify(change)).toMatchObject({ ok: false, error });
  expect(service.state.calls.get('c1')?.state).toEqual(before);
});

test('the list of where a call can go is for who has it, and is not asked for by a loop', async () => {
  const { lisbon, toronto, acting } = await talking();
  const ask = (socket = toronto.socket) => socket.emitWithAck('directory', acting);
  expect(await ask(lisbon.socket)).toMatchObject({ ok: false, error: { code: 'stale-token' } });
  expect(await ask()).toMatchObject({ ok: true, data: { agents: [{ id: 'ana' }, { id: 'carol', unavailable: 'here' }] } });
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask()));
  expect(answers.some((answer) => !answer.ok && answer.error.code === 'too-many')).toBe(true);
});

test('every agent of a conversation is told of all of its parties, wherever they are', async () => {
  const { lisbon, toronto, service, acting } = await talking();
  const add = { ...acting, action: { kind: 'add', target: { kind: 'agent', agentId: 'ana' }, note: null } };
  expect(await toronto.socket.emitWithAck('control', add)).toMatchObject({ ok: true });
  const parties = ({ work }: typeof lisbon) => {
    const last = work.at(-1)?.work;
    return last?.kind === 'connecting' || last?.kind === 'connected'
      ? last.conversation.parties.map(({ name, state }) => [name, state])
      : [];
  };
  await expect
    .poll(() => parties(toronto))
    .toEqual([
      ['Maria', 'talking'],
      ['carol', 'talking'],
      ['ana', 'ringing'],
    ]);
  await expect
    .poll(() => lisbon.work.at(-1)?.work)
    .toMatchObject({ kind: 'offer', conversationId: 'c1', invitation: { how: 'add', byName: 'carol' } });
  await lisbon.socket.emitWithAck('accept', lisbon.acting());
  const asked = [...service.state.calls.keys()].at(-1) ?? '';
  await service.submit({ kind: 'audio', callId: asked, caller: true, agent: true, bothWays: true });
  for (const center of [lisbon, toronto])
    await expect
      .poll(() => parties(center))
      .toEqual([
        ['Maria', 'talking'],
        ['carol', 'talking'],
        ['ana', 'talking'],
      ]);
  await service.submit({ kind: 'caller-away', callId: 'c1' });
  for (const center of [lisbon, toronto]) await expect.poll(() => parties(center)[0]).toEqual(['Maria', 'away']);
  // Each has a ticket of their own for the one room.
  const tickets = [lisbon, toronto].map(({ work }) => {
    const last = work.at(-1)?.work;
    return last?.kind === 'connected' ? last.ticket : '';
  });
  expect(new Set(tickets).size).toBe(2);
});
