import type { Locator } from '@playwright/test';
import { isAccessible } from './support/accessible.ts';
import { isTold, listenForTones, listenUntouched, tonesSounded } from './support/sounded.ts';
import { expect, test } from './support/test.ts';

async function choose(form: Locator, combobox: string, option: string): Promise<void> {
  await form.getByRole('combobox', { name: combobox }).click();
  await form.page().getByRole('option', { name: option, exact: true }).click();
}

/** Those of an alert, and one between them that it has not. */
const TONES_HZ = [880, 660];
const BETWEEN_HZ = 770;

test('an alert fires while a caller waits, is seen and heard on the board, acknowledged, and clears into the history; one that can’t fire is refused', async ({
  desk,
  customer,
}) => {
  const { page } = await desk('sofia@lisbon.example', '/supervisor/alerts', { asksForTouch: true });
  await listenForTones(page, [...TONES_HZ, BETWEEN_HZ]);
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
  const alertHeard = { times: 1, heard: TONES_HZ, unheard: [BETWEEN_HZ] };
  await expect.poll(() => tonesSounded(page)).toEqual(alertHeard);
  // A page that nobody has touched may be kept silent by its browser.
  const untouched = await page.context().newPage();
  const { triedToSound } = await listenUntouched(untouched, [...TONES_HZ, BETWEEN_HZ]);
  const knowsAlerts = isTold(untouched, '["alerts",');
  await untouched.goto('/supervisor');
  await knowsAlerts;
  await alerts.getByRole('button', { name: 'Sound is on' }).click();
  await expect(alerts.getByRole('button', { name: 'Sound is off' })).toHaveAttribute('aria-pressed', 'false');
  const again = {
    ...{ name: 'Still waiting', measure: 'waiting', scope: { kind: 'all' }, comparison: 'above', threshold: 0, forSeconds: 0 },
    ...{ centerId: 'lisbon', sound: true, active: true },
  };
  const made = await page.request.post('/api/alerts/rules', { data: again, headers: { origin: new URL(page.url()).origin } });
  expect(made.status()).toBe(200);
  await expect(alerts).toContainText('Still waiting: Callers waiting: 1');
  await triedToSound;
  const alertsThere = untouched.getByRole('region', { name: 'Alerts' });
  await expect(alertsThere).toContainText('The browser keeps alerts silent');
  expect((await tonesSounded(untouched)).times).toBe(0);
  await isAccessible(untouched, 'an alert that is kept silent');
  await alertsThere.getByRole('button', { name: 'Allow sound' }).click();
  await expect.poll(() => tonesSounded(untouched)).toEqual(alertHeard);
  await expect(alertsThere.getByRole('button', { name: 'Sound is on' })).toBeFocused();
  await untouched.close();
  expect((await tonesSounded(page)).times).toBe(1); // it was muted
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

test('a key is shown once and opens what it may and nothing else; a webhook into the server’s own network is refused at its field, and a new secret is asked about first', async ({
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

  await address.fill('https://8.8.8.8/hook');
  await form.getByRole('button', { name: 'Add webhook' }).click();
  const secretOf = page.getByRole('dialog', { name: 'The secret of “Inside”' });
  const first = await secretOf.getByRole('textbox', { name: 'Secret' }).inputValue();
  await secretOf.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: 'Change Inside' }).click();
  await page.getByRole('button', { name: 'New secret' }).click();
  const asking = page.getByRole('dialog', { name: 'Make a new secret for “Inside”?' });
  await expect(asking).toContainText('for 24 hours with the old one as well');
  await isAccessible(page, 'whether to make a new secret');
  await asking.getByRole('button', { name: 'Make new secret' }).click();
  await expect(secretOf.getByRole('textbox', { name: 'Secret' })).not.toHaveValue(first);
});
