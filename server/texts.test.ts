import { afterEach, expect, test } from 'vitest';
import { Peer } from './media/testing/peer.ts';
import type { Ack } from './protocol/common.ts';
import { type CallText, MAX_TEXT, type Texts } from './protocol/texts.ts';
import { freePort, Started, type TestAgent, type TestCaller } from './testing/started.ts';

/** Text messages through all systems, over real sockets, on a real database; browsers are in e2e/texts.spec.ts. */

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

type Said = Ack<{ text: CallText }>;
type Read = Ack<{ texts: CallText[] }>;

const heard = (socket: TestCaller['socket']) => {
  const texts: Texts[] = [];
  socket.on('texts', (message: Texts) => texts.push(message));
  return texts;
};
const wordsOf = (texts: Texts[]) => texts.flatMap((message) => message.texts.map(({ text }) => text));
let last = 0;
const message = (text: string) => {
  last += 1;
  return { id: `message-${last}`, text };
};

/** Ana and Maria talk. */
async function talking(environment: Record<string, string> = {}) {
  const started = await new Started(environment).start();
  open.push(started);
  const ana = await started.agent('ana@lisbon.example');
  await ana.available();
  const maria = started.caller();
  await maria.start('sales-portuguese');
  const { callId } = await talk(started, ana, maria);
  return { started, ana, maria, callId };
}

async function talk(started: Started, agent: TestAgent, caller: TestCaller) {
  const callerPeer = new Peer(started.tandem.url, 'caller', caller.call.value?.ticket ?? '');
  open.push(callerPeer);
  expect(await agent.accept()).toEqual({ ok: true, data: {} });
  const work = await agent.work('call');
  const agentPeer = new Peer(started.tandem.url, 'agent', work.ticket);
  open.push(agentPeer);
  await Promise.all([callerPeer.hears('agent'), agentPeer.hears('caller')]);
  await agent.state.until('a connected call', ({ work: now }) => now.kind === 'call' && now.phase.kind === 'connected');
  return work;
}

test('what either writes reaches the other as it was written, and both read all of it from the beginning', async () => {
  const { ana, maria, callId } = await talking();
  const [toAna, toMaria] = [heard(ana.socket), heard(maria.socket)];
  const markup = '<img src=x onerror=alert(1)> https://example.com/?a=1&b=2';
  const said: Said = await maria.socket.emitWithAck('say', message(markup));
  expect(said).toMatchObject({ ok: true, data: { text: { seq: 1, from: 'caller', name: 'Maria Silva', text: markup } } });
  await expect.poll(() => wordsOf(toAna)).toEqual([markup]);
  const answer: Said = await ana.socket.emitWithAck('say', { callId, ...message('Obrigada') });
  expect(answer).toMatchObject({ ok: true, data: { text: { seq: 2, name: 'Ana Martins', text: 'Obrigada' } } });
  await expect.poll(() => wordsOf(toMaria)).toEqual([markup, 'Obrigada']);
  expect(toMaria.at(-1)?.callId).toBe(callId);
  const work = await ana.work('call');
  expect(toMaria.at(-1)?.texts[0]?.from).toBe(work.conversation.you);
  const [anas, marias]: Read[] = [
    await ana.socket.emitWithAck('texts-after', { callId, after: 0 }),
    await maria.socket.emitWithAck('texts-after', { after: 1 }),
  ];
  expect(anas?.ok && anas.data.texts.map(({ text }) => text)).toEqual([markup, 'Obrigada']);
  expect(marias?.ok && marias.data.texts.map(({ text }) => text)).toEqual(['Obrigada']);
});

test('a message of 1 MB is refused with its field, on both sides, and the call goes on', async () => {
  const { ana, maria, callId } = await talking();
  const large = { id: 'message-large', text: 'x'.repeat(1_000_000) };
  const refused = { ok: false, error: { code: 'bad-request', field: 'text' } };
  expect(await maria.socket.emitWithAck('say', large)).toMatchObject(refused);
  expect(await ana.socket.emitWithAck('say', { callId, ...large })).toMatchObject(refused);
  for (const text of ['', '   ', 'a\u0000b', 'x'.repeat(MAX_TEXT + 1), 7])
    expect(await maria.socket.emitWithAck('say', { id: 'message-bad', text })).toMatchObject(refused);
  expect(await maria.socket.emitWithAck('say', { id: '', text: 'x' })).toMatchObject({ error: { field: 'id' } });
  expect(maria.socket.connected).toBe(true);
  expect(ana.socket.connected).toBe(true);
  expect(await maria.socket.emitWithAck('say', message('still here'))).toMatchObject({ ok: true, data: { text: { seq: 1 } } });
  expect(maria.call.value?.phase.kind).toBe('connected');

  // What is far larger is not read to its end: the connection is cut, and comes back to the call.
  const cut = new Promise((resolve) => maria.socket.once('disconnect', resolve));
  maria.call.value = null;
  maria.socket.emit('say', { id: 'message-flood', text: 'x'.repeat(3_000_000) });
  await cut;
  await maria.phase('connected');
  expect(await maria.socket.emitWithAck('texts-after', { after: 0 })).toMatchObject({ ok: true, data: { texts: [{ seq: 1 }] } });
});

test('nobody writes or reads in a call that is not theirs', async () => {
  const { started, ana, maria, callId } = await talking();
  await maria.socket.emitWithAck('say', message('for Ana'));
  const carol = await started.agent('carol@toronto.example');
  const conflict = { ok: false, error: { code: 'conflict' } };
  expect(await carol.socket.emitWithAck('say', { callId, ...message('hello') })).toMatchObject(conflict);
  expect(await carol.socket.emitWithAck('texts-after', { callId, after: 0 })).toMatchObject(conflict);
  const stranger = started.caller();
  expect(await stranger.socket.emitWithAck('say', message('hello'))).toMatchObject(conflict);
  expect(await stranger.socket.emitWithAck('texts-after', { after: 0 })).toEqual({ ok: true, data: { texts: [] } });
  await maria.leave();
  await ana.work('wrapup');
  expect(await maria.socket.emitWithAck('say', message('too late'))).toMatchObject(conflict);
  expect(await ana.socket.emitWithAck('say', { callId, ...message('too late') })).toMatchObject(conflict);
  // What was written can be read while writing up.
  expect(await ana.socket.emitWithAck('texts-after', { callId, after: 0 })).toMatchObject({ ok: true, data: { texts: [{ seq: 1 }] } });
});

test('what a caller writes while they wait is there for the agent who comes, and survives a restart', async () => {
  const started = await new Started({ PORT: String(await freePort()) }).start();
  open.push(started);
  const maria = started.caller();
  await maria.start('sales-portuguese');
  const waiting = message('Order 4711');
  expect(await maria.socket.emitWithAck('say', waiting)).toMatchObject({ ok: true, data: { text: { seq: 1 } } });
  maria.call.value = null;
  await started.restart();
  await maria.phase('waiting');
  // Said again, since the acknowledgement might have been lost.
  expect(await maria.socket.emitWithAck('say', waiting)).toMatchObject({ ok: true, data: { text: { seq: 1 } } });
  const ana = await started.agent('ana@lisbon.example');
  await ana.available();
  const { callId } = await talk(started, ana, maria);
  const read: Read = await ana.socket.emitWithAck('texts-after', { callId, after: 0 });
  expect(read.ok && read.data.texts.map(({ text }) => text)).toEqual(['Order 4711']);
});

test('whoever joins a conversation reads it from the beginning, and whoever has left it no more', async () => {
  const { started, ana, maria, callId } = await talking();
  const carol = await started.agent('carol@toronto.example');
  await carol.available();
  await maria.socket.emitWithAck('say', message('Order 4711'));
  const target = { kind: 'agent', agentId: carol.state.value?.agent.id ?? '' };
  // The report of it is on its way.
  await expect.poll(() => ana.ask('control', { callId, action: { kind: 'add', target, note: null } })).toMatchObject({ ok: true });
  const joined = await talk(started, carol, maria);
  expect(joined.conversationId).toBe(callId);
  const read: Read = await carol.socket.emitWithAck('texts-after', { callId: joined.callId, after: 0 });
  expect(read.ok && read.data.texts.map(({ text }) => text)).toEqual(['Order 4711']);

  const [toAna, toCarol, toMaria] = [heard(ana.socket), heard(carol.socket), heard(maria.socket)];
  await carol.socket.emitWithAck('say', { callId: joined.callId, ...message('Carol here') });
  for (const texts of [toAna, toCarol, toMaria]) await expect.poll(() => wordsOf(texts)).toEqual(['Carol here']);
  expect(toMaria[0]).toMatchObject({ callId, texts: [{ from: joined.conversation.you, name: 'Carol Nguyen' }] });

  await ana.ask('hang-up', { callId });
  await ana.work('wrapup');
  await maria.socket.emitWithAck('say', message('for Carol alone'));
  await expect.poll(() => wordsOf(toCarol)).toEqual(['Carol here', 'for Carol alone']);
  expect(wordsOf(toAna)).toEqual(['Carol here']);
  const left: Read = await ana.socket.emitWithAck('texts-after', { callId, after: 0 });
  expect(left.ok && left.data.texts.map(({ text }) => text)).toEqual(['Order 4711', 'Carol here']);
});
