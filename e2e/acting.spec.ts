import { isAccessible, OPEN_ABOVE } from './support/accessible.ts';
import type { Person } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** Opens the menu of an agent or a waiting caller on the board, and picks from it. */
async function act({ page }: Person, name: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `Act on ${name}` }).click();
  await page.getByRole('menuitem', { name: what }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

test('a status set on the board is the agent’s, and a message is on their workstation until they dismiss it', async ({ agent, desk }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const sofia = await desk('sofia@lisbon.example', '/supervisor');
  const dialog = sofia.page.getByRole('dialog');

  await act(sofia, 'Ana Martins', 'Set status');
  await dialog.getByRole('combobox', { name: 'Status' }).click();
  await sofia.page.getByRole('option', { name: 'Training' }).click();
  await isAccessible(sofia.page, 'a status to be set', OPEN_ABOVE);
  await dialog.getByRole('button', { name: 'Set status' }).click();
  await expect(dialog).toBeHidden();
  await ana.hasStatus('Training');
  const notes = ana.region('From supervisors');
  await expect(notes).toContainText('Sofia Almeida set your status');

  await act(sofia, 'Ana Martins', 'Send a message');
  await dialog.getByRole('textbox', { name: 'Message' }).fill('Please help <b>sales</b> until ten');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(notes).toContainText('Please help <b>sales</b> until ten');
  await isAccessible(ana.page, 'a message at the workstation');
  await ana.page.reload();
  await notes.getByRole('button', { name: 'Dismiss the message from Sofia Almeida' }).click();
  await expect(notes).not.toContainText('Please help');
  await ana.choose('Available');
  await expect(notes).not.toContainText('set your status');
});

test('a waiting call is moved; what is refused, and what is done, is in the audit log of whose work it is', async ({ customer, desk }) => {
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await maria.reads('Waiting');
  const sofia = await desk('sofia@lisbon.example', '/supervisor');
  const dialog = sofia.page.getByRole('dialog');
  await act(sofia, 'Maria Silva', 'Move to another queue');
  await dialog.getByRole('combobox', { name: 'Queue' }).click();
  await sofia.page.getByRole('option', { name: 'Support (French)' }).click();
  await dialog.getByRole('button', { name: 'Move call' }).click();
  await expect(sofia.page.getByRole('row', { name: /Maria Silva/ })).toContainText('Support (French)');

  // What the board does not offer is refused as well.
  await expect(sofia.page.getByRole('button', { name: 'Act on David Tremblay' })).toBeHidden();
  const status = await sofia.page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ text: 'Go home' });
    return (await fetch('/api/supervision/centers/toronto/messages', { method: 'POST', headers, body })).status;
  });
  expect(status).toBe(403);

  const sam = await desk('sam@toronto.example', '/supervisor/audit');
  const row = (text: string) => sam.page.getByRole('row').filter({ hasText: text });
  await expect(row('Sent a message')).toContainText('Sofia Almeida');
  await expect(row('Sent a message')).toContainText('Refused');
  await expect(row('Sent a message')).toContainText('You do not supervise this center.');
  await expect(row('Moved a call')).toContainText('Maria Silva');
  await isAccessible(sam.page, 'audit log');
  await sam.page.getByRole('combobox', { name: 'Outcome' }).click();
  await sam.page.getByRole('option', { name: 'Refused' }).click();
  await expect(row('Moved a call')).toBeHidden();
  await expect(row('Sent a message')).toBeVisible();
  const exported = sam.page.waitForEvent('download');
  await sam.page.getByRole('link', { name: 'Export CSV' }).click();
  expect((await exported).suggestedFilename()).toBe('audit-log.csv');
});
