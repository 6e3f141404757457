import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone } from './support/test.ts';

test('an offer that is not answered moves to the other center’s agent, and the first agent is set to missed', async ({
  agent,
  customer,
}) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const carol = await agent('carol@toronto.example', 1500);
  await carol.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (English)', 'Maria Silva', 'maria.silva@example.com');
  await expect(ana.offer).toBeVisible();
  await expect(carol.offer).toBeVisible({ timeout: 25_000 });
  await expect(ana.offer).toBeHidden();
  await ana.hasStatus(/Status: Missed/i);
  await carol.accept();
  await maria.reads('Connected');
  await waitForTone(maria.frame, 1500);
  await waitForTone(carol.page, CALLER_HZ);
  await ana.choose('Available');
});

test('a declined offer goes to the other center’s agent at once', async ({ agent, customer }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const carol = await agent('carol@toronto.example');
  await carol.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (English)', 'Maria Silva', 'maria.silva@example.com');
  await expect(ana.offer).toBeVisible();
  await ana.page.keyboard.press('Escape');
  await expect(carol.offer).toBeVisible();
  await ana.hasStatus('Available');
});

test('the dashboard goes from waiting to connected to wrap-up without a reload', async ({ agent, customer, desk }) => {
  const sofia = await desk('sofia@lisbon.example', '/supervisor');
  const calls = sofia.page.getByRole('table', { name: 'Calls' });
  const queues = sofia.page.getByRole('table', { name: 'Queues' });
  const agents = sofia.page.getByRole('table', { name: 'Agents' });
  await expect(queues.getByRole('row', { name: /Support \(French\)/ })).toBeVisible();
  await expect(agents.getByRole('row', { name: /David Tremblay/ })).toContainText('Offline');
  await sofia.page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));

  const chloe = await customer();
  await chloe.callAbout('Support (French)', 'Chloé Bouchard', 'chloe.bouchard@example.com');
  const call = calls.getByRole('row', { name: /Chloé Bouchard/ });
  await expect(call).toContainText('Waiting');
  const david = await agent('david@toronto.example');
  await david.choose('Available');
  await expect(agents.getByRole('row', { name: /David Tremblay/ })).toContainText('Offered a call');
  await david.accept();
  await expect(call).toContainText('Connected');
  await expect(call).toContainText('David Tremblay');
  await expect(agents.getByRole('row', { name: /David Tremblay/ })).toContainText('On a call');
  await chloe.hangUp();
  await expect(call).toContainText('Wrap-up');
  await expect(agents.getByRole('row', { name: /David Tremblay/ })).toContainText('Wrap-up');
  await david.finish('Resolved', '');
  await expect(call).toBeHidden();
  await expect(agents.getByRole('row', { name: /David Tremblay/ })).toContainText('Available');
  await expect(queues.getByRole('row', { name: /Support \(French\)/ })).toContainText('100 %');
  expect(await sofia.page.evaluate(() => 'neverReloaded' in globalThis)).toBe(true);
});

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`a restart of the server (${signal}) with callers waiting keeps them waiting in place`, async ({ program, agent, customer }) => {
    const first = await customer();
    await first.callAbout('Support (French)', 'First', 'first@example.com');
    await first.reads('Waiting');
    const second = await customer();
    await second.callAbout('Support (French)', 'Second', 'second@example.com');
    await second.reads(/^Waiting.*2/);
    await program.end(signal);
    await expect(second.widget.getByText(/reconnecting/i).first()).toBeVisible();
    await program.start();
    await expect(second.widget.getByText(/reconnecting/i)).toHaveCount(0);
    await second.reads(/^Waiting.*2/);
    const david = await agent('david@toronto.example');
    await david.choose('Available');
    await expect(david.offer).toContainText('First');
    await david.accept();
    await first.reads('Connected');
    await waitForTone(first.frame, AGENT_HZ);
  });
}

test('a call in progress goes on through a restart of the server', async ({ inCall, program }) => {
  const { ana, maria } = await inCall();
  await program.end('SIGKILL');
  await program.start();
  await maria.reads('Connected');
  await waitForTone(maria.frame, AGENT_HZ, { timeoutMs: 20_000 });
  await waitForTone(ana.page, CALLER_HZ, { timeoutMs: 20_000 });
  await ana.call.getByRole('button', { name: 'Hang up' }).click();
  await maria.reads('Ended');
});
