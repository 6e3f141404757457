import { afterEach, expect, test } from 'vitest';
import type { Ack } from './protocol/common.ts';
import { type ListeningSession, SUPERVISE_NAMESPACE } from './protocol/supervise.ts';
import type { CallText } from './protocol/texts.ts';
import { Started } from './testing/started.ts';

/** Supervisors in text conversations, over real sockets, on a real database; browsers are in e2e/text-conversations.spec.ts. */

const open: Started[] = [];
afterEach(async () => {
  for (const started of open.splice(0)) await started.close();
});

let count = 0;
const message = (text: string) => {
  count += 1;
  return { id: `message-${count}`, text };
};

/** Ana of Lisbon writes with Maria. */
async function writing() {
  const started = await new Started().start();
  open.push(started);
  const ana = await started.agent('ana@lisbon.example');
  await ana.available();
  const maria = started.caller();
  await maria.start('sales-portuguese', { channel: 'text' });
  const [offer] = (await ana.state.until('an offer', ({ texts }) => texts.some(({ kind }) => kind === 'offer'))).texts;
  if (offer?.kind !== 'offer') throw new Error('nothing was offered');
  expect(await ana.ask('accept', { reservationId: offer.reservationId, token: offer.token })).toEqual({ ok: true, data: {} });
  await maria.phase('connected');
  const told = { toMaria: heard(maria.socket), toAna: heard(ana.socket) };
  await maria.socket.emitWithAck('say', message('Where is my order?'));
  const says = (text: string): Promise<Ack<{ text: CallText }>> =>
    ana.socket.emitWithAck('say', { callId: offer.callId, ...message(text) });
  return { started, ana, maria, callId: offer.callId, says, ...told };
}

/** What somebody is told of what is written, with its numbers. */
function heard(socket: { on(event: string, listener: (message: { texts: CallText[] }) => void): unknown }): string[] {
  const texts: string[] = [];
  socket.on('texts', (told) => texts.push(...told.texts.map(({ seq, text }) => `${seq} ${text}`)));
  return texts;
}

async function supervisor(started: Started, email: string, callId: string) {
  const socket = started.socket(SUPERVISE_NAMESPACE, { cookie: await started.signIn(email) });
  const texts = heard(socket);
  const ended: string[] = [];
  socket.on('ended', ({ why }: { why: string }) => ended.push(why));
  const start: Ack<{ session: ListeningSession }> = await socket.emitWithAck('start', { callId, how: 'monitor' });
  const sessionId = start.ok ? start.data.session.id : '';
  const ask = (event: string, more: object = {}) => socket.emitWithAck(event, { sessionId, ...more });
  const read = async () => {
    const ack: Ack<{ texts: CallText[] }> = await ask('texts-after', { after: 0 });
    return ack.ok ? ack.data.texts.map(({ seq, text }) => `${seq} ${text}`) : ack.error.code;
  };
  return { start, texts, ended, ask, read };
}

test('supervisors read a text conversation, write to its agent alone, join in and take it over; those of other centers do not', async () => {
  const { started, ana, maria, callId, says, toMaria, toAna } = await writing();
  const sam = await supervisor(started, 'sam@toronto.example', callId);
  expect(sam.start).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  const admin = await supervisor(started, 'admin@tandem.example', callId);
  const sofia = await supervisor(started, 'sofia@lisbon.example', callId);
  expect(sofia.start).toMatchObject({ data: { session: { channel: 'text', how: 'monitor', told: true, agentName: 'Ana Martins' } } });
  expect(await sofia.read()).toEqual(['1 Where is my order?']);
  await ana.state.until('both of them', ({ texts: [one] }) => one?.kind === 'call' && one.conversation.listeners.length === 2);
  expect(maria.call.value?.phase).toMatchObject({ others: [] });
  expect(await sofia.ask('say', message('too early'))).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await sofia.ask('control', { action: { kind: 'hold' } })).toMatchObject({ error: { code: 'conflict' } });

  // To the agent alone: not even by its number does the caller learn of it.
  await sofia.ask('switch', { how: 'whisper' });
  expect(await sofia.ask('say', message('Offer a refund'))).toMatchObject({ ok: true, data: { text: { seq: 2, name: 'Sofia Almeida' } } });
  expect(await says('You can have a refund')).toMatchObject({ ok: true, data: { text: { seq: 3 } } });
  await expect.poll(() => toMaria).toEqual(['1 Where is my order?', '2 You can have a refund']);
  await expect.poll(() => toAna).toEqual(['1 Where is my order?', '2 Offer a refund', '3 You can have a refund']);
  expect(await maria.socket.emitWithAck('texts-after', { after: 0 })).toMatchObject({ data: { texts: [{ seq: 1 }, { seq: 2 }] } });

  await sofia.ask('switch', { how: 'barge' });
  await maria.call.until('her name', ({ phase }) => phase.kind === 'connected' && phase.others.includes('Sofia Almeida'));
  expect(await sofia.ask('say', message('I am here, too'))).toMatchObject({ ok: true });
  await expect.poll(() => toMaria.at(-1)).toBe('3 I am here, too');
  // Whoever else listens reads all of it, as it comes.
  await expect.poll(() => admin.texts.map((text) => text.slice(2))).toEqual(['Offer a refund', 'You can have a refund', 'I am here, too']);

  const taken: Ack<{ session: ListeningSession }> = await sofia.ask('take-over');
  expect(taken).toMatchObject({ ok: true, data: { session: { takenOver: true, channel: 'text' } } });
  await ana.state.until('a wrap-up', ({ texts: [one] }) => one?.kind === 'wrapup');
  await maria.call.until('who has them', ({ phase }) => phase.kind === 'connected' && phase.agentName === 'Sofia Almeida');
  await expect.poll(() => admin.ended).toEqual(['call-over']);
  expect(await sofia.ask('say', message('Now it is me'))).toMatchObject({ ok: true, data: { text: { seq: 5 } } });
  await expect.poll(() => toMaria.at(-1)).toBe('4 Now it is me');
  expect(await maria.socket.emitWithAck('say', message('Thank you'))).toMatchObject({ ok: true, data: { text: { seq: 5 } } });
  await expect.poll(() => sofia.texts.at(-1)).toBe('6 Thank you');
  expect(toAna).not.toContain('5 Now it is me');
  expect(await says('Still me?')).toMatchObject({ ok: false });
  expect(await sofia.ask('control', { action: { kind: 'hold' } })).toMatchObject({ error: { code: 'conflict' } });
  await sofia.ask('stop');
  await maria.phase('ended');
});

test('an agent who is asked in writes with them and has the caller once they leave; a word to one agent is not theirs to read', async () => {
  const { started, ana, maria, callId, says, toMaria } = await writing();
  const sofia = await supervisor(started, 'sofia@lisbon.example', callId);
  await sofia.ask('switch', { how: 'whisper' });
  await sofia.ask('say', message('Offer a refund'));
  const all = (agent: typeof ana, of: string) => agent.socket.emitWithAck('texts-after', { callId: of, after: 0 });
  expect(await all(ana, callId)).toMatchObject({ data: { texts: [{ seq: 1 }, { seq: 2, text: 'Offer a refund' }] } });
  const carol = await started.agent('carol@toronto.example');
  await carol.available();
  const target = { kind: 'agent', agentId: carol.state.value?.agent.id ?? '' };
  await expect.poll(() => ana.ask('control', { callId, action: { kind: 'add', target, note: null } })).toMatchObject({ ok: true });
  const [offer] = (await carol.state.until('an offer', ({ texts }) => texts.some(({ kind }) => kind === 'offer'))).texts;
  if (offer?.kind !== 'offer') throw new Error('nothing was offered');
  await carol.ask('accept', { reservationId: offer.reservationId, token: offer.token });
  await carol.state.until('the conversation', ({ texts: [one] }) => one?.kind === 'call');
  const later: Ack<{ texts: CallText[] }> = await all(carol, offer.callId);
  expect(later.ok && later.data.texts.map(({ seq, text }) => `${seq} ${text}`)).toEqual(['1 Where is my order?']);
  await maria.call.until('both', ({ phase }) => phase.kind === 'connected' && phase.others.includes('Carol Nguyen'));
  await carol.socket.emitWithAck('say', { callId: offer.callId, ...message('I can help') });
  expect(await says('Thank you, Carol')).toMatchObject({ data: { text: { seq: 4 } } });
  await expect.poll(() => toMaria).toEqual(['1 Where is my order?', '2 I can help', '3 Thank you, Carol']);
  expect(await maria.socket.emitWithAck('propose-talk', { wants: true })).toMatchObject({ ok: true });
  expect(await ana.ask('control', { callId, action: { kind: 'ask-to-talk' } })).toMatchObject({ error: { code: 'conflict' } });
  expect(await ana.ask('hang-up', { callId })).toMatchObject({ ok: true });
  await maria.call.until('Carol alone', ({ phase }) => phase.kind === 'connected' && phase.agentName === 'Carol Nguyen');
  await expect.poll(() => sofia.ended).toEqual(['call-over']);
});
