import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SystemView } from '../protocol/system.ts';
import { startPostgres, type TestPostgres } from '../testing/postgres.ts';
import { Program } from '../testing/program.ts';
import { startRedis, type TestRedis } from '../testing/redis.ts';

/** Web nodes before two routing servers: browsers know only the web nodes. */

const SECRET = 'one secret for every server of the same installation';
const open: (() => unknown)[] = [];
let postgres: TestPostgres;
let redis: TestRedis;
beforeEach(async () => {
  postgres = await startPostgres();
  open.push(() => postgres.close());
  redis = await startRedis();
  open.push(() => redis.close());
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function program(roles: string): Program {
  const made = new Program({ DATABASE_URL: postgres.url, TANDEM_REDIS_URL: redis.url, TANDEM_SECRET: SECRET, TANDEM_ROLES: roles });
  open.push(() => made.close());
  return made;
}

const INSIDE = 'routing,center,media';
async function started(roles: string): Promise<Program> {
  const made = program(roles);
  await made.start();
  return made;
}

describe('web nodes', () => {
  test('a caller at one and an agent at another are put together; after the routing server is killed the standby goes on', async () => {
    const first = await started(INSIDE);
    const standby = program(INSIDE);
    expect(await standby.begin()).toBe('standing-by');
    const [east, west] = await Promise.all([started('web'), started('web')]);
    // Each server says how it is: to Prometheus by itself, and to administrators by the database.
    expect(await (await east.started.fetch('/metrics')).text()).toMatch(/^tandem_server_info\{roles="web",version="[\d.]+"\} 1$/m);
    const cookie = await east.started.signIn('admin@tandem.example');
    const system = async () => SystemView.parse(await (await west.started.fetch('/api/admin/system', { cookie })).json());
    await expect
      .poll(async () => (await system()).servers.map(({ roles, state }) => `${roles} ${state}`).sort())
      .toEqual([`${INSIDE} decides`, `${INSIDE} stands-by`, 'web serves', 'web serves']);
    const { lease, servers, doors } = await system();
    expect(lease?.holder).toBe(servers.find(({ state }) => state === 'decides')?.id);
    const webs = servers.filter(({ roles }) => roles.includes('web')).map(({ id }) => id);
    expect(doors.map(({ server }) => server).sort()).toEqual(webs.sort());
    const ana = await east.started.agent('ana@lisbon.example');
    await ana.available();
    const caller = west.started.caller();
    await caller.start('sales-english');
    expect(await ana.accept()).toMatchObject({ ok: true });
    await caller.phase('connecting');
    const waiting = west.started.caller();
    const { phase } = await waiting.start('support-french');

    waiting.call.value = null;
    ana.state.value = null;
    await first.end('SIGKILL');
    await standby.ready();
    expect((await waiting.phase('waiting')).phase).toMatchObject({ since: phase.kind === 'waiting' ? phase.since : 0, position: 1 });
    await ana.state.until('what she has in hand', () => true);
    // The one before is back where it was, and is asked nothing there.
    expect(await first.begin()).toBe('standing-by');
    expect((await west.started.fetch('/api/reports/choices')).status).toBe(401);
    const bruno = await west.started.agent('bruno@lisbon.example');
    await bruno.available();
    const next = east.started.caller();
    await next.start('support-english');
    expect((await bruno.work('offer')).callId).toBe(next.key?.callId);
    // Who is gone without a word is away, and nobody's offer rings for them any more.
    next.socket.disconnect();
    await bruno.work('idle');
    const metrics = async () => (await standby.started.fetch('/metrics')).text();
    await expect.poll(metrics).toMatch(/^tandem_offer_seconds_count [1-9]/m);
  });

  test('one that dies takes nobody’s call with it: its callers come back by another', async () => {
    await started(INSIDE);
    const [east, west] = await Promise.all([started('web'), started('web')]);
    const caller = east.started.caller();
    await caller.start('support-french');
    await east.end('SIGKILL');
    const there = west.started.caller();
    there.key = caller.key;
    there.socket.disconnect().connect();
    await there.position(1);
  });

  test('while Redis stands still browsers are sent away, and come back when it goes on', async () => {
    await started(INSIDE);
    const east = await started('web');
    const caller = east.started.caller();
    await caller.start('support-french');
    const away = new Promise((resolve) => caller.socket.once('disconnect', resolve));
    redis.signal('SIGSTOP');
    await away;
    expect((await east.started.fetch('/api/ready')).status).toBe(503);
    caller.call.value = null;
    redis.signal('SIGCONT');
    await caller.position(1);
  });

  test('a refusal, what one socket says too often, and a word of Socket.IO’s own are as at the routing server itself', async () => {
    await started(INSIDE);
    const east = await started('web');
    const stranger = east.started.socket('/cti/lisbon');
    const refused = await new Promise<Error & { data?: { code: string } }>((resolve) => stranger.once('connect_error', resolve));
    expect(refused.data).toMatchObject({ code: 'not-signed-in' });
    const caller = east.started.caller();
    await caller.start('support-french');
    // What nobody understands is refused to who says it, and to the other browsers of the web node nothing happens.
    const other = east.started.caller();
    await other.start('support-french');
    const { id } = other.socket;
    expect(await caller.socket.timeout(5000).emitWithAck('resume', 1, 2, 3, 4, 5)).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    });
    caller.socket.emit('leave', 1, 2, 3, 4, 5);
    await other.position(2);
    expect(await other.socket.timeout(5000).emitWithAck('resume', other.key)).toMatchObject({ ok: true });
    expect(other.socket.id).toBe(id);
    expect(await other.socket.timeout(5000).emitWithAck('still-here', {})).toMatchObject({ ok: true });
    const answers = await Promise.all(Array.from({ length: 100 }, () => caller.socket.emitWithAck('resume', { callId: 'x', secret: 'y' })));
    expect(answers.filter(({ ok, error }) => !ok && error.code === 'too-many').length).toBeGreaterThan(30);
    expect((await east.started.fetch('/api/widget/topics')).status).toBe(200);
    expect((await east.started.fetch('/api/reports/choices')).status).toBe(401);
  });
});
