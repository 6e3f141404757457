import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_WIDGET_KEY } from '../data/demo.ts';
import { WIDGET_NAMESPACE } from '../protocol/widget.ts';
import type { NewIdentitySecret, WidgetKey, WidgetKeyInput } from '../protocol/widget-keys.ts';
import { workstationNamespace } from '../protocol/workstation.ts';
import { Started } from '../testing/started.ts';

/** Keys as administrators set them, and callers' pages of other sites before the whole program. */

const SHOP = 'https://shop.example';
const OTHER = 'https://other.example';
const NONE = { en: '', pt: '', fr: '' };
const INPUT: WidgetKeyInput = {
  ...{ name: 'Shop', origins: [SHOP], queues: ['sales-english'], label: { ...NONE, en: 'Talk to us' }, consent: NONE },
  ...{ position: 'bottom-left', accent: '#0b6b7a', onAccent: null, enabled: true, standsIn: false, needsIdentity: false, centerId: null },
};

let started: Started;
let admin: string;
let shop: WidgetKey;
beforeAll(async () => {
  started = await new Started().start();
  admin = await started.signIn('admin@tandem.example');
  shop = await ask<WidgetKey>('POST', '', INPUT);
});
afterAll(() => started.close());

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await started.fetch(`/api/admin/widget-keys${path}`, { method, cookie: admin, body });
  return (await response.json()) as T;
}
const topics = (key: string | null, origin?: string) =>
  started.fetch(`/api/widget/topics${key === null ? '' : `?key=${key}`}`, origin ? { headers: { origin } } : {});

/** What a socket of the widget is answered with when it asks for a call: its error's code and field, or "ok". */
async function call(auth: object, origin?: string, queueId = 'sales-english'): Promise<string> {
  const socket = started.socket(WIDGET_NAMESPACE, { auth, ...(origin ? { origin } : {}) });
  const refused = await new Promise<{ data?: { code: string; field?: string } } | null>((resolve) => {
    socket.once('connect', () => resolve(null));
    socket.once('connect_error', resolve);
  });
  if (refused !== null) {
    socket.disconnect();
    return refused.data ? `${refused.data.code} ${refused.data.field}` : 'no connection';
  }
  const request = { queueId, name: 'Maria', email: null, customerId: null, page: null, question: null };
  const answer = await socket.emitWithAck('start', request);
  socket.disconnect();
  return answer.ok ? 'ok' : `${answer.error.code} ${answer.error.field}`;
}

test('a fresh installation has a key for its own pages, which no other site may use', async () => {
  const { keys } = await ask<{ keys: WidgetKey[] }>('GET', '');
  expect(keys[0]).toMatchObject({ id: DEMO_WIDGET_KEY, origins: [], standsIn: true, enabled: true });
  expect(await call({})).toBe('ok');
  expect(await call({ key: DEMO_WIDGET_KEY }, started.tandem.url)).toBe('ok');
  expect(await call({ key: DEMO_WIDGET_KEY }, SHOP)).toBe('forbidden key');
});

test('callers come in by a key from its sites alone, and reach its queues alone', async () => {
  expect(shop.id).toMatch(/^pk_[A-Za-z0-9]{20}$/);
  expect(await call({ key: shop.id }, SHOP)).toBe('ok');
  expect(await call({ key: shop.id }, SHOP, 'support-french')).toBe('forbidden queueId');
  expect(await call({ key: 'pk_nothing1' }, SHOP)).toBe('not-found key');
  expect(await call({ key: { $gt: '' } }, SHOP)).toBe('not-found key');
  // A site that no key is for does not even get a connection.
  expect(await call({ key: shop.id }, OTHER)).toBe('no connection');
});

test('the API answers a site’s page that shows its key, so that it can be read there, and refuses others with a reason', async () => {
  const answer = await topics(shop.id, SHOP);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
  expect(answer.headers.get('access-control-allow-credentials')).toBe(null);
  expect(((await answer.json()) as { topics: { id: string }[] }).topics.map(({ id }) => id)).toEqual(['sales-english']);

  const asked = await started.fetch(`/api/widget/leave?key=${shop.id}`, { method: 'OPTIONS', headers: { origin: SHOP } });
  expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([204, 'content-type']);

  const refused = await topics(shop.id, OTHER);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toEqual({
    error: { code: 'forbidden', message: 'This site is not among those that the widget key is for', field: 'key' },
  });
  expect((await topics(null, SHOP)).status).toBe(403);
  expect((await started.fetch('/api/widget/leave', { method: 'POST', body: {}, headers: { origin: SHOP } })).status).toBe(403);
  // What is not the widget's stays closed to it, key or not.
  const elsewhere = await started.fetch(`/api/messages/x/done?key=${shop.id}`, {
    method: 'POST',
    cookie: admin,
    headers: { origin: SHOP },
  });
  expect([elsewhere.status, elsewhere.headers.get('access-control-allow-origin')]).toEqual([403, null]);
});

test('a connection from another site comes without our people’s cookies', async () => {
  const cookie = await started.signIn('ana@lisbon.example');
  const socket = started.socket(workstationNamespace('lisbon'), { cookie, origin: SHOP });
  const error = await new Promise<{ data?: unknown }>((resolve) => socket.once('connect_error', resolve));
  socket.disconnect();
  expect(error.data).toMatchObject({ code: 'not-signed-in' });
});

test('what an administrator changes holds at once, and is written down; bad input changes nothing', async () => {
  const wrong = await started.fetch(`/api/admin/widget-keys/${shop.id}`, {
    ...{ method: 'PATCH', cookie: admin },
    body: { ...INPUT, origins: [SHOP, 'https://evil.example; script-src *'] },
  });
  expect([wrong.status, ((await wrong.json()) as { error: { field: string } }).error.field]).toEqual([400, 'origins.1']);
  const unknown = await started.fetch('/api/admin/widget-keys', { method: 'POST', cookie: admin, body: { ...INPUT, queues: ['nothing'] } });
  expect(((await unknown.json()) as { error: { field: string } }).error.field).toBe('queues.0');
  const agent = await started.signIn('ana@lisbon.example');
  expect((await started.fetch('/api/admin/widget-keys', { method: 'POST', cookie: agent, body: INPUT })).status).toBe(403);

  await ask('PATCH', `/${shop.id}`, { ...INPUT, enabled: false });
  expect(await call({ key: shop.id })).toBe('forbidden key');
  await ask('PATCH', `/${shop.id}`, { ...INPUT, standsIn: true });
  const { keys } = await ask<{ keys: WidgetKey[] }>('GET', '');
  expect(keys.filter((key) => key.standsIn).map(({ id }) => id)).toEqual([shop.id]);
  expect([await call({}), await call({}, undefined, 'support-french')]).toEqual(['ok', 'forbidden queueId']);
  await ask('PATCH', `/${shop.id}`, INPUT);
  // Without a key that stands in, our own pages begin no call either; who comes back to one is let in to show its secret.
  expect(await call({})).toBe('not-found key');

  const { key, secret } = await ask<NewIdentitySecret>('POST', `/${shop.id}/secret`);
  expect([key.hasSecret, secret.length >= 32]).toEqual([true, true]);
  expect(JSON.stringify(await ask('GET', ''))).not.toContain(secret);

  const audit = await started.fetch('/api/supervision/audit?action=widget-key-changed', { cookie: admin });
  const { entries } = (await audit.json()) as { entries: { details: { change: string } }[] };
  expect(entries.map(({ details }) => details.change)).toEqual(['secret renewed', 'changed', 'changed', 'changed', 'created']);
});

test('who was refused is counted, by reason, in the metrics', async () => {
  const metrics = await (await started.fetch('/metrics')).text();
  expect(metrics).toMatch(/^# TYPE tandem_widget_refused_total counter$/m);
  for (const reason of ['unknown-key', 'switched-off', 'wrong-origin', 'wrong-queue'])
    expect(Number(new RegExp(`^tandem_widget_refused_total\\{reason="${reason}"\\} (\\d+)$`, 'm').exec(metrics)?.[1])).toBeGreaterThan(0);
});
