import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from './testing/postgres.ts';
import { Program } from './testing/program.ts';

/** Two whole programs on one PostgreSQL server: one decides, the other stands by. */

const SECRET = 'one secret for every server of the same database';
const open: (() => unknown)[] = [];
let postgres: TestPostgres;
beforeEach(async () => {
  postgres = await startPostgres();
  open.push(() => postgres.close());
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function program(environment: Record<string, string> = {}): Program {
  const made = new Program({ DATABASE_URL: postgres.url, TANDEM_SECRET: SECRET, ...environment });
  open.push(() => made.close());
  return made;
}

async function pair(): Promise<{ first: Program; second: Program }> {
  const first = program();
  await first.start();
  const second = program();
  expect(await second.begin()).toBe('standing-by');
  return { first, second };
}

const answerOf = async (made: Program, url: string) => {
  const response = await made.started.fetch(url);
  return { status: response.status, body: (await response.json()) as { status?: string; error?: { code: string } } };
};

describe('two servers of one database', () => {
  test('the second says that it is not ready, and lets nobody in', async () => {
    const { first, second } = await pair();
    expect(await answerOf(first, '/api/ready')).toEqual({ status: 200, body: { status: 'ready' } });
    expect(await answerOf(second, '/api/health')).toEqual({ status: 200, body: { status: 'standing-by' } });
    expect(await answerOf(second, '/api/ready')).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } });
    const metrics = async (made: Program) => (await made.started.fetch('/metrics')).text();
    expect(await metrics(first)).toMatch(/^tandem_server_decides 1$/m);
    expect(await metrics(second)).toMatch(/^tandem_server_decides 0$/m);
    expect(await answerOf(second, '/api/admin/system')).toMatchObject({ status: 503 });
    const { socket } = second.started.caller();
    const refused = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    expect(refused.message).toBe('websocket error');
  });

  test('when the first is killed, the second goes on with its callers in place and offers them', async () => {
    const { first, second } = await pair();
    const waiting = first.started.caller();
    const { phase } = await waiting.start('support-english');
    await first.end('SIGKILL');
    await second.ready();
    const there = second.started.caller();
    there.key = waiting.key;
    if (there.socket.connected) there.socket.disconnect().connect();
    expect((await there.phase('waiting')).phase).toMatchObject({ since: phase.kind === 'waiting' ? phase.since : 0, position: 1 });
    const carol = await second.started.agent('carol@toronto.example');
    await carol.available();
    const offer = await carol.work('offer');
    expect(offer.callId).toBe(waiting.key?.callId);
  });

  test('a server that was stopped for too long stores nothing when it wakes up, and ends', async () => {
    const { first, second } = await pair();
    const caller = first.started.caller();
    await caller.start('support-french');
    first.signal('SIGSTOP');
    await second.ready();
    first.signal('SIGCONT');
    expect(await first.ended()).toBe(1);
    const there = second.started.caller();
    there.key = caller.key;
    there.socket.disconnect().connect();
    await there.position(1);
  });

  test('one that ends in good order hands over at once', async () => {
    const { first, second } = await pair();
    const waiting = first.started.caller();
    await waiting.start('support-french');
    expect(await first.end('SIGTERM')).toBe(0);
    await second.ready();
    const there = second.started.caller();
    there.key = waiting.key;
    there.socket.disconnect().connect();
    await there.position(1);
    expect(await answerOf(second, '/api/ready')).toMatchObject({ status: 200 });
  });

  test('one with another secret is refused, and says which setting it is', async () => {
    await program().start();
    await expect(program({ TANDEM_SECRET: 'another secret, which nobody else has at all' }).begin()).rejects.toThrow('with 1');
  });
});
