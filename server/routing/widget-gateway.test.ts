import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import type { Ack } from '../protocol/common.ts';
import { type CallKey, type StartCall, WIDGET_NAMESPACE, type WidgetCall } from '../protocol/widget.ts';
import { hashKey } from '../sockets/keys.ts';
import type { RoutingEvent } from './core/events.ts';
import type { Queue } from './core/model.ts';
import { emptyState } from './core/state.ts';
import { emptyStats } from './core/stats.ts';
import { queue } from './core/testing.ts';
import { RoutingService } from './service.ts';
import { textsOver } from './testing.ts';
import { TicketBook } from './tickets.ts';
import { WidgetGateway, type WidgetGatewayOptions } from './widget-gateway.ts';

const store = {
  load: async () => ({ state: emptyState(), stats: emptyStats() }),
  append: async () => {},
  forgetReportsBefore: async () => 0,
  endedSince: async () => [],
};
const ROOMS = { place: () => {}, placeOf: () => null };
const SIGN = async () => 'ticket';

/** A widget gateway over the real core, with nothing behind it, and callers' sockets before it. */
async function opened(queues: Queue[], change: Partial<WidgetGatewayOptions> = {}) {
  const log = { warn: () => {}, error: () => {} };
  const service = await RoutingService.open({ store, now: Date.now, log, onFatal: () => {} });
  await service.submit({ kind: 'configure', queues, skills: [{ id: 'sales', name: 'Sales' }], centers: [] });
  const tickets = change.tickets ?? new TicketBook(ROOMS, SIGN);
  const texts = await textsOver(service.state);
  const http = createServer().listen(0, '127.0.0.1');
  const server = new Server(http);
  const namespace = server.of(WIDGET_NAMESPACE);
  const gateway = new WidgetGateway({
    namespace,
    service,
    tickets,
    texts: texts.desk,
    listenersHeard: () => [],
    silence: { endsAt: () => null, stillHere: () => undefined },
    log,
    gate: {
      admit: async () => {},
      assertNotBlocked: () => {},
      enter: async () => {},
      challenge: () => ({ challenge: '', bits: 0 }),
      began: () => {},
    },
    addressOf: () => 'here',
    lastAgentOf: async () => null,
    assertReaches: () => {},
    consentOf: () => null,
    consents: { keep: async () => {} },
    announcements: { revOf: () => null, told: () => [] },
    verify: async () => ({ sub: 'c-7', name: 'Maria Silva', email: 'maria@shop.example' }),
    ...change,
  });
  texts.book.onText((conversationId, text) => gateway.tellText(conversationId, text));
  const happened: RoutingEvent[] = [];
  service.onEvents(async (events, state) => {
    happened.push(...events);
    await tickets.prepare(events, state);
    gateway.deliver(events, state);
  });
  onTestFinished(async () => {
    gateway.close();
    await server.close();
    await service.close();
  });
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}${WIDGET_NAMESPACE}`;
  const caller = () => {
    const socket = io(url, { transports: ['websocket'], forceNew: true });
    onTestFinished(() => void socket.disconnect());
    return socket;
  };
  return { service, namespace, caller, happened };
}

const REQUEST: StartCall = { queueId: 'sales', name: 'M', email: null, customerId: 'c-7', page: null, question: null };
const start = (socket: Socket, change: Partial<StartCall> = {}): Promise<Ack<{ key: CallKey; call: WidgetCall }>> =>
  socket.emitWithAck('start', { ...REQUEST, ...change });

/** Signing takes as long as the test wants. */
class SlowTickets extends TicketBook {
  readonly asked = Promise.withResolvers<void>();
  readonly signed = Promise.withResolvers<void>();

  override async prepareCall(...args: Parameters<TicketBook['prepareCall']>): Promise<void> {
    this.asked.resolve();
    await this.signed.promise;
    await super.prepareCall(...args);
  }
}

test('a caller whose connection is lost while the call’s ticket is signed is not left in the queue as if present', async () => {
  const tickets = new SlowTickets(ROOMS, SIGN);
  const { service, namespace, caller } = await opened([queue('sales', { sales: 1 })], { tickets });
  const closed = new Promise((resolve) => namespace.on('connection', (socket) => socket.on('disconnect', resolve)));
  const socket = caller();
  socket.emit('start', REQUEST);
  await tickets.asked.promise;
  expect(service.state.calls.size).toBe(1);
  socket.disconnect();
  await closed;
  tickets.signed.resolve();
  await expect.poll(() => service.state.calls.size).toBe(0);
});

const ATTEMPT = '0123456789abcdef0123456789abcdef';

test('a start that was stored and not answered when its server died is found by the same attempt, and nobody else’s', async () => {
  const { service, caller, happened } = await opened([queue('sales', { sales: 1 })]);
  const said = { queueId: 'sales', caller: { name: 'M', email: null, customerId: null, page: null, question: null } };
  const asked = { requirement: null, roundTrips: {}, preferredAgentId: null };
  await service.submit({ kind: 'start-call', callId: 'stored', keyHash: hashKey(ATTEMPT), ...said, ...asked });
  await service.submit({ kind: 'restarted', stats: emptyStats() });
  expect(service.state.calls.get('stored')?.callerAwaySince).not.toBeNull();
  const socket = caller();
  const place = { callId: 'stored', phase: { kind: 'waiting', position: 1 } };
  const ack = await start(socket, { attempt: ATTEMPT });
  expect(ack).toMatchObject({ ok: true, data: { key: { callId: 'stored', secret: ATTEMPT }, call: place } });
  expect(service.state.calls.get('stored')?.callerAwaySince).toBeNull();
  // The answer may have been lost again, with or without the connection.
  expect(await start(socket, { attempt: ATTEMPT })).toMatchObject({ ok: true, data: { call: place } });
  expect(await caller().emitWithAck('resume', { callId: 'stored', secret: ATTEMPT })).toMatchObject({ ok: true, data: { call: place } });
  expect(happened.filter(({ kind }) => kind === 'call-queued')).toHaveLength(1);

  const other = await start(caller(), { attempt: ATTEMPT.replace('0', '1') });
  expect(other).toMatchObject({ ok: true, data: { call: { phase: { kind: 'waiting', position: 2 } } } });
  expect(await start(caller(), { attempt: 'short' })).toMatchObject({ ok: false, error: { code: 'bad-request', field: 'attempt' } });
  // Once it is over the same words are another call.
  await service.submit({ kind: 'caller-left', callId: 'stored' });
  const anew = await start(caller(), { attempt: ATTEMPT });
  expect(anew.ok && anew.data.key.callId).not.toBe('stored');
});

test('a full queue answers a new call with what it offers instead, and the call can be looked up by its key', async () => {
  const wayOn = { kind: 'callback', text: 'We call you back today.' } as const;
  const { caller } = await opened([{ ...queue('sales', { sales: 1 }), maxLength: 1, whenFull: wayOn }]);
  expect(await start(caller())).toMatchObject({ ok: true, data: { call: { phase: { kind: 'waiting', position: 1 } } } });
  const second = caller();
  const ack = await start(second);
  const ended = { kind: 'ended', reason: 'queue-full', talkMs: 0, wayOn };
  expect(ack).toMatchObject({ ok: true, data: { call: { phase: ended } } });
  if (!ack.ok) throw new Error('refused');
  expect(await caller().emitWithAck('resume', ack.data.key)).toMatchObject({ ok: true, data: { call: { phase: ended } } });
  // It is over: the same caller may try again.
  expect(await start(second)).toMatchObject({ ok: true });
});

test('a line that moves is shown to those who stand in it, and to no other queue’s', async () => {
  const { caller } = await opened([queue('sales', { sales: 1 }), queue('support', { sales: 1 })]);
  const first = caller();
  const second = caller();
  const other = caller();
  await start(first);
  await start(second);
  await start(other, { queueId: 'support' });
  const places: number[] = [];
  second.on('call', ({ phase }: WidgetCall) => phase.kind === 'waiting' && places.push(phase.position));
  const shownToOther: WidgetCall[] = [];
  other.on('call', (call: WidgetCall) => shownToOther.push(call));
  await first.emitWithAck('leave', {});
  await expect.poll(() => places.at(-1)).toBe(1);
  expect(shownToOther).toEqual([]);
});

test('what does not fit the protocol is refused with its field, and a skill that is not there too', async () => {
  const { caller, service } = await opened([queue('sales', { sales: 1 })]);
  const socket = caller();
  const unfit: [Partial<StartCall>, string][] = [
    [{ requirement: { all: [{ skillId: 'elvish', level: 3 }] } }, 'requirement.all.0.skillId'],
    [{ roundTrips: { lisbon: -1 } }, 'roundTrips.lisbon'],
    [{ roundTrips: { lisbon: 10_001 } }, 'roundTrips.lisbon'],
  ];
  for (const [change, field] of unfit) expect(await start(socket, change)).toMatchObject({ ok: false, error: { field } });
  expect(service.state.calls.size).toBe(0);
  expect(await start(socket, { roundTrips: { lisbon: 12 }, requirement: { skillId: 'sales', level: 2 } })).toMatchObject({ ok: true });
  const [call] = service.state.calls.values();
  expect(call).toMatchObject({ roundTrips: { lisbon: 12 }, requirement: { skillId: 'sales', level: 2 } });
});

test('whom a customer talked to last is looked up only where the queue prefers them', async () => {
  const asked: (string | null)[] = [];
  const lastAgentOf: WidgetGatewayOptions['lastAgentOf'] = async ({ customerId }) => {
    asked.push(customerId);
    return 'ana';
  };
  const queues = [queue('sales', { sales: 1 }), { ...queue('support', { sales: 1 }), preferredMs: 15_000 }];
  const { caller, happened } = await opened(queues, { lastAgentOf });
  await start(caller());
  expect(asked).toEqual([]);
  await start(caller(), { queueId: 'support' });
  expect(asked).toEqual(['c-7']);
  expect(happened.flatMap((event) => (event.kind === 'call-queued' ? [event.preferredAgentId] : []))).toEqual([null, 'ana']);
});

test.each([
  ['never answers', () => new Promise<never>(() => {})],
  ['fails', () => Promise.reject(new Error('no database'))],
])('a call begins also when the look-up of whom its caller knows %s', async (_, lastAgentOf) => {
  const { caller, service } = await opened([{ ...queue('sales', { sales: 1 }), preferredMs: 15_000 }], { lastAgentOf });
  expect(await start(caller())).toMatchObject({ ok: true, data: { call: { phase: { kind: 'waiting' } } } });
  const [call] = service.state.calls.values();
  expect(call?.preferred).toBeNull();
});

test('a caller who comes to their call in another window has it there; the first is told, and cut off', async () => {
  const { caller } = await opened([queue('sales', {})]);
  const [first, second] = [caller(), caller()];
  const told = new Promise<void>((resolve) => first.once('elsewhere', resolve));
  const ack = await start(first);
  if (!ack.ok) throw new Error(ack.error.message);
  expect(await second.emitWithAck('resume', ack.data.key)).toMatchObject({ ok: true });
  await told;
  await expect.poll(() => first.connected).toBe(false);
  expect(second.connected).toBe(true);
});

test('who waits by voice is told that something is announced there; who writes, or is rung in their tab, is not', async () => {
  const announcements = { revOf: (queueId: string) => (queueId === 'sales' ? 'rev' : null), told: () => [] };
  const { caller } = await opened([queue('sales', { sales: 1 }), queue('support', { sales: 1 })], { announcements });
  const announced = async (change: Partial<StartCall>) => {
    const ack = await start(caller(), change);
    return ack.ok ? ack.data.call.announced : ack.error;
  };
  expect(await announced({})).toBe('rev');
  expect(await announced({ channel: 'text' })).toBeUndefined();
  expect(await announced({ queueId: 'support' })).toBeUndefined();

  const socket = caller();
  await start(socket);
  const news = new Promise<WidgetCall>((resolve) => socket.once('call', resolve));
  expect(await socket.emitWithAck('ring-me-back', {})).toMatchObject({ ok: true });
  expect((await news).announced).toBeUndefined();
});
