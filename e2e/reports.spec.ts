import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { PastCallInput, PastStatusInput } from '../server/data/testing/past.ts';
import { isAccessible, OPEN_ABOVE } from './support/accessible.ts';
import type { Program } from './support/program.ts';
import { expect, LEAVES_NO_TRACE, test } from './support/test.ts';

/** Yesterday, by UTC: over, whenever this runs. */
const DAY = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const at = (time: string) => Date.parse(`${DAY}T${time}Z`);
const SALES = 'Sales (Portuguese)';

const call = (time: string, more: Partial<PastCallInput>): PastCallInput => ({
  queueId: SALES,
  at: at(time),
  outcome: 'answered',
  waitMs: 10_000,
  talkMs: 120_000,
  wrapupMs: 30_000,
  agentId: 'Ana Martins',
  ...more,
});

/** Counted by hand: six came; four were answered, three of them within 20 s; two left, one after 3 s. Ana worked for two hours. */
const CALLS: PastCallInput[] = [
  call('09:05:00', { disposition: 'Sold' }),
  call('09:20:00', { waitMs: 20_000, holds: [[10_000, 30_000]], disposition: 'Sold' }),
  call('09:40:00', { waitMs: 50_000, disposition: 'Question answered' }),
  call('10:10:00', { queueId: 'Support (French)', waitMs: 4000, agentId: 'David Tremblay' }),
  call('10:20:00', { outcome: 'abandoned', waitMs: 3000 }),
  call('10:30:00', { outcome: 'abandoned', waitMs: 45_000 }),
];
const STATUSES: PastStatusInput[] = [
  { agentId: 'Ana Martins', kind: 'available', at: at('09:00:00') },
  { agentId: 'Ana Martins', kind: 'on-call', at: at('09:05:00') },
  { agentId: 'Ana Martins', kind: 'available', at: at('09:50:00') },
  { agentId: 'Ana Martins', kind: 'not-ready', at: at('10:00:00') },
  { agentId: 'Ana Martins', kind: 'offline', at: at('11:00:00') },
];

async function withPast(program: Program): Promise<void> {
  await program.end('SIGTERM');
  const seed = path.join(import.meta.dirname, 'support/seed-past.ts');
  const input = JSON.stringify({ calls: CALLS, statuses: STATUSES });
  execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', seed, program.dataFolder], { input });
  await program.start();
}

const REPORTS = '/supervisor/reports';
const address = (more = '') =>
  `${REPORTS}?from=${DAY}&to=${DAY}&zone=UTC&interval=hour&measure=offered&measure=answered&measure=abandoned&measure=serviceLevel&measure=asa&measure=aht&measure=occupancy${more}`;

test('a day’s figures are those counted by hand, by the formula that is set; the report is saved, opened again and exported', async ({
  program,
  desk,
}) => {
  await withPast(program);
  const { page } = await desk('admin@tandem.example', REPORTS);
  await expect(page.getByText('Nothing in this period')).toBeHidden();
  await page.goto(address());
  const total = (label: string) => page.getByRole('definition').filter({ hasText: /./ }).nth(LABELS.indexOf(label));
  const reads = (label: string, figure: string) => expect(total(label)).toHaveText(figure);

  await reads('Offered', '6');
  await reads('Answered', '4');
  await reads('Abandoned', '2');
  await reads('Service level', '50.0 %'); // 3 of 6
  await reads('ASA', '0:21'); // 84 s ÷ 4
  await reads('AHT', '2:30');
  await reads('Occupancy', '75.0 %'); // 45 of 60 minutes: an hour of the two was not ready
  const rows = page.getByRole('table', { name: 'Figures by interval' }).getByRole('row');
  await expect(rows.filter({ hasText: '09:00' })).toContainText('3');
  await expect(page.getByText('answered within each queue’s own time ÷ (answered + abandoned)')).toBeVisible();
  await isAccessible(page, 'report');

  await page.getByRole('combobox', { name: 'Leave out who left within' }).click();
  await page.getByRole('option', { name: '5 seconds', exact: true }).click();
  await reads('Service level', '60.0 %'); // 3 of 5
  await page.getByRole('switch', { name: 'Count abandoned calls' }).click();
  await reads('Service level', '75.0 %'); // 3 of 4
  await page.getByRole('combobox', { name: 'Group by' }).click();
  await page.getByRole('option', { name: 'Agent' }).click();
  await expect(rows.filter({ hasText: 'David Tremblay' })).toHaveCount(1);
  await isAccessible(page, 'report by agent');

  await page.getByRole('button', { name: 'Save report' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Agents by hour');
  await page.getByRole('switch', { name: 'Share with all supervisors' }).click();
  await isAccessible(page, 'save report');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved as “Agents by hour”').first()).toBeVisible();
  await page.goto(REPORTS);
  await page.getByRole('button', { name: 'Open a saved report' }).click();
  await isAccessible(page, 'saved reports', OPEN_ABOVE);
  await page.getByRole('menuitem', { name: 'Agents by hour (shared)' }).click();
  await reads('Service level', '75.0 %');
  await expect(page).toHaveURL(/by=agent/);

  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^report-.*\.csv$/);
  const pieces: Buffer[] = [];
  for await (const piece of await file.createReadStream()) pieces.push(piece as Buffer);
  const lines = parse(Buffer.concat(pieces), { bom: true, columns: true }) as Record<string, string>[];
  expect(lines.map((line) => [line.from, line.agent, line.offered, line.service_level, line.asa_seconds])).toEqual([
    [`${DAY}T09:00:00Z`, 'Ana Martins', '3', '0.666667', '26.667'],
    [`${DAY}T10:00:00Z`, 'Ana Martins', '0', '', ''],
    [`${DAY}T10:00:00Z`, 'David Tremblay', '1', '1', '4'],
    [`${DAY}T10:00:00Z`, '', '2', '', ''],
  ]);
});
const LABELS = ['Offered', 'Answered', 'Abandoned', 'Service level', 'ASA', 'AHT', 'Occupancy'];

test(
  'ten years are refused with what to choose; a supervisor is told whose calls they see, and refused another center’s',
  LEAVES_NO_TRACE,
  async ({ desk }) => {
    // A day before there was anything: what other tests did to this program is not in it.
    const { page } = await desk('sofia@lisbon.example', `${REPORTS}?from=2026-01-05&to=2026-01-05&zone=UTC&interval=day&measure=offered`);
    await expect(page.getByText('Calls of the centers that you supervise, and calls that no center answered.')).toBeVisible();
    await expect(page.getByText('Nothing in this period')).toBeVisible();
    await isAccessible(page, 'empty report');
    await page.goto(`${REPORTS}?from=2015-01-01&to=2024-12-31&zone=UTC&interval=15-min&measure=offered`);
    await expect(page.getByRole('alert').filter({ hasText: 'A report covers five years at most. Choose fewer days.' })).toBeVisible();
    await isAccessible(page, 'refused report');
    await page.goto(`${REPORTS}?period=yesterday&zone=UTC&interval=day&measure=offered&center=toronto`);
    await expect(page.getByRole('alert').filter({ hasText: 'You do not supervise this center.' })).toBeVisible();
  },
);
