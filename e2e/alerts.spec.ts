import type { Locator } from '@playwright/test';
import { isAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

async function choose(form: Locator, combobox: string, option: string): Promise<void> {
  await form.getByRole('combobox', { name: combobox }).click();
  await form.page().getByRole('option', { name: option, exact: true }).click();
}

test('an alert fires while a caller waits, is seen on the board, acknowledged, and clears into the history; one that can’t fire is refused', async ({
  desk,
  customer,
}) => {
  const { page } = await desk('sofia@lisbon.example', '/supervisor/alerts');
  await expect(page.getByText('No rules yet')).toBeVisible();
  await isAccessible(page, 'no rules');
  await page.getByRole('button', { name: 'Add rule' }).click();
  const form = page.getByRole('dialog', { name: 'Add rule' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Nobody should wait');
  await choose(form, 'Figure', 'Service level');
  const threshold = form.getByRole('spinbutton', { name: 'Threshold' });
  await threshold.fill('120');
  await form.getByRole('button', { name: 'Add rule' }).click();
  await expect(threshold).toHaveAccessibleDescription(/Threshold is above 100\./);
  await isAccessible(page, 'a rule that can never fire');
  await choose(form, 'Figure', 'Callers waiting');
  await choose(form, 'Of what', 'Queue Sales (Portuguese)');
  await threshold.fill('0');
  await form.getByRole('spinbutton', { name: 'For how long' }).fill('1');
  await form.getByRole('button', { name: 'Add rule' }).click();
  const rules = page.getByRole('table', { name: 'Rules' });
  await expect(
    rules.getByRole('row', { name: /Nobody should wait.*Callers waiting above 0, Queue Sales \(Portuguese\), for 0:01/ }),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Live', exact: true }).click();
  await page.waitForURL('**/supervisor');
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await maria.reads('Waiting');
  const alerts = page.getByRole('region', { name: 'Alerts' });
  await expect(alerts).toContainText('Nobody should wait: Callers waiting in Sales (Portuguese): 1');
  await expect(alerts).toContainText('(now 1)');
  await isAccessible(page, 'the board with an alert');
  await alerts.getByRole('button', { name: 'Sound is on' }).click();
  await expect(alerts.getByRole('button', { name: 'Sound is off' })).toHaveAttribute('aria-pressed', 'false');
  await alerts.getByRole('button', { name: 'Acknowledge the alert “Nobody should wait”' }).click();
  await expect(alerts).toContainText('Acknowledged by Sofia Almeida');

  await maria.hangUp();
  await expect(alerts).toBeHidden();
  await page.getByRole('link', { name: 'Alerts', exact: true }).click();
  const row = page.getByRole('table', { name: 'History' }).getByRole('row', { name: /Nobody should wait/ });
  await expect(row).toContainText('Sofia Almeida');
  await expect(row).not.toContainText('Open');
  await isAccessible(page, 'rules and history');
});

test('a key is shown once and opens what it may and nothing else; a webhook into the server’s own network is refused at its field', async ({
  desk,
  program,
}) => {
  const { page } = await desk('admin@tandem.example', '/admin/integrations');
  await expect(page.getByText('No keys yet')).toBeVisible();
  await isAccessible(page, 'no keys and no webhooks');
  await page.getByRole('button', { name: 'Make key' }).click();
  const making = page.getByRole('dialog', { name: 'Make key' });
  await making.getByRole('textbox', { name: 'Name' }).fill('Warehouse');
  await making.getByRole('button', { name: 'Make key' }).click();
  await expect(making.getByRole('alert')).toHaveText('What it may read is needed.');
  await making.getByRole('checkbox', { name: 'Queues and their figures' }).check();
  await making.getByRole('button', { name: 'Make key' }).click();
  const shown = page.getByRole('dialog', { name: 'The key of “Warehouse”' });
  const key = await shown.getByRole('textbox', { name: 'Secret' }).inputValue();
  await isAccessible(page, 'the key');
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByRole('table', { name: 'Keys for the HTTP API' })).toContainText(`ends in ${key.slice(-4)}`);
  expect(await page.content()).not.toContain(key);
  const ask = (path: string) => fetch(`${program.url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask('/queues')).status).toBe(200);
  const refused = await ask('/calls?from=0&to=1');
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ error: { code: 'forbidden', message: 'This key does not have the scope calls:read' } });
  await page.getByRole('button', { name: 'End the key Warehouse' }).click();
  await page.getByRole('button', { name: 'End key' }).click();
  await expect(page.getByRole('table', { name: 'Keys for the HTTP API' })).toContainText('Ended');
  expect((await ask('/queues')).status).toBe(401);

  await page.getByRole('button', { name: 'Add webhook' }).click();
  const form = page.getByRole('dialog', { name: 'Add webhook' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Inside');
  const address = form.getByRole('textbox', { name: 'Address' });
  await address.fill('https://192.168.1.10/hook');
  await form.getByRole('button', { name: 'Add webhook' }).click();
  await expect(address).toHaveAccessibleDescription(/Address leads into the server’s own network\./);
  await isAccessible(page, 'a webhook that is refused');
});
