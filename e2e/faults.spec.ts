import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone } from './support/test.ts';

test.use({ callsFrom: 'another origin' });

for (const problem of ['refused', 'missing'] as const) {
  test(`a microphone that is ${problem} gets a clear message and a way on, and nobody is put in the queue`, async ({
    customer,
    program,
  }) => {
    const caller = await customer(problem);
    await caller.callAbout('Sales (English)', 'Maria', 'maria@example.com');
    await expect(caller.widget.getByRole('alert').filter({ hasText: /microphone/i })).toBeVisible();
    await expect(caller.widget.getByRole('button', { name: 'Try again' })).toBeVisible();
    const health = (await (await fetch(`${program.url}/api/health`)).json()) as { calls: number };
    expect(health.calls).toBe(0);
  });
}

test('a second workstation of the same agent takes over, and the first one says so', async ({ agent }) => {
  const first = await agent('ana@lisbon.example');
  await first.choose('Available');
  const second = await agent('ana@lisbon.example');
  await second.hasStatus('Available');
  const back = first.page.getByRole('button', { name: 'Use this one instead' });
  await expect(back).toBeVisible();
  await back.click();
  await first.hasStatus('Available');
  await expect(second.page.getByRole('button', { name: 'Use this one instead' })).toBeVisible();
});

test('an agent whose machine is gone: the open offer goes to somebody else, and a caller who leaves is off the board', async ({
  agent,
  customer,
}) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const carol = await agent('carol@toronto.example');
  await carol.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (English)', 'Maria Silva', 'maria.silva@example.com');
  await expect(ana.offer).toBeVisible();
  await ana.person.vanish();
  await expect(carol.offer).toBeVisible({ timeout: 10_000 });
  await maria.page.goto('about:blank');
  await expect(carol.offer).toBeHidden({ timeout: 3000 });
  await carol.hasStatus('Available');
});

test('an agent who reloads the page in the middle of a call is back in it, and heard', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  ana.page.on('dialog', (dialog) => dialog.accept());
  await ana.page.reload();
  await expect(ana.call).toBeVisible();
  await waitForTone(maria.frame, AGENT_HZ);
  await waitForTone(ana.page, CALLER_HZ);
});

test('a media worker that is killed: the call has audio again by itself', async ({ inCall, program }) => {
  const { ana, maria } = await inCall();
  const health = (await (await fetch(`${program.url}/api/health`)).json()) as { media: { workers: { pid: number; rooms: number }[] } };
  const worker = health.media.workers.find(({ rooms }) => rooms > 0);
  process.kill(worker?.pid ?? 0, 'SIGKILL');
  await waitForTone(maria.frame, AGENT_HZ);
  await waitForTone(ana.page, CALLER_HZ);
  await maria.reads('Connected');
});

test('a caller whose machine is gone in the middle of a call is waited for, and the agent is told', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  await maria.person.vanish();
  await expect(ana.call).toContainText(/connection is lost/i);
  await expect(ana.wrapup).toBeVisible({ timeout: 45_000 });
});
