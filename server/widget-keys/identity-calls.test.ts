import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewApiKey } from '../protocol/api-keys.ts';
import { BookedCallbacks, type CallbackBooked, type Slots } from '../protocol/callbacks.ts';
import type { Ack } from '../protocol/common.ts';
import { LeftMessages } from '../protocol/messages.ts';
import { WIDGET_NAMESPACE } from '../protocol/widget.ts';
import type { NewIdentitySecret, WidgetKey } from '../protocol/widget-keys.ts';
import { Started, type TestAgent, TestCaller } from '../testing/started.ts';

/** Who calls, by the word of the site that they call from, through the whole program. */

const SHOP = 'https://shop.example';
const NONE = { en: '', pt: '', fr: '' };
const INPUT = {
  ...{ name: 'Shop', origins: [SHOP], queues: null, label: NONE, consent: NONE, position: 'bottom-right' },
  ...{ accent: null, onAccent: null, enabled: true, standsIn: false },
};

let started: Started;
let admin: string;
let ana: TestAgent;
let key: WidgetKey;
let secret: string;
beforeAll(async () => {
  started = await new Started({ TANDEM_CALLBACK_SLOT_SECONDS: '2' }).start();
  admin = await started.signIn('admin@tandem.example');
  key = await post<WidgetKey>('/api/admin/widget-keys', INPUT);
  ({ secret } = await post<NewIdentitySecret>(`/api/admin/widget-keys/${key.id}/secret`));
  ana = await started.agent('ana@lisbon.example');
  await ana.available();
});
afterAll(() => started.close());

const post = async <T>(path: string, body?: object) =>
  (await (await started.fetch(path, { method: 'POST', cookie: admin, ...(body ? { body } : {}) })).json()) as T;
const token = (by = secret, change: object = {}) => {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: 'shop-7', name: 'Rita Real', email: 'rita@shop.example', iat, exp: iat + 300, ...change };
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(by));
};
const caller = (id = key.id) => new TestCaller(started.socket(WIDGET_NAMESPACE, { auth: { key: id }, origin: SHOP }));
const REQUEST = { queueId: 'sales-portuguese', name: 'Typed Name', email: 'typed@x.example', customerId: null, page: null, question: null };
const refusalOf = async (change: object, id?: string) => {
  const { socket } = caller(id);
  const ack: Ack = await socket.emitWithAck('start', { ...REQUEST, ...change });
  socket.disconnect();
  return ack.ok ? 'ok' : `${ack.error.code} ${ack.error.field}`;
};
/** Lets the agent see the offer of a call, and the caller leave. */
async function offered(change: object) {
  const one = caller();
  const { callId } = await one.start('sales-portuguese', { name: 'Typed Name', email: 'typed@x.example', ...change });
  const offer = await ana.work('offer');
  await one.leave();
  await ana.work('idle');
  return { callId, caller: offer.caller };
}

test('who is signed in at the site is that person to the agent, whatever was typed; others are only said to be who they are', async () => {
  const context = { page: 'Checkout', cart: { total: 12.5, note: '<img src=x onerror=alert(1)>' } };
  const known = await offered({ identity: await token(), context, customerId: 'somebody-else' });
  expect(known.caller).toMatchObject({ name: 'Rita Real', email: 'rita@shop.example', customerId: 'shop-7', verified: true, context });
  const typed = await offered({ customerId: 'shop-7' });
  expect(typed.caller).toMatchObject({ name: 'Typed Name', customerId: 'shop-7' });
  expect(typed.caller.verified ?? false).toBe(false);

  // It stays with the call: for supervisors, and for other programs.
  const story = await started.fetch(`/api/calls/${known.callId}/decisions`, { cookie: admin });
  expect(((await story.json()) as { caller: unknown }).caller).toMatchObject({ name: 'Rita Real', verified: true, context });
  const api = await post<NewApiKey>('/api/admin/keys', { name: 'All', scopes: ['calls:read', 'events:read'], centers: null });
  const read = async (path: string) =>
    (await started.fetch(`/api/v1${path}`, { headers: { authorization: `Bearer ${api.secret}` } })).json() as Promise<
      Record<string, unknown>
    >;
  const { calls } = (await read(`/calls?from=${Date.now() - 3_600_000}&to=${Date.now() + 60_000}`)) as {
    calls: { id: string; caller: object }[];
  };
  expect(calls.find(({ id }) => id === known.callId)?.caller).toMatchObject({ customerId: 'shop-7', verified: true, context });
  expect(calls.find(({ id }) => id === typed.callId)?.caller).toMatchObject({ customerId: 'shop-7', verified: false });
  const { events } = (await read('/events?kind=call-queued')) as { events: { callId: string; caller: object }[] };
  expect(events.find(({ callId }) => callId === known.callId)?.caller).toMatchObject({ verified: true, context });
});

test('an id that means something in other centers is not verified in this one', async () => {
  expect((await offered({ identity: await token(secret, { centers: ['paris'] }) })).caller).toMatchObject({
    name: 'Rita Real',
    verified: false,
  });
  expect((await offered({ identity: await token(secret, { centers: ['paris', 'lisbon'] }) })).caller.verified).toBe(true);
});

test('what is forged, too old or for another key is refused at its field, counted, and puts nobody in a queue', async () => {
  const now = Math.floor(Date.now() / 1000);
  const other = await post<WidgetKey>('/api/admin/widget-keys', { ...INPUT, name: 'Other' });
  for (const identity of [
    await token('guessed-by-somebody'),
    await token(secret, { iat: now - 900, exp: now - 600 }),
    await token(secret, { exp: now + 86_400 }),
    new UnsecuredJWT({ sub: 'shop-7', name: 'Rita', iat: now, exp: now + 60 }).encode(),
    'nonsense',
  ])
    expect(await refusalOf({ identity })).toBe('forbidden identity');
  expect(await refusalOf({ identity: await token() }, other.id)).toBe('forbidden identity');
  expect(await refusalOf({ identity: 'x'.repeat(5000) })).toBe('bad-request identity');
  expect(ana.state.value?.work.kind).toBe('idle');
  const metrics = await (await started.fetch('/metrics')).text();
  expect(metrics).toContain('tandem_widget_refused_total{reason="bad-identity"} 6');
  expect(metrics).toContain('tandem_widget_calls_refused_total{code="forbidden",field="identity"} 6');
  expect(started.warnings.filter((line) => line.includes('An identity token was refused'))).toHaveLength(6);
  expect(started.warnings.join('')).not.toContain('Rita');
});

test('a context of a megabyte, or of strange names, is refused at its field; a caller beside it notices nothing', async () => {
  const beside = caller();
  await beside.start('sales-portuguese', { name: 'Beside' });
  const states: string[] = [];
  beside.socket.on('disconnect', (reason) => states.push(reason));
  expect(await refusalOf({ context: { a: 'x'.repeat(1_000_000) } })).toBe('bad-request context');
  expect(await refusalOf({ context: JSON.parse('{"__proto__": {"verified": true}}') })).toBe('bad-request context');
  expect(await refusalOf({ context: [] })).toBe('bad-request context');
  expect(await (await started.fetch('/metrics')).text()).toContain(
    'tandem_widget_calls_refused_total{code="bad-request",field="context"} 3',
  );
  expect((await ana.work('offer')).caller.name).toBe('Beside');
  await beside.leave();
  await ana.work('idle');
  expect(states).toEqual([]);
});

test('who leaves a message or books a callback is who they were in the call, also when its time has come', async () => {
  const context = { cart: { items: 3 } };
  const gaveUp = async (change: object = {}) => {
    const one = caller();
    await one.start('sales-portuguese', { name: 'Typed Name', context, identity: await token(secret, change) });
    await one.leave();
    await ana.work('idle');
    if (one.key === null) throw new Error('The caller has no key');
    return one.key;
  };
  const typed = { name: 'Somebody Else', email: 'else@x.example' };
  const leave = async (key: object) => {
    const message = { key, kind: 'message', ...typed, phone: '', text: 'Where is my order?' };
    expect((await started.fetch('/api/widget/messages', { method: 'POST', body: message })).status).toBe(200);
  };
  await leave(await gaveUp());
  await leave(await gaveUp({ sub: 'shop-8', name: 'Paula', email: undefined, centers: ['paris'] }));
  const listed = async (cookie: string) =>
    LeftMessages.parse(await (await started.fetch('/api/messages', { cookie })).json()).messages.map((message) => [
      ...[message.name, message.email, message.customerId, message.verified],
      message.context,
    ]);
  const rita = ['Rita Real', 'rita@shop.example', 'shop-7', true, context];
  expect(await listed(admin)).toEqual([rita, ['Paula', 'else@x.example', 'shop-8', true, context]]);
  // Paula's id means something in Paris alone.
  expect(await listed(ana.cookie)).toEqual([rita, ['Paula', 'else@x.example', 'shop-8', false, context]]);

  const list = (await (await started.fetch('/api/admin/queues', { cookie: admin })).json()) as { queues: { id: string }[] };
  const queue = list.queues.find(({ id }) => id === 'sales-portuguese');
  const body = { ...queue, callbacksPerSlot: 1 };
  expect((await started.fetch('/api/admin/queues/sales-portuguese', { method: 'PATCH', cookie: admin, body })).status).toBe(200);
  const key = await gaveUp();
  const { slots } = await post<Slots>('/api/widget/callbacks/slots', { key });
  const slotAt = slots.find((slot) => slot > Date.now() + 500);
  const { path } = await post<CallbackBooked>('/api/widget/callbacks', { key, slotAt, ...typed, timeZone: 'Europe/Lisbon' });
  const { callbacks } = BookedCallbacks.parse(await (await started.fetch('/api/callbacks', { cookie: admin })).json());
  expect(callbacks).toMatchObject([{ name: 'Rita Real', verified: true }]);
  const back = caller();
  const join = async () =>
    (await post<{ key?: typeof back.key }>('/api/callbacks/join', { token: path.slice('/call/'.length) })).key ?? null;
  await expect.poll(join, { timeout: 6000 }).not.toBe(null);
  back.key = await join();
  await back.socket.emitWithAck('resume', back.key);
  expect((await ana.work('offer')).caller).toMatchObject({ name: 'Rita Real', customerId: 'shop-7', verified: true, context });
  await back.leave();
  await ana.work('idle');
});

test('a new secret leaves a day to the one before', async () => {
  const old = secret;
  ({ secret } = await post<NewIdentitySecret>(`/api/admin/widget-keys/${key.id}/secret`));
  expect((await offered({ identity: await token(old) })).caller.verified).toBe(true);
  expect((await offered({ identity: await token(secret) })).caller.verified).toBe(true);
  // The one before that is good no longer.
  const last = await post<NewIdentitySecret>(`/api/admin/widget-keys/${key.id}/secret`);
  expect(await refusalOf({ identity: await token(old) })).toBe('forbidden identity');
  expect(last.key.oldSecretUntil).toBeGreaterThan(Date.now());

  // And the one before is not once an administrator has ended it, which is written down.
  const end = async () =>
    (await (await started.fetch(`/api/admin/widget-keys/${key.id}/old-secret`, { method: 'DELETE', cookie: admin })).json()) as WidgetKey;
  expect((await end()).oldSecretUntil).toBe(null);
  expect((await end()).oldSecretUntil).toBe(null);
  expect(await refusalOf({ identity: await token(secret) })).toBe('forbidden identity');
  secret = last.secret;
  expect((await offered({ identity: await token() })).caller.verified).toBe(true);
});

test('a key for those who are signed in at the site refuses all others, and asks for a secret first', async () => {
  const signedIn = { ...INPUT, name: 'Members', needsIdentity: true };
  const change = async (id: string) => {
    const answer = await started.fetch(`/api/admin/widget-keys/${id}`, { method: 'PATCH', cookie: admin, body: signedIn });
    return answer.ok ? 'ok' : ((await answer.json()) as { error: { code: string; field?: string } }).error;
  };
  expect(await post('/api/admin/widget-keys', signedIn)).toMatchObject({ error: { code: 'conflict', field: 'needsIdentity' } });
  const members = await post<WidgetKey>('/api/admin/widget-keys', { ...INPUT, name: 'Members' });
  expect(await change(members.id)).toMatchObject({ code: 'conflict', field: 'needsIdentity' });
  const made = await post<NewIdentitySecret>(`/api/admin/widget-keys/${members.id}/secret`);
  expect(await change(members.id)).toBe('ok');

  const asked = await started.fetch(`/api/widget/settings?key=${members.id}`, { headers: { origin: SHOP } });
  expect(await asked.json()).toEqual({ consent: null, needsIdentity: true });
  expect(await refusalOf({}, members.id)).toBe('forbidden identity');
  expect(await refusalOf({ identity: await token('guessed') }, members.id)).toBe('forbidden identity');
  expect(await refusalOf({ identity: await token(made.secret), queueId: 'support-french' }, members.id)).toBe('ok');
  expect(await (await started.fetch('/metrics')).text()).toContain('tandem_widget_refused_total{reason="no-identity"} 1');
});
