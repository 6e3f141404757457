import { isAccessible, OPEN_ABOVE } from './support/accessible.ts';
import { changeQueue } from './support/queues.ts';
import { expect, LEAVES_NO_TRACE, test } from './support/test.ts';

test('axe finds nothing on the landing and sign-in pages, nor where there is no page', LEAVES_NO_TRACE, async ({ sitDown }) => {
  const { page } = await sitDown();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await isAccessible(page, 'landing');
  await page.goto('/login');
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Ana Martins/ })).toBeVisible();
  await isAccessible(page, 'login');
  await page.getByRole('textbox', { name: 'Email' }).fill('ana@lisbon.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible();
  await isAccessible(page, 'login refused');
  await page.goto('/nothing-here');
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
  await isAccessible(page, 'no page');
});

test('axe finds nothing on the shop with the widget, from the form to the end of a call', async ({ agent, customer }) => {
  const maria = await customer();
  await maria.open();
  await expect(maria.widget.getByRole('combobox', { name: 'Topic' })).toBeVisible();
  await isAccessible(maria.page, 'form');
  await maria.widget.getByRole('button', { name: 'Start call' }).click();
  await expect(maria.widget.getByRole('alert').first()).toBeVisible();
  await isAccessible(maria.page, 'form with errors');
  await maria.fillIn('Support (French)', 'Maria Silva', 'maria.silva@example.com');
  await maria.startCall();
  await maria.reads('Waiting');
  await isAccessible(maria.page, 'waiting');
  const david = await agent('david@toronto.example');
  await david.choose('Available');
  await david.accept();
  await maria.reads('Connected');
  await isAccessible(maria.page, 'connected');
  await maria.hangUp();
  await maria.reads('Ended');
  await isAccessible(maria.page, 'ended');
});

test('axe finds nothing on the widget without a microphone', LEAVES_NO_TRACE, async ({ customer }) => {
  const maria = await customer('refused');
  await maria.callAbout('Sales (English)', 'Maria', 'maria@example.com');
  await expect(maria.widget.getByRole('button', { name: 'Try again' })).toBeVisible();
  await isAccessible(maria.page, 'microphone refused');
});

test('axe finds nothing where a caller is turned away, leaves a message, and a supervisor reads it', async ({
  customer,
  desk,
  program,
}) => {
  const whenFull = { kind: 'leave-message', text: 'All our lines are taken. Leave us a message.' };
  await changeQueue(program.url, 'Support (French)', { maxLength: 1, whenFull });
  const first = await customer();
  await first.callAbout('Support (French)', 'First', 'first@example.com');
  await first.reads('Waiting');
  const chloe = await customer();
  await chloe.callAbout('Support (French)', 'Chloé Bouchard', 'chloe.bouchard@example.com');
  await chloe.reads('Ended');
  await isAccessible(chloe.page, 'turned away');
  await chloe.widget.getByRole('button', { name: 'Leave a message' }).click();
  await chloe.widget.getByRole('button', { name: 'Send' }).click();
  await expect(chloe.widget.getByText('Write your message.')).toBeVisible();
  await isAccessible(chloe.page, 'message with errors');
  await chloe.widget.getByRole('textbox', { name: 'Message' }).fill('Where is my order?');
  await chloe.widget.getByRole('button', { name: 'Send' }).click();
  await expect(chloe.widget.getByText('Your message has been left.')).toBeVisible();
  await isAccessible(chloe.page, 'message sent');
  const sofia = await desk('sofia@lisbon.example', '/supervisor');
  await expect(sofia.page.getByRole('region', { name: 'Messages' })).toContainText('Where is my order?');
  await isAccessible(sofia.page, 'dashboard with a message');
});

test('axe finds nothing on the workstation: offline, available, offer, call and wrap-up', async ({ agent, customer }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.hasStatus('Offline');
  await isAccessible(ana.page, 'offline');
  await ana.choose('Available');
  await ana.statusButton.click();
  await expect(ana.page.getByRole('menu')).toBeVisible();
  await isAccessible(ana.page, 'status menu', OPEN_ABOVE);
  await ana.page.keyboard.press('Escape');
  await ana.hasStatus('Available');
  await isAccessible(ana.page, 'available');
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await expect(ana.offer).toBeVisible();
  await expect(ana.customer).toContainText('gold', { ignoreCase: true });
  await isAccessible(ana.page, 'offer');
  await ana.accept();
  await maria.reads('Connected');
  await isAccessible(ana.page, 'call');
  await maria.hangUp();
  await expect(ana.wrapup).toBeVisible();
  await ana.wrapup.getByRole('button', { name: 'Finish' }).click();
  await expect(ana.wrapup.getByRole('alert')).toBeVisible();
  await isAccessible(ana.page, 'wrap-up without a disposition');
});

test('axe finds nothing in the sound settings, the list of shortcuts and the check before calls, nor without a connection', async ({
  agent,
  program,
}) => {
  const ana = await agent('ana@lisbon.example');
  const dialog = ana.page.getByRole('dialog');
  await ana.page.getByRole('button', { name: 'Sound', exact: true }).click();
  await dialog.getByRole('button', { name: 'Hear yourself' }).click();
  await expect(dialog.getByText(/^Say something and listen/)).toBeVisible();
  await isAccessible(ana.page, 'sound');
  await ana.page.keyboard.press('Escape');
  await ana.page.keyboard.press('?');
  await expect(dialog.getByText('Hang up')).toBeVisible();
  await isAccessible(ana.page, 'shortcuts');
  await ana.page.keyboard.press('Escape');
  await ana.page.evaluate(() => localStorage.removeItem('tandem.ready'));
  await ana.choose('Available');
  await expect(dialog.getByRole('button', { name: 'Go available anyway' })).toBeVisible();
  await isAccessible(ana.page, 'check before calls');
  await ana.page.keyboard.press('Escape');
  await program.end('SIGKILL');
  await expect(ana.page.getByText('The connection to your center is lost')).toBeVisible();
  await isAccessible(ana.page, 'connection lost');
});

test('axe finds nothing on the desk: a field being changed, the search, a merge, dispositions, follow-ups and the day', async ({
  agent,
  customer,
}) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await ana.accept();
  await maria.reads('Connected');
  await ana.choose('Break');
  await ana.customer.getByRole('button', { name: /change: Email$/ }).click();
  await ana.customer.getByRole('textbox', { name: 'Email' }).fill('maria');
  await ana.page.keyboard.press('Enter');
  await expect(ana.customer.getByRole('alert')).toBeVisible();
  await isAccessible(ana.page, 'a field that is wrong');
  await ana.page.keyboard.press('Escape');

  await ana.customer.getByRole('button', { name: 'More about this customer' }).click();
  await ana.page.getByRole('menuitem', { name: 'Merge with a duplicate' }).click();
  const dialog = ana.page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('clarke');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await isAccessible(ana.page, 'search');
  await ana.page.keyboard.press('Enter');
  await expect(dialog.getByRole('group', { name: 'Which record stays?' })).toBeVisible();
  await isAccessible(ana.page, 'merge');
  await ana.page.keyboard.press('Escape');

  await maria.hangUp();
  await ana.wrapup.getByRole('combobox', { name: 'Disposition' }).click();
  await expect(ana.wrapup.getByRole('option').first()).toBeVisible();
  await isAccessible(ana.page, 'dispositions');
  await ana.wrapup.getByRole('combobox', { name: 'Disposition' }).fill('quote');
  await ana.page.keyboard.press('Enter');
  await ana.wrapup.getByRole('button', { name: 'Add a follow-up' }).click();
  await ana.wrapup.getByRole('button', { name: 'Finish' }).click();
  await expect(ana.wrapup.getByRole('alert')).toBeVisible();
  await isAccessible(ana.page, 'a follow-up without words');
  await ana.wrapup.getByRole('textbox', { name: 'What is to be done' }).fill('Call back');
  await ana.wrapup.getByRole('button', { name: 'Finish' }).click();
  await ana.hasStatus('Break');

  await ana.region('Next').getByRole('button', { name: 'Show follow-ups' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await isAccessible(ana.page, 'follow-ups');
  await ana.page.keyboard.press('Escape');
  await ana.region('Next').getByRole('button', { name: 'Show your day' }).click();
  await dialog.getByText('The line as a table').click();
  await expect(dialog.getByRole('table', { name: 'Your day as a line' })).toBeVisible();
  await isAccessible(ana.page, 'day');
});

test('axe finds nothing in a call on hold, in the list of targets, a private talk and a conference, for agents and the caller', async ({
  agent,
  inCall,
}) => {
  const { ana, maria } = await inCall();
  const carol = await agent('carol@toronto.example');
  await carol.choose('Available');
  await ana.call.getByRole('button', { name: 'Hold' }).click();
  await maria.reads(/on hold/);
  await isAccessible(ana.page, 'hold');
  await isAccessible(maria.page, 'on hold');
  await ana.call.getByRole('button', { name: 'Transfer' }).click();
  await ana.page.getByRole('combobox').fill('carol');
  await ana.page.getByRole('option', { name: /Available/ }).click();
  await isAccessible(ana.page, 'list of targets');
  await ana.page.getByRole('button', { name: 'Talk first' }).click();
  await expect(carol.offer).toBeVisible();
  await isAccessible(ana.page, 'somebody is called');
  await isAccessible(carol.page, 'offer of a private talk');
  await carol.accept();
  await expect(ana.call.getByRole('button', { name: 'Join all' })).toBeVisible();
  await isAccessible(ana.page, 'private talk');
  await isAccessible(carol.page, 'asked privately');
  await ana.call.getByRole('button', { name: 'Join all' }).click();
  await ana.call.getByRole('button', { name: 'Silence Carol Nguyen' }).click();
  await expect(ana.call.getByRole('button', { name: 'Silence Carol Nguyen', pressed: true })).toBeVisible();
  await isAccessible(ana.page, 'conference');
  await isAccessible(carol.page, 'conference, as one who was brought in');
  await isAccessible(maria.page, 'conference, as the caller');
  await ana.call.getByRole('button', { name: 'Drop Maria Silva' }).click();
  await isAccessible(ana.page, 'ending the call for the caller');
});

test('axe finds nothing on the dashboard, empty, busy, and with a decision explained', async ({ agent, customer, desk }) => {
  const sofia = await desk('sofia@lisbon.example', '/supervisor');
  const calls = sofia.page.getByRole('table', { name: 'Calls' });
  await expect(sofia.page.getByRole('table', { name: 'Agents' }).getByRole('row', { name: /Ana Martins/ })).toBeVisible();
  await isAccessible(sofia.page, 'empty');
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await ana.accept();
  const waiting = await customer();
  await waiting.callAbout('Support (French)', 'Chloé Bouchard', 'chloe.bouchard@example.com');
  await expect(calls.getByRole('row', { name: /Maria Silva/ })).toContainText('Connected');
  await expect(calls.getByRole('row', { name: /Chloé Bouchard/ })).toContainText('Waiting');
  await isAccessible(sofia.page, 'busy');
  await calls.getByRole('button', { name: /^Why Ana Martins/ }).click();
  await expect(sofia.page.getByRole('dialog', { name: 'Why Ana Martins' })).toBeVisible();
  await isAccessible(sofia.page, 'why');
});

test('axe finds nothing on the administration, its lists and its open forms', LEAVES_NO_TRACE, async ({ desk }) => {
  const { page } = await desk('admin@tandem.example', '/admin/people');
  for (const { list, add, row } of [
    { list: 'People', add: 'Add a person', row: 'Ana Martins' },
    { list: 'Skills', add: 'Add a skill', row: 'French' },
    { list: 'Queues', add: 'Add a queue', row: 'Support (French)' },
  ]) {
    await page.goto(`/admin/${list.toLowerCase()}`);
    await expect(page.getByRole('table', { name: list }).getByRole('row', { name: row })).toBeVisible();
    await isAccessible(page, list);
    await page.getByRole('button', { name: `Change ${row}` }).click();
    await expect(page.getByRole('dialog', { name: `Change ${row}` })).toBeVisible();
    await isAccessible(page, `a form of ${list}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: add }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: add.replace(' a ', ' ') })
      .click();
    await expect(page.getByRole('dialog').getByRole('alert').first()).toBeVisible();
    await isAccessible(page, `a form of ${list} with errors`);
    await page.keyboard.press('Escape');
  }
  await page.goto('/admin/system');
  await expect(page.getByRole('region', { name: 'Routing' }).getByText(/^Routes calls/)).toBeVisible();
  await isAccessible(page, 'the drawing of servers');
  await page.getByRole('link', { name: 'Machines and their keys' }).click();
  await expect(page.getByRole('article', { name: 'Lisbon' })).toContainText('It has not been given a key');
  await isAccessible(page, 'machines');
  await page.getByRole('button', { name: 'Make key for Lisbon' }).click();
  await expect(page.getByRole('dialog')).toContainText('From its next start on the installation no longer runs Lisbon');
  await isAccessible(page, 'another key');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a media server' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add media server' }).click();
  await expect(page.getByRole('dialog').getByRole('alert').first()).toBeVisible();
  await isAccessible(page, 'a media server with errors');
  await page.keyboard.press('Escape');
  await page.goto('/admin/queues');
  await page.getByRole('button', { name: 'Change Support (French)' }).click();
  await page.getByRole('button', { name: /^After the call/ }).click();
  await expect(page.getByRole('textbox', { name: 'Disposition 2.1' })).toBeVisible();
  await isAccessible(page, 'a tree of dispositions');
  await page.goto('/admin/centers');
  await page.getByRole('button', { name: 'Customer records of Lisbon' }).click();
  await page.getByRole('radio', { name: 'Your own system' }).check();
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByRole('dialog').getByRole('alert').first()).toBeVisible();
  await isAccessible(page, 'where customer records are kept, with errors');
  await page.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9/api');
  await page.getByLabel('Secret').fill('a secret that both sides know');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText('It can’t be reached')).toBeVisible();
  await isAccessible(page, 'a try that failed');
});
