import { closesWhereItOpened, showsFocus } from './support/accessible.ts';
import { expect, LEAVES_NO_TRACE, test } from './support/test.ts';

/** Where the focus is can be seen at all times, and it is never lost. */

test('Escape closes whatever is open on the workstation, and the focus is where it was opened', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  const { page } = ana;
  const dialog = page.getByRole('dialog');
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  for (const name of ['Sound', 'Keyboard shortcuts', 'Show your day', 'Show follow-ups', 'Transfer', 'Add']) {
    await closesWhereItOpened(page, button(name), dialog);
  }
  for (const name of [/^Status: /, /^Account: /, 'More about this customer', /change: Tier$/]) {
    await closesWhereItOpened(page, button(name), page.getByRole('menu'));
  }
  const quality = button(/^Sound quality: good/);
  await expect(quality).toBeVisible();
  await quality.focus();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toBeHidden();
  await expect(quality).toBeFocused();

  // From a menu, by way of one dialog to the next.
  const more = button('More about this customer');
  await more.click();
  await page.getByRole('menuitem', { name: 'Merge with a duplicate' }).click();
  await dialog.getByRole('combobox').fill('clarke');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Merge two records' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(more).toBeFocused();

  // By its key, from a field.
  const notes = ana.call.getByRole('textbox', { name: 'Notes' });
  await notes.focus();
  await page.keyboard.press('Alt+t');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(notes).toBeFocused();

  await maria.hangUp();
  const disposition = ana.wrapup.getByRole('combobox', { name: 'Disposition' });
  await disposition.press('ArrowDown');
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(disposition).toBeFocused();
});

test('a call that comes while a dialog is open has the focus once that is closed', async ({ agent, customer }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  await ana.hasStatus('Available');
  await ana.page.getByRole('button', { name: 'Sound', exact: true }).click();
  await expect(ana.page.getByRole('dialog')).toBeVisible();
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await maria.reads('Ringing');
  await ana.page.keyboard.press('Escape');
  await expect(ana.page.getByRole('dialog')).toBeHidden();
  await expect(ana.offer.getByRole('button', { name: 'Accept' })).toBeFocused();
  await ana.page.keyboard.press('Enter');
  await maria.reads('Connected');
});

test(
  'Escape closes the forms of the administration and the reasons of a decision, and the focus is where they were opened',
  LEAVES_NO_TRACE,
  async ({ desk }) => {
    const { page } = await desk('admin@tandem.example', '/admin/people');
    const dialog = page.getByRole('dialog');
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
    await closesWhereItOpened(page, button('Add a person'), dialog);
    await closesWhereItOpened(page, button('Change Ana Martins'), dialog);

    // A question over a form: what keeps it leads back into it, what leaves it to the list.
    const change = button('Change Ana Martins');
    await change.press('Enter');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Ana M.');
    const cancel = dialog.getByRole('button', { name: 'Cancel' });
    await cancel.press('Enter');
    const question = page.getByRole('dialog', { name: 'Discard the changes?' });
    await expect(question).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(cancel).toBeFocused();
    await page.keyboard.press('Enter');
    await question.getByRole('button', { name: 'Discard changes' }).press('Enter');
    await expect(dialog).toBeHidden();
    await expect(change).toBeFocused();

    await page.goto('/admin/centers');
    await closesWhereItOpened(page, button('Customer records of Lisbon'), dialog);
  },
);

test('wherever Tab goes the focus is seen, on every page, in a form and in a call', async ({ sitDown, desk, inCall }) => {
  const { page: guest } = await sitDown();
  await guest.emulateMedia({ reducedMotion: 'reduce' });
  for (const [path, whole, atLeast] of [
    ['/', guest.getByRole('heading', { level: 1 }), 4],
    ['/login', guest.getByRole('button', { name: /Ana Martins/ }), 6],
    ['/embed', guest.getByRole('combobox', { name: 'Topic' }), 5],
  ] as const) {
    await guest.goto(path);
    await expect(whole).toBeVisible();
    await showsFocus(guest, path, atLeast);
  }
  const { page: admin } = await desk('admin@tandem.example', '/admin/queues');
  await admin.emulateMedia({ reducedMotion: 'reduce' });
  await expect(admin.getByRole('button', { name: 'Change Support (French)' })).toBeVisible();
  await showsFocus(admin, 'queues', 10);
  await admin.getByRole('button', { name: 'Change Support (French)' }).click();
  await admin.getByRole('button', { name: /^After the call/ }).click();
  await showsFocus(admin, 'a form', 10);
  await admin.goto('/supervisor');
  await expect(admin.getByRole('table', { name: 'Agents' })).toBeVisible();
  await showsFocus(admin, 'board', 10);

  const { ana } = await inCall();
  await ana.page.emulateMedia({ reducedMotion: 'reduce' });
  await showsFocus(ana.page, 'call', 20);
  // Where there is room for one column only, and something of one's own is shown along the bottom.
  await ana.call.getByRole('button', { name: 'Share screen' }).click();
  await expect(ana.page.getByText('You are sharing your screen.')).toBeVisible();
  await ana.page.setViewportSize({ width: 720, height: 450 });
  await showsFocus(ana.page, 'call at 200 %', 12);
});
