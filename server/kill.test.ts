import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startPostgres } from './testing/postgres.ts';
import { Program } from './testing/program.ts';
import { QUICK_NODE } from './testing/quick-node.ts';

/** SIGKILL and SIGTERM of the whole program, on both databases. */

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function program(environment: Record<string, string> = {}): Promise<Program> {
  const made = new Program(environment);
  open.push(() => made.close());
  await made.start();
  return made;
}

describe.each(['embedded', 'server'] as const)('on the %s database', (kind) => {
  const environment = async (): Promise<Record<string, string>> => {
    if (kind === 'embedded') return {};
    const postgres = await startPostgres();
    open.push(() => postgres.close());
    return { DATABASE_URL: postgres.url };
  };

  test('invariant 4: after SIGKILL nothing acknowledged is lost; callers keep place and time, agents their status', async () => {
    const { started, ...rest } = await program(await environment()).then((made) => ({ started: made.started, made }));
    const bruno = await started.agent('bruno@lisbon.example');
    await bruno.available();
    const talking = started.caller();
    await talking.start('support-english');
    await bruno.accept();
    await bruno.work('call');
    const callers = [started.caller(), started.caller(), started.caller()];
    const since: number[] = [];
    for (const caller of callers) {
      const { phase } = await caller.start('support-french', { name: `Caller ${since.length}` });
      since.push(phase.kind === 'waiting' ? phase.since : 0);
    }
    await rest.made.end('SIGKILL');
    for (const caller of callers) caller.call.value = null;
    bruno.state.value = null;
    await rest.made.start();
    for (const [index, caller] of callers.entries()) {
      const { phase } = await caller.phase('waiting');
      expect(phase).toMatchObject({ kind: 'waiting', position: index + 1, since: since[index] });
    }
    await bruno.work('call');
    await bruno.ask('hang-up', { callId: talking.key?.callId });
    await bruno.status('available');
  });

  test('SIGTERM ends the program cleanly, and it starts again with the callers in place', async () => {
    const made = await program(await environment());
    const caller = made.started.caller();
    await caller.start('support-french');
    expect(await made.end('SIGTERM')).toBe(0);
    caller.call.value = null;
    await made.start();
    await caller.position(1);
  });
});

test('a second program on the same data folder is refused, and says what to do', async () => {
  const made = await program();
  const second = spawn(process.execPath, [...QUICK_NODE, path.join(import.meta.dirname, 'testing/run.ts')], {
    env: { ...process.env, ...(await made.started.environment()) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  open.push(() => second.kill('SIGKILL'));
  let said = '';
  second.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(second, 'exit')) as [number];
  expect(code).not.toBe(0);
  expect(said).toContain('is in use by process');
});
