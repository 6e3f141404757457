import { CRM_SECRET, ReferenceCrm } from '../server/data/testing/reference-crm.ts';
import type { Agent } from './support/people.ts';
import { changeQueue } from './support/queues.ts';
import { expect, test } from './support/test.ts';

const MARIA = ['Maria Silva', 'maria.silva@example.com'] as const;

/** The input that a field of the record has become. */
const input = (agent: Agent, field: string) => agent.customer.getByRole('textbox', { name: field, exact: true });
/** The quiet button that a field is. */
const button = (agent: Agent, field: string) => agent.customer.getByRole('button', { name: new RegExp(`(Add|change): ${field}$`) });

/** Ana in Lisbon has somebody on the line. */
async function onCall(
  agent: (email: string) => Promise<Agent>,
  customer: Parameters<Parameters<typeof test>[2]>[0]['customer'],
  caller: readonly [string, string] = MARIA,
) {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', ...caller);
  await ana.accept();
  await maria.reads('Connected');
  return { ana, maria };
}

test('who is calling is on screen with the offer, and can be worked with once the call is accepted', async ({ agent, customer }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', ...MARIA);
  await expect(ana.offer).toBeVisible();
  await expect(ana.customer).toContainText('Gold');
  await expect(ana.customer).toContainText('Portuguese');
  await expect(ana.customer.getByRole('list', { name: 'Last calls' }).getByRole('listitem').first()).toBeVisible();
  await expect(button(ana, 'Name')).toHaveCount(0);
  await ana.accept();
  await expect(button(ana, 'Name')).toBeVisible();
});

test('a record is changed where it stands: Enter saves, Esc restores, and what is wrong is said beside it', async ({ agent, customer }) => {
  const { ana } = await onCall(agent, customer);
  await button(ana, 'Phone').click();
  await ana.page.keyboard.type('+351 21 000 0000');
  await ana.page.keyboard.press('Escape');
  await expect(button(ana, 'Phone')).toBeFocused();
  await expect(ana.customer).not.toContainText('+351');

  await ana.page.keyboard.press('Enter');
  await input(ana, 'Phone').fill('+351 21 123 4567');
  await ana.page.keyboard.press('Enter');
  await expect(button(ana, 'Phone')).toBeFocused();
  await expect(button(ana, 'Phone')).toContainText('+351 21 123 4567');

  await button(ana, 'Email').click();
  await input(ana, 'Email').fill('maria');
  await ana.page.keyboard.press('Enter');
  await expect(ana.customer.getByRole('alert')).toHaveText('This is not an email address.');
  await input(ana, 'Email').fill('joao.pereira@example.com'); // another customer's
  await ana.page.keyboard.press('Enter');
  await expect(ana.customer.getByRole('alert')).toContainText('Not saved.');
  await expect(input(ana, 'Email')).toHaveValue('joao.pereira@example.com');
  await ana.page.keyboard.press('Escape');

  await ana.customer.getByRole('button', { name: /change: Tier$/ }).click();
  await ana.page.getByRole('menuitemradio', { name: 'Silver' }).click();
  await expect(ana.customer.getByRole('button', { name: /change: Tier$/ })).toContainText('Silver');

  await ana.page.reload();
  await expect(button(ana, 'Phone')).toContainText('+351 21 123 4567');
  await expect(ana.customer).toContainText('Silver');
  await expect(button(ana, 'Email')).toContainText('maria.silva@example.com');
});

test('two agents change one record at once: other fields just come in, the same field is told, and nothing is overwritten', async ({
  agent,
  customer,
}) => {
  const { ana } = await onCall(agent, customer);
  const bruno = await agent('bruno@lisbon.example');
  await bruno.choose('Available');
  const sister = await customer();
  await sister.callAbout('Support (English)', ...MARIA);
  await bruno.accept();

  await button(ana, 'Company').click();
  await input(ana, 'Company').fill('Padaria Silva');
  await button(bruno, 'Phone').click();
  await input(bruno, 'Phone').fill('+351 96 765 4321');
  await bruno.page.keyboard.press('Enter');
  await expect(button(ana, 'Phone')).toContainText('+351 96 765 4321');
  await expect(input(ana, 'Company')).toHaveValue('Padaria Silva');
  await expect(ana.customer.getByRole('alert')).toHaveCount(0);

  await button(bruno, 'Company').click();
  await input(bruno, 'Company').fill('Café Silva');
  await bruno.page.keyboard.press('Enter');
  await expect(ana.customer.getByRole('alert')).toContainText('changed to Café Silva meanwhile');
  await expect(input(ana, 'Company')).toHaveValue('Padaria Silva');
  await expect(button(bruno, 'Company')).toContainText('Café Silva');

  await ana.customer.getByRole('button', { name: 'Keep mine' }).click();
  await expect(button(ana, 'Company')).toContainText('Padaria Silva');
  await expect(button(ana, 'Company')).toBeFocused();
  await expect(button(bruno, 'Company')).toContainText('Padaria Silva');

  await button(ana, 'Company').click();
  await input(ana, 'Company').fill('Silva e Filhas');
  await button(bruno, 'Company').click();
  await input(bruno, 'Company').fill('Silva, Lda.');
  await bruno.page.keyboard.press('Enter');
  await ana.customer.getByRole('button', { name: 'Take theirs' }).click();
  await expect(button(ana, 'Company')).toContainText('Silva, Lda.');
});

test('an unknown caller turns out to be a customer: searched by keyboard, and the call is kept with them', async ({ agent, customer }) => {
  const { ana, maria } = await onCall(agent, customer, ['J. Pereira', 'jp@elsewhere.example']);
  await ana.customer.getByRole('button', { name: 'Search customers' }).click();
  const search = ana.page.getByRole('dialog', { name: 'Search customers' });
  await search.getByRole('combobox').fill('pereira');
  await expect(search.getByRole('option')).toHaveCount(1);
  await ana.page.keyboard.press('Enter');
  await expect(search).toBeHidden();
  await expect(ana.customer.getByRole('heading', { level: 2 })).toContainText('João Pereira');
  await maria.hangUp();
  await ana.finish('Quote sent', 'Called from another address');
  await ana.hasStatus('Available');

  await maria.callAbout('Sales (Portuguese)', 'João', 'joao.pereira@example.com');
  await expect(ana.customer).toContainText('Called from another address');
});

test('a duplicate is merged: what differs is chosen, and calls move to the record that stays', async ({ agent, customer }) => {
  const { ana, maria } = await onCall(agent, customer, ['Maria da Silva', 'm.silva@elsewhere.example']);
  await ana.customer.getByRole('button', { name: 'Save customer' }).click();
  await button(ana, 'Phone').click();
  await input(ana, 'Phone').fill('+351 21 555 0101');
  await ana.page.keyboard.press('Enter');
  await expect(button(ana, 'Phone')).toContainText('555 0101');
  await maria.hangUp();
  await ana.finish('Order placed', 'Two kilos of the house blend');
  await ana.hasStatus('Available');

  await maria.callAbout('Sales (Portuguese)', 'Maria', 'm.silva@elsewhere.example');
  await ana.accept();
  await ana.customer.getByRole('button', { name: 'More about this customer' }).click();
  await ana.page.getByRole('menuitem', { name: 'Merge with a duplicate' }).click();
  const search = ana.page.getByRole('dialog', { name: 'Search the duplicate' });
  await search.getByRole('combobox').fill('maria.silva@example');
  await search.getByRole('option', { name: /maria\.silva@example\.com/ }).click();

  const merge = ana.page.getByRole('dialog', { name: 'Merge two records' });
  await merge
    .getByRole('group', { name: 'Which record stays?' })
    .getByRole('radio', { name: /maria\.silva@example\.com/ })
    .check();
  await merge.getByRole('group', { name: 'Email' }).getByRole('radio', { name: 'maria.silva@example.com' }).check();
  await merge.getByRole('group', { name: 'Name' }).getByRole('radio', { name: 'Maria da Silva' }).check();
  await expect(merge.getByRole('status')).toContainText('1 call and no follow-ups of m.silva@elsewhere.example move');
  await merge.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(merge).toBeHidden();
  await expect(ana.customer.getByRole('heading', { level: 2 })).toContainText('Maria da Silva');
  await expect(button(ana, 'Email')).toContainText('maria.silva@example.com');
  await expect(button(ana, 'Phone')).toContainText('555 0101');
  await expect(ana.customer).toContainText('Gold');
  await expect(ana.customer).toContainText('Two kilos of the house blend');
});

test('a wrap-up survives a reload: notes from the call on, disposition and follow-up; the follow-up is done from the list', async ({
  agent,
  customer,
}) => {
  const { ana, maria } = await onCall(agent, customer);
  const notes = ana.page.getByRole('textbox', { name: 'Notes', exact: true });
  await notes.fill('Wants the blue grinder');
  await expect(ana.call.getByText('Saved', { exact: true })).toBeVisible();
  await maria.hangUp();
  await expect(ana.wrapup).toBeVisible();
  await expect(notes).toBeFocused();
  await expect(ana.wrapup).toContainText('The next call comes when you have finished.');
  await ana.page.keyboard.type(' by Friday');
  const disposition = ana.wrapup.getByRole('combobox', { name: 'Disposition' });
  await disposition.fill('stock');
  await ana.page.keyboard.press('Enter');
  await expect(disposition).toHaveValue('Not now › Not in stock');
  await ana.wrapup.getByRole('button', { name: 'Add a follow-up' }).click();
  await ana.wrapup.getByRole('button', { name: 'Tomorrow' }).click();
  await ana.wrapup.getByRole('textbox', { name: 'What is to be done' }).fill('Ask the workshop for a blue one');
  await expect(ana.wrapup.getByText('Saved', { exact: true })).toBeVisible();

  // What the server has is what counts: this browser forgets its own.
  await ana.page.evaluate(() => {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith('tandem-notes-')) sessionStorage.removeItem(key);
  });
  await ana.page.reload();
  await expect(notes).toHaveValue('Wants the blue grinder by Friday');
  await expect(disposition).toHaveValue('Not now › Not in stock');
  await expect(ana.wrapup.getByRole('textbox', { name: 'What is to be done' })).toHaveValue('Ask the workshop for a blue one');
  await notes.press('Control+Enter');
  await ana.hasStatus('Available');

  const next = ana.region('Next');
  await expect(next).toContainText('1 open, none due today');
  await next.getByRole('button', { name: 'Show your day' }).click();
  const day = ana.page.getByRole('dialog', { name: 'Your day' });
  await expect(day.getByRole('row', { name: /Maria Silva/ })).toContainText('Not now › Not in stock');
  await ana.page.keyboard.press('Escape');

  await maria.callAbout('Sales (Portuguese)', ...MARIA);
  await expect(ana.customer.getByRole('region', { name: 'Open follow-ups' })).toContainText('Ask the workshop for a blue one');
  await expect(ana.customer).toContainText('Wants the blue grinder by Friday');
  await ana.offer.getByRole('button', { name: 'Decline' }).click();
  await next.getByRole('button', { name: 'Show follow-ups' }).click();
  const list = ana.page.getByRole('dialog', { name: 'Follow-ups' });
  await expect(list).toContainText('due tomorrow');
  // Whom to call is one press away, also between calls.
  await list.getByRole('button', { name: 'Maria Silva' }).click();
  await expect(ana.customer.getByRole('heading', { level: 2 })).toContainText('Maria Silva');
  await button(ana, 'Phone').click();
  await input(ana, 'Phone').fill('+351 21 123 4567');
  await ana.page.keyboard.press('Enter');
  await expect(button(ana, 'Phone')).toContainText('+351 21 123 4567');
  await next.getByRole('button', { name: 'Show follow-ups' }).click();
  await list.getByRole('button', { name: /^Done/ }).click();
  await expect(list).toContainText('Nothing to follow up');
  await ana.page.keyboard.press('Escape');
  await expect(next).toContainText('Nothing open');
});

test('where the queue says so, the wrap-up ends by time, with the notes as far as they are written, and what was chosen', async ({
  agent,
  customer,
  program,
}) => {
  await changeQueue(program.url, 'Sales (Portuguese)', { wrapupEnds: 'time', wrapupSeconds: 5, wrapupExtensionSeconds: 3 });
  const { ana, maria } = await onCall(agent, customer);
  await maria.hangUp();
  await expect(ana.wrapup).toContainText('The next call can come when the time is up');
  await ana.wrapup.getByRole('button', { name: 'More time (+0:03)' }).click();
  await expect(ana.wrapup).toContainText('of 0:08');
  await ana.wrapup.getByRole('textbox', { name: 'Notes' }).fill('Cut short');
  await ana.hasStatus('Available');

  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await ana.accept();
  await maria.reads('Connected');
  await maria.hangUp();
  await ana.wrapup.getByRole('combobox', { name: 'Disposition' }).fill('Quote sent');
  await ana.wrapup.getByRole('option', { name: 'Quote sent' }).first().click();
  await ana.hasStatus('Available');
  await ana.region('Next').getByRole('button', { name: 'Show your day' }).click();
  const rows = ana.page.getByRole('dialog', { name: 'Your day' }).getByRole('row', { name: /Maria Silva/ });
  await expect(rows.filter({ hasText: 'Cut short' })).toContainText('No disposition');
  await expect(rows.filter({ hasText: 'Quote sent' })).toHaveCount(1);
});

test('a break after this call: chosen during it, kept over a reload, taken back and chosen again', async ({ agent, customer }) => {
  const { ana, maria } = await onCall(agent, customer);
  await ana.choose('Break');
  const then = ana.page.getByRole('button', { name: /then Break/ });
  await expect(then).toBeVisible();
  await ana.page.reload();
  await expect(then).toBeVisible();
  await then.click();
  await expect(then).toBeHidden();
  await ana.choose('Break');
  await expect(then).toBeVisible();
  await maria.hangUp();
  await ana.finish('Quote sent', '');
  await ana.hasStatus('Break');
  await expect(ana.page.getByRole('banner')).toContainText(/0:\d\d of 15:00/);
  await ana.page.getByRole('button', { name: 'Back to available' }).click();
  await ana.hasStatus('Available');
});

test('the company’s own customer system answers nonsense: what is known is shown as old, and the call goes on', async ({
  agent,
  customer,
  desk,
}) => {
  const crm = await ReferenceCrm.start();
  try {
    const fields = { name: 'Maria Silva', email: MARIA[1], phone: null, company: 'Herdade Silva', language: 'pt', notes: '' };
    crm.customers.set('crm-maria', { fields: { ...fields, tier: 'gold' }, version: 1, changes: {} });
    const admin = await desk('admin@tandem.example', '/admin');
    await admin.page.evaluate(
      async ([url, secret]) => {
        const response = await fetch('/api/admin/centers/lisbon/customers', {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ kind: 'http', url, secret, timeoutSeconds: 1 }),
        });
        if (!response.ok) throw new Error(await response.text());
      },
      [crm.url, CRM_SECRET] as const,
    );
    const { ana, maria } = await onCall(agent, customer);
    await expect(button(ana, 'Company')).toContainText('Herdade Silva');
    await maria.hangUp();
    await ana.finish('Quote sent', '');
    await ana.hasStatus('Available');

    crm.mood = 'wrong-types';
    await maria.callAbout('Sales (Portuguese)', ...MARIA);
    await expect(ana.customer).toContainText('Herdade Silva');
    await expect(ana.customer).toContainText('From the company’s records, as they were');
    await ana.accept();
    await maria.reads('Connected');
    await expect(ana.customer).toContainText('can’t be changed');
    await expect(button(ana, 'Company')).toHaveCount(0);
    await maria.hangUp();
    await ana.finish('Quote sent', '');
    await ana.hasStatus('Available');

    crm.mood = 'html';
    await maria.callAbout('Sales (Portuguese)', 'Nobody Known', 'nobody@elsewhere.example');
    await ana.accept();
    await expect(ana.customer).toContainText('The customer records can’t be reached.');
    await maria.reads('Connected');
    await maria.hangUp();
    await ana.finish('Quote sent', 'Kept all the same');
    await ana.hasStatus('Available');
  } finally {
    await crm.close();
  }
});
