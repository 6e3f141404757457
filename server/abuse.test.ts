import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { SignJWT } from 'jose';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zeroBits } from './abuse/proof.ts';
import type { CallerBlocks } from './protocol/blocks.ts';
import type { Ack } from './protocol/common.ts';
import type { Challenge } from './protocol/proof.ts';
import { WIDGET_NAMESPACE } from './protocol/widget.ts';
import type { NewIdentitySecret, WidgetKey } from './protocol/widget-keys.ts';
import { Started, type TestAgent } from './testing/started.ts';

/** Callers who call too often, many at once, and those whom an agent has blocked: before the whole program. */

const started = new Started({ TANDEM_TRUSTED_PROXIES: '127.0.0.1', TANDEM_CALLS_PER_MINUTE: '12' });
let ana: TestAgent;
beforeAll(async () => {
  await started.start();
  ana = await started.agent('ana@lisbon.example');
  await ana.available();
});
const open: { disconnect(): unknown }[] = [];
afterAll(async () => {
  for (const socket of open) socket.disconnect();
  await started.close();
});

/** A caller's socket from an address, as a proxy of ours tells it. */
function from(address: string, auth: object = {}) {
  const socket = io(started.tandem.url + WIDGET_NAMESPACE, {
    ...{ transports: ['websocket'], forceNew: true, auth },
    extraHeaders: { 'x-forwarded-for': address },
  });
  open.push(socket);
  return socket;
}
const CALL = { queueId: 'sales-portuguese', channel: 'text', name: 'Maria', email: 'maria@shop.example' };
/** Where Ana takes no calls. */
const ELSEWHERE = { queueId: 'support-french', channel: 'voice' };
const REST = { customerId: null, page: null, question: null };
const start = (socket: ReturnType<typeof from>, more: object = {}): Promise<Ack<{ key: { callId: string } }>> =>
  socket.emitWithAck('start', { ...CALL, ...REST, ...more });

function proofOf({ challenge, bits }: Challenge): { challenge: string; number: number } {
  for (let number = 0; ; number += 1)
    if (zeroBits(createHash('sha256').update(`${challenge}.${number}`).digest()) >= bits) return { challenge, number };
}
const refusals = async () => {
  const text = await (await started.fetch('/metrics')).text();
  return Object.fromEntries(
    [...text.matchAll(/^tandem_refused_total\{entry="([\w-]+)",reason="([\w-]+)"\} (\d+)$/gm)].map(([, entry, reason, count]) => [
      entry === 'call' ? reason : `${entry} ${reason}`,
      Number(count),
    ]),
  );
};

test('a thousand calls from one address are refused with a reason, and a caller elsewhere gets their agent meanwhile', async () => {
  const flood = Array.from({ length: 50 }, () => from('203.0.113.7'));
  const oneAfterTheOther = async (socket: ReturnType<typeof from>) => {
    const answers = [];
    for (let n = 0; n < 20; n += 1) answers.push(await start(socket, ELSEWHERE));
    return answers;
  };
  const answers = Promise.all(flood.map(oneAfterTheOther)).then((all) => all.flat());
  const rui = from('198.51.100.4');
  expect((await start(rui, { name: 'Rui' })).ok).toBe(true);
  await ana.state.until('the offer', (state) => state.texts.some((one) => one.kind === 'offer' && one.caller.name === 'Rui'));
  await rui.emitWithAck('leave', {});
  const codes = (await answers).map((answer) => (answer.ok ? 'in' : answer.error.code));
  // Half of what an address may, and the rest would have to be worked for.
  expect(codes.filter((code) => code === 'in')).toHaveLength(6);
  expect(new Set(codes)).toEqual(new Set(['in', 'proof-needed', 'conflict']));
  expect((await refusals())['proof-needed']).toBeGreaterThan(500);
  for (const socket of flood) socket.disconnect();
});

test('who does the work is let in while many call, until it is too much; then they are told when to try again', async () => {
  const sockets = Array.from({ length: 13 }, () => from('203.0.113.8'));
  const answers: string[] = [];
  for (const socket of sockets) {
    let answer = await start(socket, ELSEWHERE);
    if (!answer.ok && answer.error.code === 'proof-needed') {
      const asked: Ack<Challenge> = await socket.emitWithAck('challenge', {});
      if (!asked.ok) throw new Error(asked.error.message);
      expect(JSON.stringify(await start(socket, { ...ELSEWHERE, proof: { challenge: asked.data.challenge, number: 0 } }))).toMatch(
        /proof-needed/,
      );
      answer = await start(socket, { ...ELSEWHERE, proof: proofOf(asked.data) });
    }
    answers.push(answer.ok ? 'in' : `${answer.error.code} ${answer.error.message.replace(/\d+/, 'n')}`);
  }
  expect(answers.slice(0, 12)).toEqual(Array(12).fill('in'));
  expect(answers[12]).toMatch(/^too-many Too many calls were started from your address. Try again in n seconds?.$/);
  expect(await refusals()).toMatchObject({ 'address-limit': 1 });
  for (const socket of sockets) socket.disconnect();
});

const KEY = { callId: '01JDBM6W5Y3Q4N8Z0K2T7R9V1X', secret: 'nobody-has-this-secret' };
const MESSAGE = { kind: 'message', name: 'Rui', email: '', phone: '', text: 'Where is my order?' };
const BOOKING = { slotAt: 1_900_000_000_000, name: 'Rui', email: '', timeZone: 'UTC' };
const LINK = { token: 'a-link-that-was-never-made' };
let addresses = 0;

test.each([
  ['message', 12, '/api/widget/messages', { key: KEY, ...MESSAGE }, 'address-limit'],
  ['recording', 12, '/api/widget/recordings', { key: KEY }, 'address-limit'],
  ['callback', 12, '/api/widget/callbacks', { key: KEY, ...BOOKING }, 'address-limit'],
  ['rating', 12, '/api/widget/rating', { key: KEY, score: 1 }, 'address-limit'],
  ['outlook', 96, '/api/widget/outlook?topic=sales-english', undefined, 'address-limit'],
  ['outlook', 96, '/api/widget/callbacks/slots', { key: KEY }, 'address-limit'],
  ['link', 30, '/api/callbacks/look', LINK, 'browser-limit'],
  ['link', 30, '/api/callbacks/move', { token: 'another-link-that-was-never-made', slotAt: 1_900_000_000_000 }, 'browser-limit'],
] as const)('%s: %d a minute from one address, then in how many seconds again; a caller elsewhere notices nothing', async (...row) => {
  const [entry, may, path, body, reason] = row;
  const send = (address: string) =>
    started.fetch(path, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: { 'x-forwarded-for': address },
    });
  const address = `203.0.113.${100 + addresses++}`;
  const before = (await refusals())[`${entry} ${reason}`] ?? 0;
  for (let n = 0; n < may; n += 1) expect((await send(address)).status).not.toBe(429);
  const refused = await send(address);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const { error } = (await refused.json()) as { error: { message: string; sentence: string } };
  expect(error.message).toMatch(/^Too many requests came from (your address|this browser). Try again in \d+ seconds?.$/);
  expect((await refusals())[`${entry} ${reason}`]).toBe(before + 1);
  if (reason === 'address-limit') expect((await send('198.51.100.44')).status).not.toBe(429);
});

test('what is written is limited by address as well, on as many connections as there may be', async () => {
  const sockets = Array.from({ length: 6 }, () => from('203.0.113.9'));
  const say = (socket: ReturnType<typeof from>): Promise<Ack> => socket.emitWithAck('say', { id: crypto.randomUUID(), text: 'Hello' });
  const codes: string[] = [];
  for (const socket of sockets)
    for (let n = 0; n < 41; n += 1) {
      const answer = await say(socket);
      codes.push(answer.ok ? 'said' : answer.error.code);
    }
  expect(codes.slice(0, 240)).toEqual(Array(240).fill('conflict')); // no call is theirs
  expect(new Set(codes.slice(240))).toEqual(new Set(['too-many']));
  expect(await refusals()).toMatchObject({ 'text address-limit': 6 });
  for (const socket of sockets) socket.disconnect();
});

test('what is far too large is refused before it is read, and the next caller notices nothing', async () => {
  const large = JSON.stringify({ key: KEY, ...MESSAGE, text: 'x'.repeat(1_000_000) });
  const send = async (headers: OutgoingHttpHeaders) => {
    // Not by `fetch`, which would use the connection again that the server cuts off.
    const sent = request(`${started.tandem.url}/api/widget/messages`, {
      ...{ method: 'POST', agent: false },
      headers: { origin: started.tandem.url, 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.10', ...headers },
    });
    sent.on('error', () => {}); // it is cut off in the middle
    const answer = once(sent, 'response') as Promise<[IncomingMessage]>;
    sent.end(large);
    const [response] = await answer;
    return { status: response.statusCode, body: await json(response) };
  };
  const refused = { status: 400, body: { error: { code: 'bad-request', message: 'The request is too large' } } };
  expect(await send({ 'content-length': large.length })).toEqual(refused);
  // Without its length, as it comes: what is over is not waited for.
  expect(await send({ 'transfer-encoding': 'chunked' })).toEqual(refused);
  const socket = from('203.0.113.10');
  const gone = new Promise((resolve) => socket.once('disconnect', resolve));
  socket.emit('start', { ...CALL, ...REST, context: { huge: 'x'.repeat(3_000_000) } });
  expect(await gone).toBe('transport close');
  const next = from('198.51.100.10');
  expect((await start(next, ELSEWHERE)).ok).toBe(true);
  next.disconnect();
});

test('who sends megabytes again and again is cut off before they are read, and kept out for a while; who calls elsewhere is not', async () => {
  const socket = from('203.0.113.11');
  const elsewhere = from('198.51.100.11');
  const context = { huge: 'x'.repeat(1_000_000) };
  const gone = new Promise((resolve) => socket.once('disconnect', resolve));
  const answers: Ack<object>[] = [];
  for (let n = 0; n < 12; n += 1) socket.emit('start', { ...CALL, ...REST, context }, (answer: Ack<object>) => void answers.push(answer));
  expect(await gone).toMatch(/^(transport close|io server disconnect)$/);
  expect(answers.length).toBeLessThan(12);
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request', field: 'context' } });
  const again = from('203.0.113.11');
  const refused = await new Promise((resolve) => again.once('connect_error', (error) => resolve(error.message)));
  expect(refused).toBe('websocket error');
  expect((await start(elsewhere, ELSEWHERE)).ok).toBe(true);
  expect(await (await started.fetch('/metrics')).text()).toMatch(/^tandem_cut_off_total [1-9]/m);
  for (const one of [again, elsewhere]) one.disconnect();
});

test('an agent blocks whom they have on the line; they are refused, and nobody else, until a supervisor lifts it', async () => {
  const browser = '6f1c9a52-7c61-4c3b-8f0e-3f3a9f0f6b11';
  const caller = from('192.0.2.9');
  const call = await start(caller, { browser });
  const { callId } = call.ok ? call.data.key : { callId: '' };
  const block = async (more: object, cookie = ana.cookie) => {
    const body = { callId, reason: 'Insults', endsAt: Date.now() + 86_400_000, email: false, ...more };
    const response = await started.fetch('/api/blocks', { method: 'POST', cookie, body });
    const { error } = (await response.json()) as { error?: { code: string; field?: string } };
    return error ? `${error.code} ${error.field}` : 'done';
  };
  expect(await block({})).toBe('not-found callId'); // it rings, or waits
  const { texts } = await ana.state.until('the offer', (state) => state.texts.some((one) => one.kind === 'offer' && one.callId === callId));
  const offer = texts.find((one) => one.kind === 'offer' && one.callId === callId);
  if (offer?.kind !== 'offer') throw new Error('There is no offer');
  await ana.ask('accept', { reservationId: offer.reservationId, token: offer.token });
  await ana.state.until('the call', (state) => state.texts.some((one) => one.kind === 'call' && one.callId === callId));
  await caller.emitWithAck('leave', {});

  expect(await block({ reason: ' ' })).toBe('bad-request reason');
  expect(await block({ endsAt: Date.now() - 1 })).toBe('bad-request endsAt');
  expect(await block({ endsAt: Date.now() + 400 * 86_400_000 })).toBe('bad-request endsAt');
  expect(await block({}, await started.signIn('carol@toronto.example'))).toBe('not-found callId');
  const sofia = await started.signIn('sofia@lisbon.example');
  expect(await block({}, sofia)).toBe('forbidden undefined');
  expect(await block({})).toBe('done');

  expect(await started.told('caller-blocked')).toMatchObject([{ callId, centerIds: ['lisbon'], reason: null, caller: null }]);

  const told = await start(from('192.0.2.9'));
  expect(told).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  // Neither why nor by whom.
  expect(JSON.stringify(told)).not.toMatch(/block|Insults|Ana|address/i);
  expect((await start(from('192.0.2.10'), { browser })).ok).toBe(false);
  expect((await start(from('192.0.2.10'))).ok).toBe(true);
  expect(await refusals()).toMatchObject({ blocked: 2 });

  await started.restart();
  expect((await start(from('192.0.2.9'))).ok).toBe(false);
  const list = async (cookie: string) => ((await (await started.fetch('/api/blocks', { cookie })).json()) as CallerBlocks).blocks;
  const [made] = await list(sofia);
  expect(made).toMatchObject({ callId, callerName: 'Maria', reason: 'Insults', createdByName: 'Ana Martins', liftedAt: null, email: null });
  expect(JSON.stringify(made)).not.toContain('192.0.2');
  const sam = await started.signIn('sam@toronto.example');
  expect(await list(sam)).toEqual([]);
  const lift = async (cookie: string) => (await started.fetch(`/api/blocks/${made?.id}/lift`, { method: 'POST', cookie })).status;
  expect([await lift(sam), await lift(sofia), await lift(sofia)]).toEqual([404, 200, 409]);
  expect((await start(from('192.0.2.9'))).ok).toBe(true);
  const audit = await (await started.fetch('/api/supervision/audit?actor=Ana', { cookie: sofia })).json();
  expect(audit).toMatchObject({ entries: [{ action: 'caller-blocked', subject: { name: 'Maria' }, details: { reason: 'Insults' } }] });
});

test('who is signed in at the site is known by that, wherever they are; supervisors see by what', async () => {
  const cookie = await started.signIn('admin@tandem.example');
  const post = async <T>(path: string, body: object, by = cookie) =>
    (await (await started.fetch(path, { method: 'POST', cookie: by, body })).json()) as T & { error?: { code: string; field?: string } };
  const none = { en: '', pt: '', fr: '' };
  const input = { name: 'Shop', origins: null, queues: null, label: none, consent: none, position: 'bottom-right', accent: null };
  const key = await post<WidgetKey>('/api/admin/widget-keys', { ...input, onAccent: null, enabled: true, standsIn: false });
  const { secret } = await post<NewIdentitySecret>(`/api/admin/widget-keys/${key.id}/secret`, {});
  const identity = (sub: string) => {
    const iat = Math.floor(Date.now() / 1000);
    const token = new SignJWT({ sub, name: 'Rita Real', email: `${sub}@shop.example`, iat, exp: iat + 300 });
    return token.setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
  };
  // Of another center than those who are waiting.
  const agent = await started.agent('carol@toronto.example');
  await agent.available();
  /** Talks to Carol, and leaves. */
  const talked = async (address: string, more: object) => {
    const caller = from(address, { key: key.id });
    const call = await start(caller, { queueId: 'support-english', ...more });
    const { callId } = call.ok ? call.data.key : { callId: '' };
    const { texts } = await agent.state.until('an offer', (state) =>
      state.texts.some((one) => one.kind === 'offer' && one.callId === callId),
    );
    const offer = texts.find((one) => one.kind === 'offer' && one.callId === callId);
    if (offer?.kind !== 'offer') throw new Error('There is no offer');
    await agent.ask('accept', { reservationId: offer.reservationId, token: offer.token });
    await agent.state.until('the call', (state) => state.texts.some((one) => one.kind === 'call' && one.callId === callId));
    await caller.emitWithAck('leave', {});
    await agent.state.until('wrap-up', (state) => state.texts.some((one) => one.kind === 'wrapup' && one.callId === callId));
    return callId;
  };
  const block = (callId: string) => {
    const body = { callId, reason: 'Insults', endsAt: Date.now() + 86_400_000, email: false, identity: true };
    return post<object>('/api/blocks', body, agent.cookie);
  };
  const typed = await talked('192.0.2.31', { name: 'Rui', customerId: 'shop-7' });
  expect((await block(typed)).error).toMatchObject({ code: 'bad-request', field: 'identity' });
  expect((await block(await talked('192.0.2.32', { identity: await identity('shop-7') }))).error).toBeUndefined();

  const again = async (address: string, more: object) => {
    const socket = from(address, { key: key.id });
    const answer = await start(socket, { ...ELSEWHERE, ...more });
    await socket.emitWithAck('leave', {});
    return answer.ok ? 'in' : answer.error.code;
  };
  expect(await again('192.0.2.33', { identity: await identity('shop-7') })).toBe('forbidden');
  expect(await again('192.0.2.33', { identity: await identity('shop-8') })).toBe('in');
  // To type it is not to be it.
  expect(await again('192.0.2.34', { customerId: 'shop-7', email: 'shop-7@shop.example' })).toBe('in');
  const sam = await started.signIn('sam@toronto.example');
  const { blocks } = (await (await started.fetch('/api/blocks', { cookie: sam })).json()) as CallerBlocks;
  expect(blocks[0]).toMatchObject({ callerName: 'Rita Real', marks: ['address', 'identity'], customerId: 'shop-7' });
  const audit = await (await started.fetch('/api/supervision/audit?actor=Carol', { cookie: sam })).json();
  expect(audit.entries[0]).toMatchObject({ action: 'caller-blocked', details: { knownBy: 'address, identity' } });
});
