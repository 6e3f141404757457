import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEMO_WIDGET_KEY } from '../../server/data/demo.ts';
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
      { state: 'none', blocked: false },
      { own: 0, other: 0 },
    ]);
    call.hangUp();
    call.hangUp();
    expect(call.state).toMatchObject({ kind: 'ended', reason: 'caller-hung-up' });
    await ana.state.until('the wrap-up', ({ texts }) => texts.some(({ kind }) => kind === 'wrapup'));
    expect(kinds.at(-1)).toBe('ended');
    expect(kinds.filter((kind) => kind === 'ended')).toHaveLength(1);
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
    // Without a microphone nobody is put in a line.
    expect(await refused(() => client.call({ ...ASKED, channel: 'voice' }))).toEqual(['microphone-unsupported', undefined]);

    const call = await client.call({ ...ASKED, topic: 'support-french', identity: await token(secret) });
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
    const waiting = { kind: 'waiting' as const, position: 2, since: 5000, estimatedWaitMs: null, transferredBy: null };
    expect(callState(waiting, -1000)).toEqual({ ...waiting, since: 6000, worse: null });
    expect(callState({ ...waiting, news: 'agents-left' }, 0)).toMatchObject({ worse: 'agents-left' });
  });
  test('its own end is told at once, and no other after it', () => {
    expect(hungUp(callState(connected, 0), 65_000)).toEqual({ kind: 'ended', reason: 'caller-hung-up', talkMs: 60_000 });
    expect(hungUp({ kind: 'connecting', agentName: 'Ana' }, 0)).toMatchObject({ talkMs: 0 });
    const over = { kind: 'ended' as const, reason: 'agent-hung-up', talkMs: 7 };
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
