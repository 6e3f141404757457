import { createHash } from 'node:crypto';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zeroBits } from './abuse/proof.ts';
import type { CallerBlocks } from './protocol/blocks.ts';
import type { Ack } from './protocol/common.ts';
import type { Challenge } from './protocol/proof.ts';
import { WIDGET_NAMESPACE } from './protocol/widget.ts';
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
function from(address: string) {
  const socket = io(started.tandem.url + WIDGET_NAMESPACE, {
    ...{ transports: ['websocket'], forceNew: true },
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
    [...text.matchAll(/^tandem_refused_total\{reason="([\w-]+)"\} (\d+)$/gm)].map(([, reason, count]) => [reason, Number(count)]),
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
