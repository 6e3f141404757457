import { Agent, Customer } from './support/people.ts';
import { sendRaw, tapSockets } from './support/raw-socket.ts';
import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone } from './support/test.ts';

/** Messages panel of either side; open it first. */
const panelOf = (who: Agent | Customer) => ('widget' in who ? who.widget : who.page).getByRole('region', { name: 'Messages', exact: true });
const logOf = (who: Agent | Customer) => panelOf(who).getByRole('log');
const openPanel = (who: Agent | Customer) => panelOf(who).getByRole('button', { name: 'Messages' }).click();

async function write(who: Agent | Customer, text: string): Promise<void> {
  const field = panelOf(who).getByRole('textbox', { name: 'Write a message' });
  await field.fill(text);
  await field.press('Enter');
}

test('messages go both ways, links can be followed, and markup is the text it is', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  await openPanel(maria);
  await write(maria, 'Order <b>4711</b> <img src=x onerror="document.title=\'owned\'">');
  await expect(panelOf(ana).getByText('1 new', { exact: true })).toBeVisible();
  await openPanel(ana);
  await expect(logOf(ana)).toContainText('Order <b>4711</b> <img src=x onerror="document.title=\'owned\'">');
  await expect(logOf(ana).locator('img, b')).toHaveCount(0);
  await expect(ana.page).not.toHaveTitle('owned');

  await write(ana, 'It is at https://example.com/orders/4711?from=mail, javascript:alert(1)');
  const link = logOf(maria).getByRole('link');
  await expect(link).toHaveCount(1);
  await expect(link).toHaveAttribute('href', 'https://example.com/orders/4711?from=mail');
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await maria.person.page.context().route('https://example.com/**', (route) => route.fulfill({ body: 'The order' }));
  const opened = maria.page.context().waitForEvent('page');
  await link.click();
  const page = await opened;
  await expect(page.getByText('The order')).toBeVisible();
  expect(await page.evaluate(() => window.opener)).toBeNull();

  // While her card is minimized, the button on the page counts what is new.
  await maria.widget.getByRole('button', { name: 'Minimize' }).click();
  await write(ana, 'Anything else?');
  await maria.page.getByRole('button', { name: 'On call (1)' }).click();
  await expect(logOf(maria)).toContainText('Anything else?');
  await expect(maria.page.getByRole('button', { name: 'On call', exact: true })).toBeVisible();

  // On a phone, where one column is in sight at a time, its tab counts what is new in it.
  await ana.page.setViewportSize({ width: 390, height: 844 });
  await ana.page.getByRole('button', { name: 'Customer', exact: true }).click();
  await write(maria, 'No, thank you');
  await ana.page.getByRole('button', { name: 'Call 1 new' }).click();
  await expect(ana.page.getByRole('button', { name: 'Call', exact: true })).toBeVisible();
  await ana.page.setViewportSize({ width: 1440, height: 900 });

  // Several lines are one message.
  const field = panelOf(maria).getByRole('textbox', { name: 'Write a message' });
  await field.fill('one');
  await field.press('Shift+Enter');
  await field.pressSequentially('two');
  await field.press('Enter');
  await expect(logOf(ana).getByText('one\ntwo')).toBeVisible();
});

test('a message of 1 MB is refused with its field on both sides, and the call goes on', async ({ sitDown }) => {
  const anas = await sitDown(AGENT_HZ);
  await tapSockets(anas.page);
  await anas.signIn('ana@lisbon.example', '/agent');
  const ana = new Agent(anas);
  await ana.choose('Available');
  const marias = await sitDown(CALLER_HZ);
  await tapSockets(marias.page);
  const maria = new Customer(marias);
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await ana.accept();
  await maria.reads('Connected');

  const large = { id: 'message-large', text: 'x'.repeat(1_000_000) };
  const refused = { ok: false, error: { code: 'bad-request', field: 'text' } };
  expect(await sendRaw(maria.frame, '/widget', 'say', large)).toMatchObject(refused);
  expect(await sendRaw(ana.page, '/cti/lisbon', 'say', { callId: 'any', ...large })).toMatchObject(refused);

  await openPanel(maria);
  const field = panelOf(maria).getByRole('textbox', { name: 'Write a message' });
  await field.fill('y'.repeat(2001));
  await expect(panelOf(maria).getByText('1 character too many: shorten it to send it.')).toBeVisible();
  await expect(panelOf(maria).getByRole('button', { name: 'Send' })).toBeDisabled();
  await write(maria, 'short');
  await openPanel(ana);
  await expect(logOf(ana)).toHaveText(/short/);
  await expect(ana.call).toBeVisible();
  await waitForTone(maria.frame, AGENT_HZ);
  await waitForTone(ana.page, CALLER_HZ);
});

test('messages are there again after either side’s page was gone', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  await openPanel(maria);
  await openPanel(ana);
  await write(maria, 'from Maria');
  await write(ana, 'from Ana');
  await expect(logOf(maria)).toContainText('from Ana');

  await ana.page.reload();
  // The panel is as it was left, and what was read is not new again.
  await expect(logOf(ana)).toContainText('from Maria');
  await expect(logOf(ana)).toContainText('from Ana');

  await maria.page.goto('about:blank');
  await write(ana, 'are you there?');
  // The card of a call that goes on opens by itself.
  await maria.page.goto('/demo');
  await maria.reads('Connected');
  await openPanel(maria);
  await expect(logOf(maria)).toContainText('from Maria');
  await expect(logOf(maria)).toContainText('are you there?');
});

test('what a caller writes while they wait is there for the agent who comes, and can still be read in the wrap-up', async ({
  agent,
  customer,
}) => {
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await openPanel(maria);
  await write(maria, 'My order is 4711');
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  await ana.accept();
  await maria.reads('Connected');
  await openPanel(ana);
  await expect(logOf(ana)).toContainText('My order is 4711');
  await maria.hangUp();
  await expect(ana.wrapup).toBeVisible();
  await expect(logOf(ana)).toContainText('My order is 4711');
  await expect(panelOf(ana).getByRole('textbox')).toHaveCount(0);
});

test('a message that could not be sent says so, and is sent again by a press', async ({ inCall, program }) => {
  const { ana, maria } = await inCall();
  await openPanel(ana);
  await expect(panelOf(ana).getByText('Nothing written yet', { exact: false })).toBeVisible();
  await program.end('SIGKILL');
  await write(ana, 'https://example.com/terms');
  await expect(panelOf(ana).getByText('Not sent.')).toBeVisible();
  await program.start();
  await expect(ana.call.getByRole('button', { name: 'Hang up' })).toBeEnabled();
  const again = panelOf(ana).getByRole('button', { name: 'Try again' });
  await expect(async () => {
    // Its center may not be linked yet.
    if (await again.isVisible()) await again.click();
    await expect(panelOf(ana).getByText('Not sent.')).toHaveCount(0, { timeout: 2000 });
    await expect(panelOf(ana).getByText('Sending')).toHaveCount(0, { timeout: 2000 });
  }).toPass();
  await openPanel(maria);
  await expect(logOf(maria).getByRole('link')).toHaveCount(1);
});
