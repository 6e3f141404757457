import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './data/database.ts';
import type { CenterLinkKey, CenterLinks } from './protocol/center-links.ts';
import type { MyDay } from './protocol/desk.ts';
import { SystemView } from './protocol/system.ts';
import { type Cable, layCable } from './testing/cable.ts';
import { Program } from './testing/program.ts';
import type { TestAgent } from './testing/started.ts';

/** A center in a process of its own, with its own database and sign-in, whose way to the routing server can be cut. */

const FIVE_MINUTES_MS = 300_000;
/** What the time is told apart by. */
const CLOCKS_MS = 1000;
const open: (() => unknown)[] = [];
let routing: Program;
let center: Program;
let cable: Cable;
let folder: string;
let environment: Record<string, string>;
beforeEach(async () => {
  routing = program({ TANDEM_ROLES: 'routing,media,web' });
  await routing.start();
  const { url } = routing.started.tandem;
  cable = await layCable(Number(new URL(url).port));
  open.push(() => cable.close());
  const cookie = await routing.started.signIn('admin@tandem.example');
  const given = await routing.started.fetch('/api/admin/center-links/lisbon/keys', { method: 'POST', cookie });
  const { key } = (await given.json()) as CenterLinkKey;
  folder = mkdtempSync(path.join(tmpdir(), 'tandem-center-'));
  open.push(() => rmSync(folder, { recursive: true, force: true }));
  environment = {
    ...{ TANDEM_ROLES: 'center,web', TANDEM_DATA: folder, TANDEM_CENTER: 'lisbon', TANDEM_LINK_KEY: key },
    TANDEM_ROUTING_URL: `http://127.0.0.1:2,${cable.url}`,
    TANDEM_METRICS_KEY: 'a-key-of-the-watchers',
  };
  // Its machine's clock is wrong all the time; all the same everything has the time at which it was.
  center = program({ ...environment }, { clock: true });
  center.setClock(-FIVE_MINUTES_MS);
  await center.start();
  const linked = async () => {
    const { centers } = (await (await routing.started.fetch('/api/admin/center-links', { cookie })).json()) as CenterLinks;
    return centers.find(({ id }) => id === 'lisbon')?.linked;
  };
  await expect.poll(linked, { timeout: 10_000 }).toBe(true);
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function program(environment: Record<string, string>, options: { clock?: boolean } = {}): Program {
  const made = new Program(environment, options);
  open.push(() => made.close());
  return made;
}

type Texts = NonNullable<TestAgent['state']['value']>['texts'][number];
async function textsOf<K extends 'offer' | 'call' | 'wrapup'>(agent: TestAgent, kind: K) {
  const { texts } = await agent.state.until(`texts in ${kind}`, (state) => state.texts.some((one) => one.kind === kind));
  return texts.find((one) => one.kind === kind) as Extract<Texts, { kind: K }>;
}

/** What a program's database has, once it has ended. */
async function keptBy(made: Program, folder: string, callId: string) {
  await made.end('SIGTERM');
  const { prisma, close } = await openDatabase({ url: null, folder });
  try {
    const ana = await prisma.user.findUniqueOrThrow({ where: { email: 'ana@lisbon.example' } });
    const timeline = await prisma.agentTimeline.findMany({ where: { agentId: ana.id }, orderBy: { id: 'asc' } });
    const times = timeline.map(({ at }) => at.getTime());
    return {
      times,
      call: await prisma.call.findUnique({ where: { id: callId } }),
      interaction: await prisma.interaction.findUnique({ where: { callId } }),
      timeline: timeline.map(({ kind }) => kind),
    };
  } finally {
    await close();
  }
}

test('its agents sign in there, work, and go on with the link cut, also after a reload and a new sign-in; mended, nothing is lost or counted twice', async () => {
  const begunAt = Date.now();
  const before = await center.started.agent('ana@lisbon.example');
  await before.available();
  const caller = routing.started.caller();
  await caller.start('sales-portuguese', { channel: 'text' });
  const { reservationId, token, callId } = await textsOf(before, 'offer');
  expect(await before.ask('accept', { reservationId, token })).toMatchObject({ ok: true });
  await caller.phase('connected');
  await textsOf(before, 'call');

  // What the center says of its machine, and who may read its figures.
  const machine = async () => {
    const view = await routing.started.fetch('/api/admin/system', { cookie: await routing.started.signIn('admin@tandem.example') });
    return SystemView.parse(await view.json()).centers.find(({ id }) => id === 'lisbon')?.machine;
  };
  await expect.poll(machine, { timeout: 10_000 }).toMatchObject({ outbox: { calls: 0 }, version: expect.any(String) });
  const figures = async (headers: Record<string, string>) => (await center.started.fetch('/metrics', { headers })).text();
  expect(await figures({})).toMatch(/^tandem_center_agents\{center="lisbon",status="offline"\} \d+$/m);
  const elsewhere = { 'x-forwarded-for': '192.0.2.7' };
  expect(await figures(elsewhere)).toContain('not-signed-in');
  expect(await figures({ ...elsewhere, authorization: 'Bearer a-key-of-the-watchers' })).toContain(
    'tandem_center_linked{center="lisbon"} 1',
  );

  cable.cut();
  await before.state.until('that nobody knows who waits', ({ next }) => next === null);
  expect(await (await center.started.fetch('/api/health')).json()).toMatchObject({ status: 'ok', linked: false });
  before.socket.disconnect();
  const reloaded = await center.started.workstation('lisbon', before.cookie);
  await textsOf(reloaded, 'call');
  expect((await center.started.fetch('/api/auth/sign-out', { method: 'POST', cookie: before.cookie, body: {} })).status).toBe(200);
  await expect(center.started.signIn('ana@lisbon.example', 'not her password')).rejects.toThrow('401');
  const ana = await center.started.agent('ana@lisbon.example');
  await textsOf(ana, 'call');
  const search = await ana.ask('search-customers', { query: 'maria' });
  expect(search.ok).toBe(true);
  expect(await ana.ask('hang-up', { callId })).toMatchObject({ ok: true });
  const { dispositions } = await textsOf(ana, 'wrapup');
  const disposition = [dispositions[0]?.name ?? ''];
  const followUp = { dueOn: '2099-01-04', note: 'Call her back' };
  expect(await ana.ask('finish-wrapup', { callId, disposition, notes: 'Two bags', followUp })).toMatchObject({ ok: true });
  await ana.state.until('nothing in hand', (state) => state.texts.length === 0);
  expect(caller.call.value?.phase.kind).toBe('connected');
  expect(await figures({})).toMatch(/^tandem_center_outbox\{center="lisbon",what="calls"\} 2$/m);

  cable.mend();
  await caller.phase('ended');
  // Now free for somebody else.
  const second = routing.started.caller();
  await second.start('sales-portuguese', { channel: 'text' });
  await textsOf(ana, 'offer');
  await second.leave();
  await ana.state.until('nothing in hand', (state) => state.texts.length === 0);
  expect(await ana.ask('sign-out')).toMatchObject({ ok: true });
  const calls = async () => ((await (await routing.started.fetch('/api/health')).json()) as { calls: number }).calls;
  await expect.poll(calls, { timeout: 20_000 }).toBe(0);
  // What she did goes up soon after it was done.
  const sofia = await routing.started.signIn('sofia@lisbon.example');
  const { id } = (await (await center.started.fetch('/api/me', { cookie: ana.cookie })).json()) as { id: string };
  const last = async () => {
    const { segments } = (await (await routing.started.fetch(`/api/agents/${id}/day`, { cookie: sofia })).json()) as MyDay;
    return segments.at(-1)?.kind;
  };
  await expect.poll(last, { timeout: 10_000 }).toBe('offline');
  for (const workstation of [reloaded, ana]) workstation.socket.disconnect();
  const there = await keptBy(routing, routing.started.folder, callId);
  const here = await keptBy(center, folder, callId);
  expect(there.call).toMatchObject({ state: 'completed', channel: 'text' });
  expect(there.timeline).toEqual(here.timeline);
  const isOfNow = (at: number) => at >= begunAt - CLOCKS_MS && at <= Date.now() + CLOCKS_MS;
  expect([...there.times, ...here.times].filter((at) => !isOfNow(at))).toEqual([]);
  const { answeredAt, endedAt } = there.call ?? {};
  expect([answeredAt, endedAt].map((at) => isOfNow(Number(at)))).toEqual([true, true]);
  expect(Number(endedAt)).toBeGreaterThan(Number(answeredAt));
  // Notes and customers' data stay with the center.
  expect([there.interaction, here.interaction]).toMatchObject([null, { notes: 'Two bags', disposition: disposition.join() }]);

  // Started anew while there is no routing server at all.
  await center.start();
  const again = await center.started.agent('ana@lisbon.example');
  await again.available();
  expect(await again.ask('my-follow-ups')).toMatchObject({ ok: true, data: { followUps: [{ note: 'Call her back' }] } });

  // The installation's own database is not to be taken for a center's.
  const mistaken = program({ ...environment, TANDEM_DATA: routing.started.folder });
  await expect(mistaken.begin()).rejects.toThrow('with 1');
});
