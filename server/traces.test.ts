import { afterEach, expect, test } from 'vitest';
import { Peer } from './media/testing/peer.ts';
import type { MediaNodeKey, MediaNodes } from './protocol/media-nodes.ts';
import { startCollector } from './testing/collector.ts';
import { startPostgres } from './testing/postgres.ts';
import { Program } from './testing/program.ts';
import { startRedis } from './testing/redis.ts';
import { freePort } from './testing/started.ts';

/** The trace of one call over a web node, two routing servers and a media server, as a collector is sent it. */

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
const keep = <T extends { close(): unknown }>(part: T): T => {
  open.push(() => part.close());
  return part;
};

test('from the press to the bridge one call is one trace, also when another routing server goes on with it', {
  timeout: 120_000,
}, async () => {
  const collector = keep(await startCollector());
  const [postgres, redis] = [keep(await startPostgres()), keep(await startRedis())];
  const shared = { DATABASE_URL: postgres.url, TANDEM_REDIS_URL: redis.url, TANDEM_SECRET: 'one secret for every server of them' };
  const program = (roles: string, environment: Record<string, string>) =>
    keep(new Program({ TANDEM_ROLES: roles, TANDEM_OTLP_URL: `${collector.url}/`, ...environment }));
  const [first, standby] = [program('routing,center', shared), program('routing,center', shared)];
  await first.start();
  // Asked for by the name that OpenTelemetry gives it.
  const web = program('web', { ...shared, TANDEM_OTLP_URL: '', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const began = Promise.all([standby.begin(), web.start()]);
  const cookie = await first.started.signIn('admin@tandem.example');
  const nodes = async (body?: object) =>
    (await first.started.fetch('/api/admin/media-nodes', { cookie, ...(body && { method: 'POST', body }) })).json();
  const port = await freePort();
  const { key } = (await nodes({ id: 'lisbon-1', name: 'Lisbon', centerId: 'lisbon', url: `http://127.0.0.1:${port}` })) as MediaNodeKey;
  await began;
  const urls = [first, standby].map(({ started }) => started.tandem.url).join(',');
  const identity = { TANDEM_NODE_ID: 'lisbon-1', TANDEM_NODE_KEY: key, TANDEM_ROUTING_URL: urls, PORT: String(port) };
  await program('media', identity).start();
  await expect.poll(async () => ((await nodes()) as MediaNodes).nodes.map(({ state }) => state), { timeout: 10_000 }).toEqual(['up']);

  const caller = web.started.caller();
  const bad = { trace: { traceparent: `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`, agoMs: 0 } };
  await expect(caller.start('sales-english', bad)).rejects.toThrow('no traceparent');
  // It is not for the caller to say whether there is a trace: the last of it is no wish of theirs.
  const trace = 'ab'.repeat(16);
  const traceparent = `00-${trace}-${'cd'.repeat(8)}-00`;
  const { callId } = await caller.start('sales-english', { trace: { traceparent, agoMs: 400 } });
  const names = () => collector.spans.map(({ name }) => name);
  await expect.poll(names, { timeout: 10_000 }).toContain('routing start');
  caller.call.value = null;
  await first.end('SIGKILL');
  await standby.ready();
  await caller.phase('waiting');

  const ana = await web.started.agent('ana@lisbon.example');
  await ana.available();
  await ana.work('offer');
  const urlOf = `http://127.0.0.1:${port}`;
  const { ticket } = await caller.call.until('a ticket', ({ ticket }) => ticket !== '');
  const maria = keep(new Peer(urlOf, 'maria', ticket));
  await ana.accept();
  const { work } = await ana.state.until('a ticket', ({ work }) => work.kind === 'call' && work.ticket !== '');
  const agent = keep(new Peer(urlOf, 'ana', work.kind === 'call' ? work.ticket : ''));
  await Promise.all([maria.hears('ana', 5), agent.hears('maria', 5)]);
  await caller.phase('connected');
  await caller.leave();
  await ana.work('wrapup');
  expect(await ana.ask('finish-wrapup', { callId, disposition: ['Order placed'], notes: '' })).toMatchObject({ ok: true });
  await expect.poll(() => ['call', 'media room'].filter((name) => !names().includes(name)), { timeout: 10_000 }).toEqual([]);

  const { spans } = collector;
  expect(collector.wrong).toEqual([]);
  expect(new Set(spans.map((span) => span.trace))).toEqual(new Set([trace]));
  expect(new Set(spans.map(({ id }) => id)).size).toBe(spans.length);
  const tree = new Set(
    spans.map(({ parent, name, service }) => `${spans.find(({ id }) => id === parent)?.name ?? parent} > ${name} (${service})`),
  );
  expect(tree).toEqual(
    new Set([
      'null > widget (tandem-web)',
      'widget > web start (tandem-web)',
      'web start > routing start (tandem-routing)',
      'routing start > call (tandem-routing)',
      ...['wait', 'decide', 'store', 'offer', 'connect', 'talk', 'wrap-up'].map((name) => `call > ${name} (tandem-routing)`),
      'offer > center offer (tandem-routing)',
      'center offer > center accept (tandem-routing)',
      'center accept > routing accept (tandem-routing)',
      'call > media room (tandem-media)',
      'media room > media join (tandem-media)',
      'media room > media bridge (tandem-media)',
    ]),
  );
  const of = (name: string) => spans.filter((span) => span.name === name);
  expect(of('widget')[0]).toMatchObject({ id: 'cd'.repeat(8) });
  expect(Math.round((of('widget')[0]?.to ?? 0) - (of('widget')[0]?.from ?? 0))).toBe(400);
  expect(of('call').map(({ attributes }) => [attributes['tandem.call.id'], attributes['tandem.outcome']])).toEqual([[callId, 'completed']]);
  expect(of('media room').map(({ attributes }) => attributes['tandem.media.node'])).toEqual(['lisbon-1']);
  // The one that ended had begun what the other has told.
  expect(of('wait')[0]?.from).toBeLessThan(of('routing start')[0]?.to ?? 0);
  expect(of('wait')[0]?.instance).not.toBe(of('routing start')[0]?.instance);
  expect(JSON.stringify(spans)).not.toMatch(/Maria|Silva|Ana |example\.com|\/cart/);
});
