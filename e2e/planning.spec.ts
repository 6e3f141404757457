import { readFileSync } from 'node:fs';
import { isAccessible } from './support/accessible.ts';
import { Program } from './support/program.ts';
import { test as base, expect } from './support/test.ts';

/** Planning, of a past that is known by hand: e2e/support/planning-past.ts. */
const test = base.extend({
  program: async ({ environment }, use) => {
    const program = new Program(environment, { briefly: true });
    await program.start('planning-past.ts');
    await use(program);
    await program.close();
  },
});

test('seeded history gives the forecast and the staff that are known by hand, as a table, a chart and CSV', async ({ desk }, testInfo) => {
  const { page } = await desk('admin@tandem.example', '/supervisor/planning');
  const table = page.getByRole('table', { name: 'Forecast and staff by interval' });
  await expect(table.getByRole('row')).toHaveCount(3); // the head, and two half hours
  const nine = table.getByRole('row', { name: /^09:00/ });
  await expect(nine.getByRole('cell').first()).toHaveText('8.0');
  // 8 calls of 180 s in half an hour are 0.8 Erlang: 2 agents answer .79996 within 20 s, which is not yet 80 %.
  await expect(nine.getByRole('cell').nth(2)).toHaveText('3');
  await page.getByRole('textbox', { name: 'Percent' }).fill('79');
  await expect(nine.getByRole('cell').nth(2)).toHaveText('2');
  await expect(nine.getByRole('cell').nth(4)).toHaveText('3'); // of whom 30 % are away
  await expect(nine.getByRole('cell').nth(5)).toHaveText('80 %');
  await expect(page.getByRole('img', { name: /^Chart of calls by interval: 16 in all, most at 09:00/ })).toBeVisible();
  await expect(page.getByText('28 days of history')).toBeVisible();
  await expect(page.getByText('Nobody gave up')).toBeVisible();
  await isAccessible(page, 'forecast');

  // Patience that is given makes Erlang A; what is no number is said at its field.
  await page.getByRole('textbox', { name: 'Patience, s' }).fill('soon');
  await expect(page.getByText('Enter a number')).toBeVisible();
  await page.getByRole('textbox', { name: 'Patience, s' }).fill('60');
  await expect(nine.getByRole('cell').nth(3)).toHaveText('2');
  await page.getByRole('textbox', { name: 'Shrinkage, %' }).fill('95');
  await expect(page.getByText('is above 80 %')).toBeVisible();
  await page.getByRole('textbox', { name: 'Shrinkage, %' }).fill('30');
  await expect(page.getByText('is above 80 %')).toBeHidden();

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download CSV' }).click()]);
  const file = testInfo.outputPath('forecast.csv');
  await download.saveAs(file);
  const lines = readFileSync(file, 'utf8').split('\r\n');
  expect(lines).toHaveLength(50); // the head, 48 half hours, and the end
  expect(lines.find((line) => line.includes(',09:00,'))).toMatch(/,09:00,8,/);
});

test('a what-if with an agent fewer shows a worse service level, and one that is nonsense is refused', async ({ desk }) => {
  const { page } = await desk('sofia@lisbon.example', '/supervisor/planning');
  await page.getByRole('tab', { name: 'What-if' }).click();
  await expect(page.getByRole('button', { name: 'Run what-if' })).toBeDisabled();
  await page.getByRole('button', { name: 'Add staff change' }).click();
  await page.getByRole('textbox', { name: 'Agents, + or −' }).fill('0');
  await page.getByRole('button', { name: 'Run what-if' }).click();
  await expect(page.getByText('is 0: nothing would change')).toBeVisible();
  await page.getByRole('textbox', { name: 'Agents, + or −' }).fill('-1');
  // Today nobody has called yet; what stands there first is yesterday.
  const day = page.getByLabel('Day', { exact: true }).last();
  const yesterday = await day.inputValue();
  await day.fill((await day.getAttribute('max')) ?? '');
  await page.getByRole('button', { name: 'Run what-if' }).click();
  await expect(page.getByText('No calls came on that day. Choose another.')).toBeVisible();
  await day.fill(yesterday);
  await page.getByRole('button', { name: 'Run what-if' }).click();
  const compared = page.getByRole('table', { name: 'Before and after' });
  const level = compared.getByRole('row', { name: /^Service level/ });
  await expect(level.getByRole('cell').nth(1)).toHaveText('100.0 %');
  await expect(level.getByRole('cell').nth(2)).toHaveText('0.0 %');
  await expect(level.getByRole('cell').nth(3)).toHaveText('-100.0 ± 0.0 points');
  await expect(level).toContainText('Worse');
  await expect(page.getByRole('img', { name: /^Chart of Service level by interval/ })).toBeVisible();
  await isAccessible(page, 'what-if');
});
