import { afterEach, expect, test } from 'vitest';
import { openDatabase } from './data/database.ts';
import { Peer, refusedHandshake } from './media/testing/peer.ts';
import type { Ack } from './protocol/common.ts';
import type { Directory } from './protocol/conversation.ts';
import { ROUTER_CAPABILITIES } from './protocol/media-codec.ts';
import { type ListeningSession, SUPERVISE_NAMESPACE } from './protocol/supervise.ts';
import { Started, type TestAgent } from './testing/started.ts';

/** Supervisors who listen in, over real sockets, on a real database, with a real media worker; browsers are in e2e/. */

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** Ana of Lisbon talks to Maria. */
async function talking() {
  const started = new Started();
  open.push(started);
  await started.start();
  const ana = await started.agent('ana@lisbon.example');
  await ana.available();
  const maria = started.caller();
  await maria.start('sales-portuguese');
  const mariaPeer = new Peer(started.tandem.url, 'maria', maria.call.value?.ticket ?? '');
  open.push(mariaPeer);
  expect(await ana.accept()).toEqual({ ok: true, data: {} });
  const anaPeer = new Peer(started.tandem.url, 'ana', (await ana.work('call')).ticket);
  open.push(anaPeer);
  await Promise.all([mariaPeer.hears('ana'), anaPeer.hears('maria')]);
  await maria.phase('connected');
  await inCall(ana, 'a connected call', ({ phase }) => phase.kind === 'connected');
  const { callId } = await ana.work('call');
  return { started, ana, anaPeer, maria, mariaPeer, callId };
}

type Call = Awaited<ReturnType<typeof work>>;
const work = (agent: TestAgent) => agent.work('call');
const inCall = (agent: TestAgent, what: string, matches: (call: Call) => boolean) =>
  agent.state.until(what, ({ work: now }) => now.kind === 'call' && matches(now));
const listenersAre = (agent: TestAgent, ...listeners: object[]) =>
  inCall(agent, JSON.stringify(listeners), ({ conversation }) => JSON.stringify(conversation.listeners) === JSON.stringify(listeners));

/** Somebody's page in the supervisors' room. */
async function page(started: Started, email: string) {
  const cookie = await started.signIn(email);
  return { cookie, ...connected(started, cookie) };
}

function connected(started: Started, cookie: string) {
  const socket = started.socket(SUPERVISE_NAMESPACE, { cookie });
  const ended: string[] = [];
  const waiting = new Set<() => void>();
  socket.on('ended', ({ why }: { why: string }) => {
    ended.push(why);
    for (const wake of waiting) wake();
  });
  const ask = (event: string, message: object): Promise<Ack<{ session: ListeningSession }>> => socket.emitWithAck(event, message);
  const session = async (event: string, message: object) => {
    const ack = await ask(event, message);
    if (!ack.ok) throw new Error(`${ack.error.code} ${ack.error.message}`);
    return ack.data.session;
  };
  const isEnded = () =>
    new Promise<string>((resolve) => {
      const wake = () => ended[0] !== undefined && resolve(ended[0]);
      waiting.add(wake);
      wake();
    });
  return { socket, ask, session, isEnded };
}

async function sit(started: Started, name: string, { ticket }: { ticket: string }): Promise<Peer> {
  const peer = new Peer(started.tandem.url, name, ticket);
  open.push(peer);
  return peer;
}

/** What is written down of listening in, oldest first. Ends the program: its database is one session. */
async function auditOf(started: Started): Promise<string[]> {
  await started.tandem.close();
  const database = await openDatabase({ url: null, folder: started.folder });
  const entries = await database.prisma.auditEntry.findMany({ where: { action: 'call-monitored' }, orderBy: { id: 'asc' } });
  await database.close();
  return entries.map(({ actorName, outcome, centerId, details }) => {
    const { what, how, why } = details as Record<string, string>;
    return [actorName, outcome, centerId, what, how, why].filter((part) => part !== undefined).join(' ');
  });
}

test('a supervisor monitors, whispers and barges in; all are told what they may know, and every step is written down', async () => {
  const { started, ana, anaPeer, maria, mariaPeer, callId } = await talking();
  const sofia = await page(started, 'sofia@lisbon.example');
  const session = await sofia.session('start', { callId, how: 'monitor' });
  const name = (await (await started.fetch('/api/me', { cookie: sofia.cookie })).json()).name as string;
  expect(session).toMatchObject({ callId, how: 'monitor', told: true, agentName: 'Ana Martins', callerName: 'Maria Silva' });
  expect(session.parties.map((party) => party.name)).toEqual(['Maria Silva', 'Ana Martins']);
  const sofiaPeer = await sit(started, 'sofia', session);
  await Promise.all([sofiaPeer.hears('maria', 10), sofiaPeer.hears('ana', 10)]);
  await listenersAre(ana, { name, how: 'monitor' });
  expect([mariaPeer.heard().sofia, anaPeer.heard().sofia]).toEqual([undefined, undefined]);

  await sofia.session('switch', { sessionId: session.id, how: 'whisper' });
  await anaPeer.hears('sofia', 10);
  await listenersAre(ana, { name, how: 'whisper' });
  expect(mariaPeer.heard().sofia).toBeUndefined();
  expect(maria.call.value?.phase).toMatchObject({ kind: 'connected', others: [] });

  await sofia.session('switch', { sessionId: session.id, how: 'barge' });
  await Promise.all([mariaPeer.hears('sofia', 10), anaPeer.hears('sofia', 10)]);
  await maria.call.until('her name', ({ phase }) => phase.kind === 'connected' && phase.others.includes(name));

  await sofia.session('switch', { sessionId: session.id, how: 'monitor' });
  await mariaPeer.isTold(`party-left supervisor-${session.id}`);
  expect(await sofia.ask('stop', { sessionId: session.id })).toEqual({ ok: true, data: {} });
  await sofiaPeer.isTold('closed replaced');
  await listenersAre(ana);
  expect(await auditOf(started)).toEqual([
    `${name} done lisbon begun monitor`,
    `${name} done lisbon switched whisper`,
    `${name} done lisbon switched barge`,
    `${name} done lisbon switched monitor`,
    `${name} done lisbon ended monitor stopped`,
  ]);
});

test('where the center says so, its agents are not told of one who is heard by nobody', async () => {
  const { started, ana, anaPeer, callId } = await talking();
  const admin = await started.signIn('admin@tandem.example');
  const centers = await (await started.fetch('/api/admin/centers', { cookie: admin })).json();
  const { limits } = centers.centers.find(({ id }: { id: string }) => id === 'lisbon');
  const body = { limits, listening: 'silent' };
  expect((await started.fetch('/api/admin/centers/lisbon', { method: 'PATCH', cookie: admin, body })).status).toBe(200);
  const sofia = await page(started, 'sofia@lisbon.example');
  const session = await sofia.session('start', { callId, how: 'monitor' });
  expect(session.told).toBe(false);
  const peer = await sit(started, 'sofia', session);
  await peer.hears('ana', 10);
  expect((await ana.work('call')).conversation.listeners).toEqual([]);
  await sofia.session('switch', { sessionId: session.id, how: 'whisper' });
  await anaPeer.hears('sofia');
  await inCall(ana, 'a whisper', ({ conversation }) => conversation.listeners[0]?.how === 'whisper');
});

test('another center’s call, one that is not there, and one in which nobody talks are refused, and that is written down', async () => {
  const { started, ana, callId } = await talking();
  const sam = await page(started, 'sam@toronto.example');
  expect(await sam.ask('start', { callId, how: 'monitor' })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  const sofia = await page(started, 'sofia@lisbon.example');
  expect(await sofia.ask('start', { callId: 'nothing', how: 'monitor' })).toMatchObject({ error: { code: 'not-found', field: 'callId' } });
  expect(await sofia.ask('start', { callId, how: 'shout' })).toMatchObject({ error: { code: 'bad-request', field: 'how' } });
  const session = await sofia.session('start', { callId, how: 'monitor' });
  // Nobody acts in another's session.
  expect(await sam.ask('switch', { sessionId: session.id, how: 'barge' })).toMatchObject({ error: { code: 'not-found' } });
  expect(await sam.ask('resume', { sessionId: session.id })).toMatchObject({ error: { code: 'not-found' } });
  await ana.ask('hang-up', { callId });
  expect(await sofia.isEnded()).toBe('call-over');
  expect(await sofia.ask('start', { callId, how: 'monitor' })).toMatchObject({ error: { code: 'conflict' } });
  const lines = await auditOf(started);
  expect(lines.map((line) => line.replace(/^\S+ \S+ /, ''))).toEqual([
    'refused lisbon monitor',
    'refused lisbon monitor', // by Sofia: of a call that is not there
    'done lisbon begun monitor',
    'refused lisbon barge',
    'refused lisbon',
    'done lisbon ended monitor call-over',
    'refused lisbon monitor',
  ]);
});

test('an agent can’t listen in, and nobody without signing in', async () => {
  const started = new Started();
  open.push(started);
  await started.start();
  for (const cookie of [await started.signIn('ana@lisbon.example'), undefined]) {
    const socket = started.socket(SUPERVISE_NAMESPACE, cookie === undefined ? {} : { cookie });
    const error = await new Promise<{ data?: { code: string } }>((resolve) => socket.once('connect_error', resolve));
    expect(error.data?.code).toBe(cookie === undefined ? 'not-signed-in' : 'forbidden');
  }
});

test('who comes back goes on listening; another page of theirs ends the first; who loses the right to it is out at once', async () => {
  const { started, callId } = await talking();
  const first = await page(started, 'sofia@lisbon.example');
  const session = await first.session('start', { callId, how: 'whisper' });
  first.socket.disconnect();
  const again = connected(started, first.cookie);
  expect(await again.session('resume', { sessionId: session.id })).toMatchObject({
    id: session.id,
    how: 'whisper',
    ticket: session.ticket,
  });

  const second = connected(started, first.cookie);
  const other = await second.session('start', { callId, how: 'monitor' });
  expect(await again.isEnded()).toBe('replaced');
  expect(await again.ask('resume', { sessionId: session.id })).toMatchObject({ error: { code: 'not-found' } });

  const peer = await sit(started, 'sofia', other);
  await peer.hears('ana');
  await started.fetch('/api/auth/sign-out', { method: 'POST', cookie: first.cookie, body: {} });
  await peer.isTold('closed replaced');
  expect((await auditOf(started)).at(-1)).toMatch(/ended monitor not-allowed$/);
});

test('after a restart nobody listens: the ticket of before opens nothing', async () => {
  const { started, callId } = await talking();
  const sofia = await page(started, 'sofia@lisbon.example');
  const session = await sofia.session('start', { callId, how: 'barge' });
  await started.restart();
  const auth = { ticket: session.ticket, rtpCapabilities: ROUTER_CAPABILITIES };
  expect(await refusedHandshake(started.tandem.url, auth)).toMatchObject({ code: 'stale-token' });
  const again = connected(started, sofia.cookie);
  expect(await again.ask('resume', { sessionId: session.id })).toMatchObject({ error: { code: 'not-found' } });
});

test('a supervisor takes the caller over: the agent goes to wrap-up, the talk goes on, and a restart does not end it', async () => {
  const { started, ana, anaPeer, maria, mariaPeer, callId } = await talking();
  const sofia = await page(started, 'sofia@lisbon.example');
  const session = await sofia.session('start', { callId, how: 'monitor' });
  const sofiaPeer = await sit(started, 'sofia', session);
  await sofiaPeer.hears('maria');
  const taken = await sofia.session('take-over', { sessionId: session.id });
  expect(taken).toMatchObject({ id: session.id, takenOver: true, how: 'barge', ticket: session.ticket });
  expect(await ana.work('wrapup')).toMatchObject({ reason: 'taken-over' });
  await anaPeer.isTold('closed replaced');
  await maria.call.until('her name', ({ phase }) => phase.kind === 'connected' && phase.agentName === 'Sofia Almeida');
  await Promise.all([mariaPeer.hears('sofia', 10), sofiaPeer.hears('maria', 10)]);
  expect(await sofia.ask('switch', { sessionId: session.id, how: 'monitor' })).toMatchObject({ error: { code: 'conflict' } });

  await started.restart();
  const again = connected(started, sofia.cookie);
  const back = await again.session('resume', { sessionId: session.id });
  expect(back).toMatchObject({ takenOver: true, how: 'barge', callerName: 'Maria Silva' });
  expect(back.id).not.toBe(session.id);
  const mariaAgain = started.caller();
  mariaAgain.key = maria.key;
  await mariaAgain.phase('connected');
  const [sofiaBack, mariaBack] = await Promise.all([
    sit(started, 'sofia', back),
    sit(started, 'maria', { ticket: mariaAgain.call.value?.ticket ?? '' }),
  ]);
  await Promise.all([mariaBack.hears('sofia', 5), sofiaBack.hears('maria', 5)]);
  expect(await again.ask('stop', { sessionId: back.id })).toEqual({ ok: true, data: {} });
  await mariaAgain.phase('ended');
});

test('who has taken a caller over holds them, writes with them, and hands them on; who takes them is told by whom', async () => {
  const { started, maria, callId } = await talking();
  const bruno = await started.agent('bruno@lisbon.example');
  await bruno.available();
  const sofia = await page(started, 'sofia@lisbon.example');
  const { id: sessionId } = await sofia.session('start', { callId, how: 'monitor' });
  const texts: { text: string }[] = [];
  sofia.socket.on('texts', (message: { texts: { text: string }[] }) => texts.push(...message.texts));
  const say = (text: string) => ({ id: `message-${text}`, text });
  expect(await maria.socket.emitWithAck('say', say('before'))).toMatchObject({ ok: true });
  for (const [event, message] of [
    ['control', { action: { kind: 'hold' } }],
    ['directory', {}],
    ['say', say('hello')],
    ['texts-after', { after: 0 }],
  ] as const)
    expect(await sofia.ask(event, { sessionId, ...message })).toMatchObject({ error: { code: 'conflict' } });

  await sofia.session('take-over', { sessionId });
  expect(await sofia.ask('control', { sessionId, action: { kind: 'hold' } })).toEqual({ ok: true, data: {} });
  await maria.call.until('hold', ({ phase }) => phase.kind === 'connected' && phase.heldSince !== null);
  expect(await sofia.session('resume', { sessionId })).toMatchObject({ heldSince: expect.any(Number) });
  expect(await sofia.ask('control', { sessionId, action: { kind: 'resume' } })).toEqual({ ok: true, data: {} });
  await maria.call.until('no hold', ({ phase }) => phase.kind === 'connected' && phase.heldSince === null);
  expect(await sofia.ask('control', { sessionId, action: { kind: 'drop', partyId: 'caller' } })).toMatchObject({
    error: { code: 'bad-request' },
  });

  expect(await sofia.ask('say', { sessionId, ...say('hello') })).toMatchObject({
    ok: true,
    data: { text: { seq: 2, name: 'Sofia Almeida', text: 'hello' } },
  });
  expect(await maria.socket.emitWithAck('say', say('thanks'))).toMatchObject({ ok: true });
  const all: Ack<{ texts: { text: string }[] }> = await sofia.socket.emitWithAck('texts-after', { sessionId, after: 0 });
  expect(all.ok && all.data.texts.map(({ text }) => text)).toEqual(['before', 'hello', 'thanks']);
  // What was written while she only listened was not for her; coming back she was told the last of it.
  expect(texts.map(({ text }) => text)).toEqual(['before', 'hello', 'thanks']);

  const directory: Ack<Directory> = await sofia.socket.emitWithAck('directory', { sessionId });
  const free = directory.ok ? directory.data.agents.find(({ name, unavailable }) => name === 'Bruno Costa' && unavailable === null) : null;
  const action = { kind: 'transfer', target: { kind: 'agent', agentId: free?.id }, note: 'about the invoice' };
  expect(await sofia.ask('control', { sessionId, action })).toEqual({ ok: true, data: {} });
  expect(await sofia.isEnded()).toBe('handed-on');
  const { invitation } = await bruno.work('offer');
  expect(invitation).toEqual({ how: 'transfer', byName: 'Sofia Almeida', byCenterName: 'Lisbon', note: 'about the invoice' });
  expect(maria.call.value?.phase).toMatchObject({ kind: 'ringing', transferredBy: 'Sofia Almeida' });
  expect(await sofia.ask('control', { sessionId, action })).toMatchObject({ error: { code: 'not-found' } });
  expect((await auditOf(started)).slice(-2)).toEqual([
    'Sofia Almeida done lisbon ended barge handed-on',
    'Sofia Almeida refused lisbon transfer',
  ]);
});
