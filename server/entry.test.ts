import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './data/database.ts';
import { nextToTell } from './data/told-calls.ts';
import { certificateFor } from './http/testing/certificate.ts';
import type { CenterLinks } from './protocol/center-links.ts';
import { OWN_TOKENS } from './protocol/link.ts';
import type { ToldConversation } from './protocol/told-calls.ts';
import type { Topics } from './protocol/widget.ts';
import { CONSENT, type OwnCenter, startOwnCenter } from './testing/own-center.ts';
import type { Started, TestAgent, TestCaller } from './testing/started.ts';

/** A center with its own entry, whose way to the routing server can be cut. Its callers write: that needs no sound. */

const open: (() => unknown)[] = [];
let parts: OwnCenter;
let routing: Started;
let center: Started;
let admin: string;

beforeAll(async () => {
  // The routing server’s certificate is of an authority of one's own, which the center alone is told of.
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-entry-'));
  open.push(() => rmSync(folder, { recursive: true, force: true }));
  const { cert, key } = certificateFor('127.0.0.1');
  const [certFile, keyFile] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key);
  parts = await startOwnCenter({
    routing: { TANDEM_TLS_CERT: certFile, TANDEM_TLS_KEY: keyFile },
    center: { TANDEM_TLS_CA: certFile },
  });
  open.push(() => parts.close());
  ({ routing, center } = parts);
  admin = await routing.signIn('admin@tandem.example');
}, 120_000);
afterAll(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function linked(is: boolean): Promise<void> {
  const isLinked = async () => {
    const { centers } = (await (await routing.fetch('/api/admin/center-links', { cookie: admin })).json()) as CenterLinks;
    return centers.find(({ id }) => id === 'lisbon')?.linked;
  };
  await expect.poll(isLinked, { timeout: 15_000 }).toBe(is);
}

const caller = () => parts.caller();
const written = { channel: 'text', consent: CONSENT };

type Texts = NonNullable<TestAgent['state']['value']>['texts'][number];
async function textsOf<K extends 'offer' | 'call' | 'wrapup'>(agent: TestAgent, kind: K) {
  const { texts } = await agent.state.until(`texts in ${kind}`, (state) => state.texts.some((one) => one.kind === kind));
  return texts.find((one) => one.kind === kind) as Extract<Texts, { kind: K }>;
}

test('a center’s own entry hands its callers on, decides by itself while it is alone, and tells what it did', async () => {
  await linked(true);
  // Linked: any center's agent may be chosen.
  const carol = await routing.agent('carol@toronto.example');
  await carol.available();
  const first = caller();
  await first.start('sales-english', written);
  await textsOf(carol, 'offer');
  await first.leave();
  const topics = (await (await center.fetch(`/api/widget/topics?key=${parts.key.id}`)).json()) as Topics;
  expect(topics.centers.length).toBe(2);

  // What its agents' pages ask of the installation is asked in their own name.
  const anas = await center.signIn('ana@lisbon.example');
  expect((await center.fetch('/api/messages', { cookie: anas })).status).toBe(200);
  expect((await center.fetch('/api/messages')).status).toBe(401);

  // Alone: who comes is decided here; who was handed on is told to come back.
  const ana = await center.agent('ana@lisbon.example');
  await ana.available();
  const handedOn = caller();
  await handedOn.start('support-french', written);
  parts.cable.cut();
  await linked(false);
  const alone = caller();
  const startedAt = Date.now();
  await alone.start('sales-portuguese', written);
  const offer = await textsOf(ana, 'offer');
  expect(offer.token).toBeGreaterThanOrEqual(OWN_TOKENS);
  expect(await ana.ask('accept', offer)).toMatchObject({ ok: true });
  await alone.phase('connected');
  const { callId } = await textsOf(ana, 'call');
  expect(await alone.socket.emitWithAck('say', { id: randomUUID(), text: 'Is anybody there?' })).toMatchObject({ ok: true });
  expect(await ana.ask('say', { callId, id: randomUUID(), text: 'I am' })).toMatchObject({ ok: true });
  expect(await handedOn.socket.emitWithAck('resume', handedOn.key)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  const spoken = caller();
  await expect(spoken.start('sales-english', { consent: written.consent })).rejects.toThrow('Write to us instead');
  const waiting = caller();
  await waiting.start('sales-portuguese', written);
  await textsOf(ana, 'offer');
  const left = caller();
  await left.start('support-french', written);
  expect((await left.leave()).ok).toBe(true);
  expect(await (await center.fetch(`/api/widget/topics?key=${parts.key.id}`)).json()).toMatchObject({ centers: [] });
  expect((await center.fetch('/api/messages', { cookie: anas })).status).toBe(503);
  const rating = { key: alone.key, score: 5, comment: '' };
  expect((await center.fetch('/api/widget/rating', { method: 'POST', body: rating })).status).toBe(503);

  // The link is back: what is in hand is finished here, and its agent is nobody else's meanwhile.
  parts.cable.mend();
  await linked(true);
  await handedOn.call.until('its place again', ({ phase }) => phase.kind === 'waiting');
  const next = caller();
  await next.start('sales-portuguese', written);
  expect(await ana.ask('hang-up', { callId })).toMatchObject({ ok: true });
  await alone.phase('ended');
  const { dispositions } = await textsOf(ana, 'wrapup');
  const disposition = [dispositions[0]?.name ?? ''];
  expect(await ana.ask('finish-wrapup', { callId, disposition, notes: '', followUp: null })).toMatchObject({ ok: true });
  const second = await textsOf(ana, 'offer');
  expect(second.callId).toBe(waiting.key?.callId);
  expect(next.call.value?.phase.kind).toBe('waiting');
  await waiting.leave();
  const third = await ana.state.until('the routing server’s offer', ({ texts }) =>
    texts.some((one) => one.kind === 'offer' && one.callId === next.key?.callId && one.token < OWN_TOKENS),
  );
  expect(third.texts).toHaveLength(1);

  // It has learnt of all of them, once, with their own times; who was handed on is its own.
  const events = async () => {
    const all = await Promise.all((['call-queued', 'call-completed', 'call-abandoned'] as const).map((kind) => routing.told(kind)));
    return all.flat().map(({ kind, callId: of, at, disposition: named }) => ({ kind, of, at, named }));
  };
  const of = (one: TestCaller) => one.key?.callId ?? '';
  await expect.poll(async () => (await events()).filter((event) => event.of === of(waiting)).length, { timeout: 15_000 }).toBe(2);
  const told = await events();
  for (const one of [alone, waiting, left]) expect(told.filter((event) => event.of === of(one)).length).toBe(2);
  const [queued, completed] = told.filter((event) => event.of === of(alone));
  expect([queued?.kind, completed?.kind, completed?.named]).toEqual(['call-queued', 'call-completed', disposition.join()]);
  expect(Math.abs((queued?.at ?? 0) - startedAt)).toBeLessThan(2000);
  // Rated once it can be: the key is good there.
  expect((await center.fetch('/api/widget/rating', { method: 'POST', body: rating })).status).toBe(200);

  const day = async () => ((await ana.ask('my-day')) as unknown as { data: { calls: { rating?: { score: number } }[] } }).data.calls;
  await expect.poll(async () => (await day()).map((call) => call.rating?.score)).toEqual([5]);

  // Its link key lets nobody tell of other calls, and nothing twice.
  const tell = (body: object, authorization = `Bearer ${parts.linkKey}`) =>
    routing.fetch('/api/centers/lisbon/calls', { method: 'POST', headers: { authorization }, body });
  const { prisma, close } = await openDatabase({ url: null, folder: await ended(center, parts.folder) });
  open.push(close);
  const again = async (callIdOf: string) => {
    await prisma.call.updateMany({ where: { conversationId: { not: callIdOf } }, data: { toldAt: new Date() } });
    await prisma.call.updateMany({ where: { conversationId: callIdOf }, data: { toldAt: null } });
    return (await nextToTell(prisma, Date.now())) as ToldConversation;
  };
  const same = await again(of(alone));
  expect((await tell(same)).status).toBe(200);
  expect((await tell(same, 'Bearer of-nobody-at-all')).status).toBe(401);
  const named = JSON.parse(JSON.stringify(same).replaceAll(of(alone), of(next)));
  expect((await tell(named)).status).toBe(409);
  const halved = { ...same, events: same.events.slice(0, 3) };
  expect((await tell(halved)).status).toBe(400);
  const others = JSON.parse(
    JSON.stringify(same).replaceAll(of(alone), 'another').replaceAll('"centerId":"lisbon"', '"centerId":"toronto"'),
  );
  expect((await tell(others)).status).toBe(400);
  expect((await events()).filter((event) => event.of === of(alone)).length).toBe(2);
  await routing.tandem.close();
  const kept = await openDatabase({ url: null, folder: routing.folder });
  open.push(() => kept.close());
  const row = await kept.prisma.call.findUniqueOrThrow({ where: { id: of(alone) } });
  expect(row).toMatchObject({ state: 'completed', channel: 'text', centerId: 'lisbon', waited: true });
  expect(row.toldAt).not.toBeNull();
  expect(await kept.prisma.call.findUniqueOrThrow({ where: { id: of(next) } })).toMatchObject({ toldAt: null });
  expect((await kept.prisma.callText.findMany({ where: { conversationId: of(alone) } })).map(({ text }) => text)).toEqual([
    'Is anybody there?',
    'I am',
  ]);
  expect(await kept.prisma.callConsent.count({ where: { callId: { in: [of(alone), of(waiting), of(left)] } } })).toBe(3);
}, 90_000);

/** @returns where its data are, now that nobody has them open */
async function ended(made: Started, folder: string): Promise<string> {
  await made.tandem.close();
  return folder;
}
