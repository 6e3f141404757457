import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEMO_WIDGET_KEY } from '../../server/data/demo.ts';
import { LeftMessages } from '../../server/protocol/messages.ts';
import type { NewIdentitySecret } from '../../server/protocol/widget-keys.ts';
import { Started, type TestAgent } from '../../server/testing/started.ts';
import { callState, hungUp } from './src/call-state.ts';
import { type Call, type Client, createClient, TandemError } from './src/index.ts';
import { keeperOf } from './src/kept-call.ts';

/** The client before the whole program, in writing: what sounds is shown in a browser, by e2e/client.spec.ts. */

let started: Started;
let ana: TestAgent;
const clients: Client[] = [];
// What of a page it listens to, beside its sockets.
vi.stubGlobal('window', new EventTarget());
vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
beforeAll(async () => {
  started = await new Started().start();
  ana = await started.agent('ana@lisbon.example');
  await ana.available();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});
afterAll(() => started.close());

const open = (key = DEMO_WIDGET_KEY): Client => {
  const client = createClient({ url: started.tandem.url, key });
  clients.push(client);
  return client;
};
const NONE = { en: '', pt: '', fr: '' };
const ASKED = { topic: 'sales-portuguese', name: 'Maria', page: '/cart', channel: 'text' } as const;
const until = (call: Call, kind: Call['state']['kind']) => expect.poll(() => call.state.kind, { timeout: 20_000 }).toBe(kind);
const refused = async (act: () => Promise<unknown>) => {
  const error = await act().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TandemError);
  const { code, field } = error as TandemError;
  return [code, field];
};

describe('a conversation', () => {
  test('waits, is taken, is written in from both sides, and ends', async () => {
    const client = open();
    expect((await client.topics()).find(({ id }) => id === ASKED.topic)).toMatchObject({ name: 'Sales (Portuguese)', takesTexts: true });
    const call = await client.call({ ...ASKED, context: { cart: 3 } });
    const kinds: string[] = [call.state.kind];
    call.on('state', ({ kind }) => kinds.push(kind));
    expect(await refused(() => client.call(ASKED))).toEqual(['conflict', undefined]);
    const state = await ana.state.until('a text offer', ({ texts }) => texts.some(({ kind }) => kind === 'offer'));
    const offer = state.texts.find(({ kind }) => kind === 'offer');
    if (offer?.kind !== 'offer') throw new Error('no offer');
    expect(offer.caller).toMatchObject({ name: 'Maria', page: '/cart', context: { cart: 3 } });
    await ana.ask('accept', { reservationId: offer.reservationId, token: offer.token });
    await until(call, 'connected');
    expect(call.state).toMatchObject({ agentName: 'Ana Martins', onHold: false, talkAsked: false });
    await call.say('Order 4711');
    await ana.ask('say', { callId: call.id, id: 'message-1', text: 'I see it' });
    await expect
      .poll(() => call.texts.map(({ own, text }) => [own, text]))
      .toEqual([
        [true, 'Order 4711'],
        [false, 'I see it'],
      ]);
    expect(await refused(() => call.say(' '))).toEqual(['bad-request', 'text']);
    expect([call.channel, call.muted, call.sound, call.levels()]).toEqual([
      'text',
      false,
      { state: 'none', blocked: false, weak: null },
      { own: 0, other: 0 },
    ]);
    expect(call.transcript()).toMatch(/\[\d\d:\d\d:\d\d\] You: Order 4711\r\n.*Ana.*: I see it/);
    expect(call.shares).toEqual({ seen: [], own: [], asked: [] });
    // Who would like to talk has a microphone first, and may think better of it.
    expect(await refused(() => call.switchTo('voice'))).toEqual(['microphone-unsupported', undefined]);
    let stopped = 0;
    const microphone = { getTracks: () => [{ stop: () => (stopped += 1) }] } as unknown as MediaStream;
    for (const [channel, talkProposed] of [
      ['voice', { agentBusy: false }],
      ['text', null],
      ['voice', { agentBusy: false }],
    ] as const) {
      await call.switchTo(channel, { microphone });
      await expect.poll(() => call.state).toMatchObject({ kind: 'connected', talkProposed });
    }
    await ana.ask('control', { callId: call.id, action: { kind: 'decline-talk' } });
    await expect.poll(() => call.state).toMatchObject({ talkProposed: null, talkDeclined: true, endsAt: null });
    await call.stillHere();
    call.hangUp();
    expect(stopped).toBe(1);
    call.hangUp();
    expect(call.state).toMatchObject({ kind: 'ended', reason: 'caller-hung-up' });
    await ana.state.until('the wrap-up', ({ texts }) => texts.some(({ kind }) => kind === 'wrapup'));
    await call.rate(4, 'Quick');
    expect(await refused(() => call.rate(6 as 5))).toEqual(['bad-request', 'score']);
    expect(await refused(() => call.leaveMessage({ name: 'Maria', text: 'Hello' }))).toEqual(['conflict', undefined]);
    expect(kinds.at(-1)).toBe('ended');
    expect(kinds.filter((kind) => kind === 'ended')).toHaveLength(1);
  });

  test('in the line may be rung back, and may leave word instead', async () => {
    const client = open();
    expect(await client.outlook('support-french')).toMatchObject({ open: true, staffed: false, takesTexts: true });
    expect(await refused(() => client.outlook('nothing'))).toEqual(['not-found', 'topic']);
    const call = await client.call({ ...ASKED, topic: 'support-french' });
    expect(call.state).toMatchObject({ kind: 'waiting', position: 1, ringBack: null });
    // Who writes has given no microphone that could be given back.
    expect(await refused(() => call.ringMeBack())).toEqual(['conflict', undefined]);
    expect(await refused(() => call.comeBack())).toEqual(['microphone-unsupported', undefined]);
    expect(await refused(() => call.rate(5))).toEqual(['conflict', undefined]);
    const recording = call.recordMessage();
    const heard: string[] = [];
    recording.on(() => heard.push(recording.state.kind));
    await recording.start();
    expect(recording.state).toMatchObject({ kind: 'failed', error: { code: 'microphone-unsupported' } });
    expect(heard).toEqual(['preparing', 'failed']);
    expect(await refused(() => recording.sound())).toEqual(['conflict', 'recording']);
    expect(await refused(() => call.leaveMessage({ name: 'Maria', recording }))).toEqual(['bad-request', 'recording']);
    expect(call.state.kind).toBe('waiting');
    await call.leaveMessage({ name: 'Maria', email: 'maria@shop.example', text: 'Please write to me.' });
    expect(call.state).toMatchObject({ kind: 'ended', reason: 'caller-hung-up' });
    await call.leaveMessage({ name: 'Maria', text: 'Please call me.' });

    const word = await client.call({ ...ASKED, topic: 'support-french', channel: 'voice', instead: 'leave-message' });
    expect(word.state).toMatchObject({ kind: 'ended', reason: 'left-word', offer: { kind: 'leave-message' } });
    await word.leaveMessage({ name: 'Maria', text: 'Another' });
    const sofia = await started.signIn('sofia@lisbon.example');
    const { messages } = LeftMessages.parse(await (await started.fetch('/api/messages', { cookie: sofia })).json());
    expect(messages.map(({ text }) => text)).toEqual(['Please call me.', 'Another']);
  });

  test('that is given up before it began is in no queue', async () => {
    const abort = new AbortController();
    const call = open().call({ ...ASKED, topic: 'support-french', signal: abort.signal });
    abort.abort();
    expect(await refused(() => call)).toEqual(['aborted', undefined]);
    const gone = open();
    gone.destroy();
    expect(await refused(() => gone.call(ASKED))).toEqual(['aborted', undefined]);
  });
});

describe('what is refused', () => {
  test('says its code and its field, and leaves the way free for another try', async () => {
    const admin = await started.signIn('admin@tandem.example');
    const made = await started.fetch(`/api/admin/widget-keys/${DEMO_WIDGET_KEY}/secret`, { method: 'POST', cookie: admin });
    const { secret } = (await made.json()) as NewIdentitySecret;
    const token = (by: string) =>
      new SignJWT({ name: 'Rita Real' })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('shop-7')
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(new TextEncoder().encode(by));
    const client = open();
    expect(await refused(() => client.call({ ...ASKED, topic: 'nothing' }))).toEqual(['not-found', 'queueId']);
    expect(await refused(() => client.call({ ...ASKED, name: ' ' }))).toEqual(['bad-request', 'name']);
    expect(await refused(async () => client.call({ ...ASKED, identity: await token('guessed') }))).toEqual(['forbidden', 'identity']);
    expect(await refused(() => client.call({ ...ASKED, context: { a: 'x'.repeat(1_000_000) } }))).toEqual(['bad-request', 'context']);
    expect(await refused(() => open('pk_nothing1').call(ASKED))).toEqual(['not-found', 'key']);
    expect(await refused(() => open('pk_nothing1').topics())).toEqual(['not-found', 'key']);
    // A function is asked by each attempt; what it can't get is nobody's leave to go on as somebody else.
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    client.identify(() => Promise.reject(new Error('signed out')));
    expect(await refused(() => client.call(ASKED))).toEqual(['forbidden', 'identity']);
    expect(said).toHaveBeenCalled();
    said.mockRestore();
    client.identify(null);
    // Without a microphone nobody is put in a line.
    expect(await refused(() => client.call({ ...ASKED, channel: 'voice' }))).toEqual(['microphone-unsupported', undefined]);

    const call = await client.call({ ...ASKED, topic: 'support-french', identity: () => token(secret) });
    expect(call.state.kind).toBe('waiting');
  });

  test('where the key asks for consent, until it is given in its own words', async () => {
    const cookie = await started.signIn('admin@tandem.example');
    const body = {
      ...{ name: 'Asks', origins: [], queues: null, label: NONE, consent: { ...NONE, pt: 'As chamadas são gravadas.' } },
      ...{ position: 'bottom-right', accent: null, onAccent: null, enabled: true, standsIn: false },
    };
    const made = (await (await started.fetch('/api/admin/widget-keys', { method: 'POST', cookie, body })).json()) as { id: string };
    const client = open(made.id);
    // No microphone is asked for before: there is none here, and that is not what it is refused with.
    expect(await refused(() => client.call({ ...ASKED, channel: 'voice' }))).toEqual(['conflict', 'consent']);
    expect(await refused(() => client.call({ ...ASKED, consent: 'Yes' }))).toEqual(['conflict', 'consent']);
    const { consent, needsIdentity } = await client.settings();
    expect([consent, needsIdentity]).toEqual(['As chamadas são gravadas.', false]);
    const call = await client.call({ ...ASKED, topic: 'support-french', consent: consent ?? '' });
    expect(call.state.kind).toBe('waiting');
  });

  test.each([
    ['an address that is none', { url: 'calls', key: 'pk_yourSite' }, 'url'],
    ['an address of another kind', { url: 'javascript:alert(1)', key: 'pk_yourSite' }, 'url'],
    ['a key that is none', { url: 'https://calls.example', key: 'sk_secret' }, 'key'],
  ])('%s, at once', (_, options, field) => {
    expect(() => createClient(options)).toThrow(expect.objectContaining({ code: 'bad-request', field }));
  });

  test('a server that can’t be reached', async () => {
    const client = createClient({ url: 'http://127.0.0.1:9', key: 'pk_yourSite' });
    expect(await refused(() => client.topics())).toEqual(['unavailable', undefined]);
  });
});

describe('what a page is told', () => {
  const connected = {
    ...{ kind: 'connected' as const, agentName: 'Ana', since: 5000, agentAwayUntil: null, heldSince: null, others: [], agents: [] },
  };
  test('times are on its own clock', () => {
    expect(callState({ ...connected, agentAwayUntil: 9000 }, 1000)).toMatchObject({ since: 4000, agentAwayUntil: 8000, onHold: false });
    expect(callState({ ...connected, heldSince: 6000, talkAskedAt: 6000 }, 0)).toMatchObject({ onHold: true, talkAsked: true });
    expect(callState({ ...connected, talkProposed: { since: 6000, agentBusy: true }, silentAt: 9000 }, 1000)).toMatchObject({
      ...{ talkProposed: { agentBusy: true }, talkDeclined: false, endsAt: 8000 },
    });
    expect(callState({ ...connected, talkDeclinedAt: 7000 }, 0)).toMatchObject({ talkProposed: null, talkDeclined: true, endsAt: null });
    const waiting = { kind: 'waiting' as const, position: 2, since: 5000, estimatedWaitMs: null, transferredBy: null };
    expect(callState(waiting, -1000)).toEqual({ ...waiting, since: 6000, worse: null, ringBack: null });
    expect(callState({ ...waiting, news: 'agents-left' }, 0)).toMatchObject({ worse: 'agents-left' });
    expect(callState({ ...waiting, ringBack: { kind: 'rung', until: 9000 } }, 1000)).toMatchObject({
      ringBack: { kind: 'rung', until: 8000 },
    });
    const ended = { kind: 'ended' as const, reason: 'queue-full' as const, talkMs: 0 };
    expect(callState({ ...ended, wayOn: { kind: 'callback', text: 'We call you.' } }, 0)).toMatchObject({ offer: { kind: 'callback' } });
    expect(callState({ ...ended, wayOn: { kind: 'queue', queueId: 'sales' } }, 0)).toMatchObject({ offer: null });
  });
  test('its own end is told at once, and no other after it', () => {
    expect(hungUp(callState(connected, 0), 65_000)).toEqual({
      ...{ kind: 'ended', reason: 'caller-hung-up', talkMs: 60_000, offer: null },
    });
    expect(hungUp({ kind: 'connecting', agentName: 'Ana' }, 0)).toMatchObject({ talkMs: 0 });
    const over = { kind: 'ended' as const, reason: 'agent-hung-up', talkMs: 7, offer: null };
    expect(hungUp(over, 0)).toBe(over);
  });
});

test('a call is kept for a reload, for its key alone; a storage that is closed, or holds anything, is no matter', () => {
  const stored = new Map<string, string>();
  const storage = () =>
    ({
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, value: string) => void stored.set(name, value),
      removeItem: (name: string) => void stored.delete(name),
    }) as unknown as Storage;
  const call = { key: { callId: 'c', secret: 's' }, byText: true };
  keeperOf('pk_a', storage).keep(call);
  expect(keeperOf('pk_a', storage).kept()).toEqual(call);
  expect(keeperOf('pk_b', storage).kept()).toBe(null);
  for (const anything of ['', '{', 'null', '[]', '{"key":{"callId":1}}', '"x"']) {
    stored.set('tandem.client.pk_b', anything);
    expect(keeperOf('pk_b', storage).kept()).toBe(null);
  }
  keeperOf('pk_a', storage).forget();
  expect(keeperOf('pk_a', storage).kept()).toBe(null);
  const closed = keeperOf('pk_a', () => {
    throw new DOMException('denied', 'SecurityError');
  });
  closed.keep(call);
  expect(closed.kept()).toBe(null);
});
