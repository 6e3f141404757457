import { afterEach, beforeEach, expect, test } from 'vitest';
import { linkKey } from './installation.ts';
import type { CenterLink, CenterLinkKey, CenterLinks } from './protocol/center-links.ts';
import { LINK_NAMESPACE } from './protocol/link.ts';
import { keptSecret } from './secret.ts';
import { Started } from './testing/started.ts';

/** The keys by which centers link, as administrators give and end them. Sockets stand for machines of the center. */

let started: Started;
let admin: string;
beforeEach(async () => {
  started = await new Started().start();
  admin = await started.signIn('admin@tandem.example');
});
afterEach(() => started.close());

async function ask<T>(method: string, path: string): Promise<T> {
  const response = await started.fetch(`/api/admin/center-links${path}`, { method, cookie: admin });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
const lisbon = async () => (await ask<CenterLinks>('GET', '')).centers.find(({ id }) => id === 'lisbon');
const isLinked = (linked: boolean) => expect.poll(async () => (await lisbon())?.linked, { timeout: 10_000 }).toBe(linked);

/** A machine of Lisbon with this key. Resolves once it is linked, or with why not. */
function machine(key: string) {
  const socket = started.socket(LINK_NAMESPACE, { auth: { centerId: 'lisbon', key, epoch: 'e' } });
  const linked = new Promise<string>((resolve) => {
    socket.once('snapshot-please', () => resolve('linked'));
    socket.once('connect_error', (error: Error & { data?: { code: string } }) => resolve(error.data?.code ?? error.message));
  });
  return { socket, linked, gone: new Promise<void>((resolve) => socket.once('disconnect', () => resolve())) };
}

test('two keys are good while they are changed; a link by the one that is ended is let go, and the younger is not pushed out', async () => {
  const derived = linkKey(keptSecret(started.folder), 'lisbon');
  await isLinked(true);
  const { key, center } = await ask<CenterLinkKey>('POST', '/lisbon/keys');
  // The installation's own CTI processor goes on.
  expect(center).toMatchObject({ id: 'lisbon', name: 'Lisbon', linked: true });
  expect(center.keys).toMatchObject([
    { hint: key.slice(-4), madeBy: 'Alex Admin', usedAt: null, inUse: false, derived: false },
    { hint: null, madeBy: null, inUse: true, derived: true },
  ]);
  const first = machine(key);
  expect(await first.linked).toBe('linked');
  expect(await machine(derived).linked).toBe('conflict');

  await ask<CenterLink>('POST', '/lisbon/keys/end-old');
  expect(await machine(derived).linked).toBe('forbidden');
  const { key: next } = await ask<CenterLinkKey>('POST', '/lisbon/keys');
  expect(await lisbon()).toMatchObject({ keys: [{ inUse: false }, { inUse: true, usedAt: expect.any(Number) }], linked: true });
  expect(first.socket.connected).toBe(true);
  await ask<CenterLink>('POST', '/lisbon/keys/end-old');
  await first.gone;
  first.socket.disconnect();
  const second = machine(next);
  expect(await second.linked).toBe('linked');

  // Back to the installation's own, with the end of the last one that was given.
  const [last] = (await lisbon())?.keys ?? [];
  await expect(ask('DELETE', '/lisbon/keys/0123456789abcdef')).rejects.toThrow('404');
  expect(await ask<CenterLink>('DELETE', `/lisbon/keys/${last?.id}`)).toMatchObject({ keys: [] });
  await second.gone;
  second.socket.disconnect();
  await isLinked(true);
});

test('they are for administrators, written down, and told once', async () => {
  const ana = await started.signIn('ana@lisbon.example');
  for (const [method, path] of [
    ['GET', ''],
    ['POST', '/lisbon/keys'],
    ['POST', '/lisbon/keys/end-old'],
    ['DELETE', '/lisbon/keys/0123456789abcdef'],
    ['DELETE', '/lisbon/keys'],
  ] as const)
    expect((await started.fetch(`/api/admin/center-links${path}`, { method, cookie: ana })).status).toBe(403);
  expect((await started.fetch('/api/admin/center-links/nowhere/keys', { method: 'POST', cookie: admin })).status).toBe(404);
  const { key } = await ask<CenterLinkKey>('POST', '/lisbon/keys');
  expect(JSON.stringify(await ask<CenterLinks>('GET', ''))).not.toContain(key);
  const page = await started.fetch('/api/supervision/audit?action=link-key-changed', { cookie: admin });
  const { entries } = (await page.json()) as { entries: { outcome: string; details: object }[] };
  expect(entries.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'refused', 'refused', 'refused']);
  expect(entries[0]?.details).toEqual({ change: 'secret renewed' });
});
