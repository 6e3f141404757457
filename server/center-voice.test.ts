import { afterAll, beforeAll, expect, test } from 'vitest';
import { Peer } from './media/testing/peer.ts';
import type { MediaNodeKey, MediaNodes } from './protocol/media-nodes.ts';
import { CONSENT, type OwnCenter, startOwnCenter } from './testing/own-center.ts';
import { freePort, Started, type TestAgent, type TestCaller } from './testing/started.ts';

/** Calls by real packets at a center of its own: by a media server of the installation, and by the center's own media while it is alone. */

const open: (() => unknown)[] = [];
let parts: OwnCenter;
beforeAll(async () => {
  parts = await startOwnCenter({ routing: {}, center: { TANDEM_ROLES: 'center,media,web' } });
  open.push(() => parts.close());
}, 120_000);
afterAll(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const claimsOf = (ticket: string): { node?: string; url?: string } =>
  JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString() || '{}');

/** Ana takes the caller's call; both hear each other where their tickets lead. */
async function talk(caller: TestCaller, ana: TestAgent): Promise<{ at: string | undefined }> {
  await ana.work('offer');
  const { ticket } = await caller.call.until('a ticket', (call) => call.ticket !== '');
  expect(await ana.accept()).toMatchObject({ ok: true });
  const { work } = await ana.state.until('a ticket', ({ work }) => work.kind === 'call' && work.ticket !== '');
  const joined = [ticket, work.kind === 'call' ? work.ticket : ''].map((one, nth) => {
    const peer = new Peer(claimsOf(one).url ?? parts.center.tandem.url, nth === 0 ? 'maria' : 'ana', one);
    open.push(() => peer.close());
    return peer;
  });
  await Promise.all([joined[0]?.hears('ana', 10), joined[1]?.hears('maria', 10)]);
  await ana.state.until('a connected call', ({ work }) => work.kind === 'call' && work.phase.kind === 'connected');
  return { at: claimsOf(ticket).node };
}

async function finish(ana: TestAgent): Promise<void> {
  const { callId } = await ana.work('call');
  expect(await ana.ask('hang-up', { callId })).toMatchObject({ ok: true });
  const { dispositions } = await ana.work('wrapup');
  const done = { callId, disposition: [dispositions[0]?.name ?? ''], notes: '', followUp: null };
  expect(await ana.ask('finish-wrapup', done)).toMatchObject({ ok: true });
  await ana.work('idle');
}

test('callers and agents of a center of its own hear each other, linked and alone', async () => {
  const { routing, center, cable } = parts;
  const cookie = await routing.signIn('admin@tandem.example');
  const nodes = async (method: string, body?: object) =>
    (await routing.fetch('/api/admin/media-nodes', { method, cookie, ...(body && { body }) })).json();
  const port = String(await freePort());
  const made = { id: 'lisbon-1', name: 'Lisbon', centerId: 'lisbon', url: `http://127.0.0.1:${port}` };
  const { key } = (await nodes('POST', made)) as MediaNodeKey;
  const node = new Started({
    ...{ TANDEM_ROLES: 'media', TANDEM_NODE_ID: 'lisbon-1', TANDEM_NODE_KEY: key, PORT: port, TANDEM_DRAIN_SECONDS: '0' },
    TANDEM_ROUTING_URL: routing.tandem.url,
  });
  open.push(() => node.close());
  await node.start();
  await expect.poll(async () => ((await nodes('GET')) as MediaNodes).nodes[0]?.state, { timeout: 10_000 }).toBe('up');

  const ana = await center.agent('ana@lisbon.example');
  await ana.available();
  const first = parts.caller();
  await first.start('sales-portuguese', { consent: CONSENT });
  expect((await talk(first, ana)).at).toBe('lisbon-1');
  await finish(ana);

  cable.cut();
  await expect.poll(async () => (await (await center.fetch('/api/health')).json()).linked).toBe(false);
  const alone = parts.caller();
  await alone.start('sales-portuguese', { consent: CONSENT });
  expect((await talk(alone, ana)).at).toBeUndefined();
  // It goes on while the link comes back, and ends where it began.
  cable.mend();
  await expect.poll(async () => (await (await center.fetch('/api/health')).json()).linked, { timeout: 10_000 }).toBe(true);
  await finish(ana);
  const told = async () => (await routing.told('call-completed')).map(({ callId }) => callId);
  await expect.poll(told, { timeout: 15_000 }).toEqual([first.key?.callId, alone.key?.callId]);
}, 90_000);
