import { changeQueue } from './support/queues.ts';
import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone } from './support/test.ts';

test('an offer that is not answered moves to the other center’s agent, and the first agent is set to missed', async ({
  agent,
  customer,
  program,
}) => {
  await changeQueue(program.url, 'Sales (English)', { offerTimeoutSeconds: 5 });
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

test('a call that is offered to two at once goes to the first who accepts; the other is told, and stays available', async ({
  agent,
  customer,
  program,
}) => {
  await changeQueue(program.url, 'Sales (English)', { offersAtOnce: 2, wrapupSeconds: 60, wrapupExtensionSeconds: 30 });
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const carol = await agent('carol@toronto.example', 1500);
  await carol.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (English)', 'Maria Silva', 'maria.silva@example.com');
  await expect(ana.offer).toBeVisible();
  await expect(carol.offer).toBeVisible();
  await carol.accept();
  await expect(ana.offer).toBeHidden();
  await expect(ana.page.getByText('Answered by somebody else: Maria Silva')).toBeVisible();
  await ana.hasStatus('Available');
  await maria.reads('Connected');
  await waitForTone(maria.frame, 1500);
  // Who needs longer for the notes asks for it.
  await maria.hangUp();
  await carol.wrapup.getByRole('button', { name: 'More time' }).click();
  await expect(carol.wrapup).toContainText('left of 1:30');
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
  // Why this agent can be asked also when the call is over.
  const ended = sofia.page.getByRole('table', { name: 'Ended today' }).getByRole('row', { name: /Chloé Bouchard/ });
  await expect(ended).toContainText('Answered');
  await ended.getByRole('button', { name: /^Why David Tremblay/ }).click();
  const why = sofia.page.getByRole('dialog', { name: 'Why David Tremblay' });
  await expect(why).toContainText('Offer: accepted.');
  await expect(why.getByRole('table', { name: 'Candidates' }).getByRole('row', { name: /David Tremblay/ })).toContainText('chosen');
  expect(await sofia.page.evaluate(() => 'neverReloaded' in globalThis)).toBe(true);
});

test('a caller whom a full queue can’t take asks to be called back, and a supervisor sees it', async ({ customer, desk, program }) => {
  const whenFull = { kind: 'callback', text: 'All our lines are taken. We can call you back.' };
  await changeQueue(program.url, 'Support (French)', { maxLength: 1, whenFull });
  const sofia = await desk('sofia@lisbon.example', '/supervisor');
  const messages = sofia.page.getByRole('region', { name: 'Messages' });
  await expect(messages).toContainText('No messages');

  const first = await customer();
  await first.callAbout('Support (French)', 'First', 'first@example.com');
  await first.reads('Waiting');
  const chloe = await customer();
  await chloe.callAbout('Support (French)', 'Chloé Bouchard', 'chloe.bouchard@example.com');
  await chloe.reads('Ended');
  await expect(chloe.widget.getByText('All our lines are taken. We can call you back.')).toBeVisible();
  await chloe.widget.getByRole('button', { name: 'Call me back' }).click();
  await expect(chloe.widget.getByRole('textbox', { name: 'Your name' })).toHaveValue('Chloé Bouchard');
  await chloe.widget.getByRole('textbox', { name: 'Phone number' }).fill('at home');
  await chloe.widget.getByRole('button', { name: 'Send' }).click();
  await expect(chloe.widget.getByText('not a whole phone number')).toBeVisible();
  await chloe.widget.getByRole('textbox', { name: 'Phone number' }).fill('+1 416 555 0199');
  await chloe.widget.getByRole('textbox', { name: 'When does it suit you?' }).fill('After five');
  await chloe.widget.getByRole('button', { name: 'Send' }).click();
  await expect(chloe.widget.getByText('Thank you. We will call you back.')).toBeVisible();

  const message = messages.getByRole('listitem').filter({ hasText: 'Chloé Bouchard' });
  await expect(message).toContainText('+1 416 555 0199', { timeout: 10_000 });
  await expect(message).toContainText('After five');
  await expect(sofia.page.getByRole('link', { name: '1 message to do' })).toBeVisible();
  await message.getByRole('button', { name: /^Done/ }).click();
  await expect(message).toContainText('Done by Sofia');
  await expect(sofia.page.getByRole('table', { name: 'Ended today' }).getByRole('row', { name: /Chloé Bouchard/ })).toContainText(
    'queue full',
  );
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
