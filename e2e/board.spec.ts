import { isAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

test('a caller who leaves is counted as the switches say, on screen and in the address, without a reload', async ({ customer, desk }) => {
  const { page } = await desk('sofia@lisbon.example', '/supervisor');
  const french = page.getByRole('table', { name: 'Queues' }).getByRole('row', { name: /Support \(French\)/ });
  await expect(french).toBeVisible();
  await page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));
  await expect(page.getByText('= answered within 20 s ÷ (answered + abandoned)')).toBeVisible();

  const chloe = await customer();
  await chloe.callAbout('Support (French)', 'Chloé Bouchard', 'chloe.bouchard@example.com');
  await expect(page.getByRole('table', { name: 'Calls' }).getByRole('row', { name: /Chloé Bouchard/ })).toContainText('Waiting');
  // After the name: who may close no queue has no acts beside it.
  await expect(french.getByRole('cell').nth(1)).toHaveText('1');
  await chloe.reads('Waiting');
  await chloe.hangUp();
  await expect(french).toContainText('0 % in 20 s');
  await expect(french).toContainText('100.0 %');

  await page.getByRole('button', { name: 'Count differently' }).click();
  const switches = page.getByRole('dialog', { name: 'Count differently' });
  await switches.getByRole('combobox', { name: 'Leave out who left soon' }).click();
  await page.getByRole('option', { name: 'Gone within 30 s' }).click();
  await expect(page.getByText('÷ (answered + abandoned after 30 s or more)')).toBeVisible();
  await expect(french).toContainText('– in 20 s');
  await switches.getByRole('switch', { name: 'Count callers who left' }).click();
  await expect(page.getByText('= answered within 20 s ÷ answered', { exact: false })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/abandons=off&short=30/);
  expect(await page.evaluate(() => 'neverReloaded' in globalThis)).toBe(true);
  await isAccessible(page, 'board');

  // On the wall everybody who left counts: it is the formula that the board begins with.
  await page.goto('/supervisor/wall');
  const tile = page.getByRole('list', { name: 'Queues' }).getByRole('listitem').filter({ hasText: 'Support (French)' });
  await expect(tile).toContainText('Act now');
  await expect(page.getByRole('region', { name: 'Data age' })).toContainText('Toronto');
  await isAccessible(page, 'wallboard');
});

test('an agent’s day and a call’s whole story open from the board, under addresses of their own', async ({ inCall, desk }) => {
  const { ana, maria } = await inCall();
  const { page } = await desk('sofia@lisbon.example', '/supervisor');
  // The lines are looked at every few seconds: of a shorter call there is nothing to tell.
  await expect(ana.call.getByRole('button', { name: 'Sound quality: good' })).toBeVisible();
  await maria.hangUp();
  await ana.finish('Order placed', 'Two bags, to Porto');
  await ana.hasStatus('Available');
  await page.getByRole('button', { name: 'Day of Ana Martins' }).click();
  const day = page.getByRole('dialog', { name: 'Ana Martins, today' });
  await expect(day.getByRole('table', { name: 'Your calls today' })).toContainText('Maria Silva');
  await expect(page).toHaveURL(/agent=/);
  await isAccessible(page, 'an agent’s day');
  await page.keyboard.press('Escape');

  const ended = page.getByRole('table', { name: 'Ended today' }).getByRole('row', { name: /Maria Silva/ });
  await ended.getByRole('button', { name: /^Why Ana Martins/ }).click();
  const story = page.getByRole('dialog', { name: 'Why Ana Martins' });
  await expect(page).toHaveURL(/call=/);
  await page.reload();
  await expect(story.getByRole('list', { name: 'What happened' })).toContainText('Ana Martins and the caller hear each other');
  await expect(story).toContainText('Two bags, to Porto');
  await expect(story.getByRole('table', { name: 'Quality of the lines' }).getByRole('row', { name: /Caller/ })).toBeVisible();
  await isAccessible(page, 'a call’s story');
  // Another center's agents are seen, and their days are not hers to read.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Day of David Tremblay' }).click();
  await expect(page.getByRole('dialog', { name: 'David Tremblay, today' })).toContainText('You do not supervise this center');
});
