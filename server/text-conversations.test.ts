import { afterEach, expect, test } from 'vitest';
import type { CallText } from './protocol/texts.ts';
import { freePort, Started, type TestAgent, type TestCaller } from './testing/started.ts';

const open: Started[] = [];
afterEach(async () => {
  for (const started of open.splice(0)) await started.close();
});

const BY_TEXT = { channel: 'text' };
const message = (text: string) => ({ id: `message-${text}`.slice(0, 60), text });

async function begun(environment: Record<string, string> = {}): Promise<{ started: Started; ana: TestAgent }> {
  const started = await new Started(environment).start();
  open.push(started);
  const ana = await started.agent('ana@lisbon.example');
  await ana.available();
  return { started, ana };
}

/** The caller writes, and the agent takes it. */
async function written(started: Started, agent: TestAgent, name: string): Promise<{ caller: TestCaller; callId: string }> {
  const caller = started.caller();
  await caller.start('sales-portuguese', { ...BY_TEXT, name });
  const offer = await textOf(agent, name, 'offer');
  expect(await agent.ask('accept', { reservationId: offer.reservationId, token: offer.token })).toEqual({ ok: true, data: {} });
  await textOf(agent, name, 'call');
  await caller.phase('connected');
  return { caller, callId: offer.callId };
}

type State = NonNullable<TestAgent['state']['value']>;
type Kind = State['texts'][number]['kind'];

async function textOf<K extends Kind>(agent: TestAgent, name: string, kind: K) {
  const find = (state: State) => state.texts.find((one) => one.kind === kind && one.kind !== 'idle' && one.caller.name === name);
  const state = await agent.state.until(`a text ${kind} of ${name}`, (one) => find(one) !== undefined);
  return find(state) as Extract<State['texts'][number], { kind: Exclude<K, 'idle'> }>;
}

test('an agent has three text conversations at once and a call beside them; each is written in and finished by itself', async () => {
  const { started, ana } = await begun();
  const heard: { callId: string; texts: CallText[] }[] = [];
  ana.socket.on('texts', (texts) => heard.push(texts));
  const maria = await written(started, ana, 'Maria');
  const joao = await written(started, ana, 'João');
  const rita = await written(started, ana, 'Rita');
  expect(ana.state.value?.status.kind).toBe('available');
  expect(ana.state.value?.work.kind).toBe('idle');
  // As many as she can: the fourth waits, with a place in the line of those who write.
  const fourth = started.caller();
  await fourth.start('sales-portuguese', { ...BY_TEXT, name: 'Rui' });
  expect(fourth.call.value).toMatchObject({ channel: 'text', phase: { kind: 'waiting', position: 1 } });

  expect(await joao.caller.socket.emitWithAck('say', message('Order 4711'))).toMatchObject({ ok: true });
  await expect.poll(() => heard).toMatchObject([{ callId: joao.callId, texts: [{ text: 'Order 4711', from: 'caller' }] }]);
  expect(await ana.socket.emitWithAck('say', { callId: joao.callId, ...message('I see it') })).toMatchObject({ ok: true });
  expect(await maria.caller.socket.emitWithAck('texts-after', { after: 0 })).toEqual({ ok: true, data: { texts: [] } });

  // A call rings beside them, and while it is talked nothing more is offered.
  const pedro = started.caller();
  await pedro.start('sales-portuguese', { name: 'Pedro' });
  await ana.accept();
  await ana.work('call');
  expect(ana.state.value?.texts).toHaveLength(3);
  // Who would rather talk is told that she is on a call, and when she is not any more.
  const wish = (busy: boolean) =>
    joao.caller.call.until(`busy ${busy}`, ({ phase }) => phase.kind === 'connected' && phase.talkProposed?.agentBusy === busy);
  expect(await joao.caller.socket.emitWithAck('propose-talk', { wants: true })).toEqual({ ok: true, data: {} });
  await wish(true);
  expect(await ana.ask('control', { callId: joao.callId, action: { kind: 'ask-to-talk' } })).toMatchObject({ ok: false });
  await pedro.leave();
  await ana.state.until('no call', ({ work }) => work.kind === 'idle');
  await wish(false);
  const wishes = (state: State) =>
    state.texts.filter((one) => one.kind === 'call' && one.phase.kind === 'connected' && one.phase.talkProposedAt);
  await ana.state.until('one wish', (state) => wishes(state).length === 1);
  await ana.ask('control', { callId: joao.callId, action: { kind: 'decline-talk' } });
  await joao.caller.call.until('no', ({ phase }) => phase.kind === 'connected' && phase.talkDeclinedAt !== undefined);
  expect(await joao.caller.socket.emitWithAck('propose-talk', { wants: true })).toMatchObject({ error: { code: 'conflict' } });
  expect(await joao.caller.socket.emitWithAck('propose-talk', { wants: 'yes' })).toMatchObject({ error: { field: 'wants' } });

  await rita.caller.leave();
  await textOf(ana, 'Rita', 'wrapup');
  expect(ana.state.value?.status.kind).toBe('available');
  const finish = { callId: rita.callId, disposition: ['Answered'], notes: 'Wrote about delivery' };
  const { dispositions } = await textOf(ana, 'Rita', 'wrapup');
  expect(await ana.ask('finish-wrapup', { ...finish, disposition: [dispositions[0]?.name] })).toMatchObject({ ok: true });
  // The room that she left is for the one who waited.
  await textOf(ana, 'Rui', 'offer');
  expect(ana.state.value?.texts.map((one) => (one.kind === 'idle' ? '' : one.caller.name))).toEqual(['Maria', 'João', 'Rui']);
});

test('a text conversation becomes a call once the agent has asked and the caller says yes; a caller who waits goes either way', async () => {
  const { started, ana } = await begun();
  const { caller, callId } = await written(started, ana, 'Maria');
  expect(await caller.socket.emitWithAck('move-up', {})).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await ana.ask('control', { callId, action: { kind: 'hold' } })).toMatchObject({ ok: false, error: { code: 'conflict' } });
  await ana.ask('control', { callId, action: { kind: 'ask-to-talk' } });
  await caller.call.until('the question', ({ phase }) => phase.kind === 'connected' && phase.talkAskedAt !== undefined);
  expect(await caller.socket.emitWithAck('move-up', {})).toEqual({ ok: true, data: {} });
  const call = await ana.work('call');
  expect(call).toMatchObject({ callId, channel: 'voice', phase: { kind: 'connecting' } });
  expect(call.ticket).toMatch(/^ey/);
  expect(ana.state.value?.texts).toEqual([]);
  expect((await caller.phase('connecting')).channel).toBe('voice');

  // Her agent is on a call now: who comes waits, and changes their mind twice.
  const rui = started.caller();
  await rui.start('sales-portuguese', { name: 'Rui' });
  const first = await rui.phase('waiting');
  expect(await rui.socket.emitWithAck('switch-channel', { channel: 'text' })).toEqual({ ok: true, data: {} });
  const writes = await rui.call.until('by text', ({ channel }) => channel === 'text');
  expect(writes.phase).toMatchObject({ kind: 'waiting', since: first.phase.kind === 'waiting' ? first.phase.since : 0 });
  await rui.socket.emitWithAck('switch-channel', { channel: 'voice' });
  await rui.call.until('by voice', ({ channel }) => channel === 'voice');
  expect(await rui.socket.emitWithAck('switch-channel', { channel: 'smoke' })).toMatchObject({ error: { code: 'bad-request' } });
});

test('text conversations and what was written survive a restart, each still its agent’s', async () => {
  const { started, ana } = await begun({ PORT: String(await freePort()) });
  const maria = await written(started, ana, 'Maria');
  const joao = await written(started, ana, 'João');
  await maria.caller.socket.emitWithAck('say', message('Before'));
  for (const { caller } of [maria, joao]) caller.call.value = null;
  ana.state.value = null;
  await started.restart();
  const names = (state: State) => state.texts.map((one) => (one.kind === 'call' ? one.caller.name : one.kind));
  await ana.state.until('both', (state) => names(state).join() === 'Maria,João');
  for (const { caller } of [maria, joao]) await caller.phase('connected');
  expect(await ana.socket.emitWithAck('texts-after', { callId: maria.callId, after: 0 })).toMatchObject({
    data: { texts: [{ text: 'Before' }] },
  });
  expect(await ana.socket.emitWithAck('say', { callId: joao.callId, ...message('After') })).toMatchObject({ ok: true });
});
