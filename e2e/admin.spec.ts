import type { Locator, Page } from '@playwright/test';
import { isAccessible } from './support/accessible.ts';
import { Agent } from './support/people.ts';
import { expect, LEAVES_NO_TRACE, test } from './support/test.ts';

/** A form of the administration, by the label of the button that opens it. */
async function openForm(page: Page, opener: string): Promise<Locator> {
  await page.getByRole('button', { name: opener, exact: true }).click();
  const form = page.getByRole('dialog');
  await expect(form).toBeVisible();
  return form;
}

async function choose(form: Locator, combobox: string, option: string): Promise<void> {
  await form.getByRole('combobox', { name: combobox }).click();
  await form.page().getByRole('option', { name: option, exact: true }).click();
}

/** Opens a part of a form that is closed. */
async function openSection(form: Locator, title: string): Promise<void> {
  await form.getByRole('button', { name: new RegExp(`^${title}`), expanded: false }).click();
}

/** The field itself says what is wrong with it, to eyes and to assistive technology. */
async function complains(field: Locator, words: string): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(new RegExp(words));
}

test('an administrator adds a skill, an agent who has it and a queue that asks for it, and the agent gets a call from it', async ({
  desk,
  sitDown,
  customer,
}) => {
  const { page } = await desk('admin@tandem.example', '/admin/skills');

  const skill = await openForm(page, 'Add a skill');
  const addSkill = skill.getByRole('button', { name: 'Add skill' });
  await addSkill.click();
  await complains(skill.getByRole('textbox', { name: 'Name' }), 'Name is needed');
  await skill.getByRole('textbox', { name: 'Name' }).fill('french');
  await addSkill.click();
  await complains(skill.getByRole('textbox', { name: 'Name' }), 'Name is taken');
  await skill.getByRole('textbox', { name: 'Name' }).fill('German');
  await addSkill.click();
  await expect(page.getByRole('table', { name: 'Skills' }).getByRole('row', { name: /German/ })).toBeVisible();

  await page.getByRole('link', { name: 'People' }).click();
  const person = await openForm(page, 'Add a person');
  const addPerson = person.getByRole('button', { name: 'Add person' });
  await person.getByRole('textbox', { name: 'Email' }).fill('greta');
  await addPerson.click();
  await complains(person.getByRole('textbox', { name: 'Name' }), 'Name is needed');
  await complains(person.getByRole('textbox', { name: 'Email' }), 'Email is not an e-mail address');
  await complains(person.getByLabel('Password'), 'Password is shorter than 10 characters');
  await complains(person.getByRole('combobox', { name: 'Center' }), 'Center is needed for agents and supervisors');
  await person.getByRole('textbox', { name: 'Name' }).fill('Greta Baum');
  await person.getByRole('textbox', { name: 'Email' }).fill('ana@lisbon.example');
  await person.getByLabel('Password').fill('tandem-demo');
  await choose(person, 'Center', 'Toronto');
  await person.getByRole('button', { name: 'Add a skill' }).click();
  await choose(person, 'Skill 1', 'German');
  await choose(person, 'Level of German', 'Level 4');
  await addPerson.click();
  await complains(person.getByRole('textbox', { name: 'Email' }), 'Email is taken');
  await person.getByRole('textbox', { name: 'Email' }).fill('Greta@Toronto.example');
  await addPerson.click();
  await expect(page.getByRole('table', { name: 'People' }).getByRole('row', { name: /Greta Baum/ })).toContainText('German 4');

  await page.getByRole('link', { name: 'Queues' }).click();
  const queue = await openForm(page, 'Add a queue');
  const addQueue = queue.getByRole('button', { name: 'Add queue' });
  await openSection(queue, 'How it is offered');
  await queue.getByRole('spinbutton', { name: 'Offer time-out' }).fill('3');
  await queue.getByRole('button', { name: /^How it is offered/ }).click();
  await openSection(queue, 'After the call');
  await queue.getByRole('spinbutton', { name: 'Wrap-up' }).fill('');
  await addQueue.click();
  await complains(queue.getByRole('textbox', { name: 'Name' }), 'Name is needed');
  await complains(queue.getByRole('spinbutton', { name: 'Offer time-out' }), 'Offer time-out is below 5');
  await complains(queue.getByRole('spinbutton', { name: 'Wrap-up' }), 'Wrap-up is not a number');
  await expect(queue.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await expect(queue.getByRole('group', { name: 'Asks for' })).toContainText('anybody may answer');
  await queue.getByRole('textbox', { name: 'Name' }).fill('Workshop (German)');
  await queue.getByRole('spinbutton', { name: 'Offer time-out' }).fill('20');
  await queue.getByRole('spinbutton', { name: 'Wrap-up' }).fill('60');
  await queue.getByRole('button', { name: 'Add a skill' }).click();
  await choose(queue, 'Skill 1', 'German');
  await choose(queue, 'Level of German', 'Level 3');
  await addQueue.click();
  await expect(page.getByRole('table', { name: 'Queues' }).getByRole('row', { name: /Workshop \(German\)/ })).toContainText('German 3');

  const greta = new Agent(await sitDown(1000));
  await greta.person.signIn('greta@toronto.example', '/agent');
  await greta.choose('Available');
  const caller = await customer();
  await caller.callAbout('Workshop (German)', 'Jonas Weber', 'jonas.weber@example.com');
  await expect(greta.offer).toContainText('Jonas Weber');
  await expect(greta.offer).toContainText('Workshop (German)');
  await greta.accept();
  await caller.reads('Connected');
});

test('a change of an agent’s skills is seen on their workstation without a reload', async ({ agent, desk }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.hasStatus('Offline');
  await expect(ana.page.getByRole('listitem').filter({ hasText: 'Portuguese' })).toContainText('5');
  await ana.page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));

  const { page } = await desk('admin@tandem.example', '/admin/people');
  const form = await openForm(page, 'Change Ana Martins');
  await choose(form, 'Level of Portuguese', 'Level 2');
  await form.getByRole('button', { name: 'Remove English' }).click();
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(form).toBeHidden();

  await expect(ana.page.getByRole('listitem').filter({ hasText: 'Portuguese' })).toContainText('2');
  await expect(ana.page.getByRole('listitem').filter({ hasText: 'English' })).toHaveCount(0);
  expect(await ana.page.evaluate(() => 'neverReloaded' in globalThis)).toBe(true);
});

test('an account that is switched off is out at once, and can’t sign in', async ({ agent, desk }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.hasStatus('Offline');
  const { page } = await desk('admin@tandem.example', '/admin/people');
  const form = await openForm(page, 'Change Ana Martins');
  await form.getByRole('switch', { name: 'May sign in' }).click();
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(form).toBeHidden();
  await ana.page.reload();
  await expect(ana.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await ana.page.getByRole('textbox', { name: 'Email' }).fill('ana@lisbon.example');
  await ana.page.getByRole('textbox', { name: 'Password' }).fill('tandem-demo');
  await ana.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(ana.page.getByRole('alert').filter({ hasText: /switched off/ })).toBeVisible();
});

test('a queue with steps and opening hours is saved, and shown again as it was set', async ({ desk }) => {
  const { page } = await desk('admin@tandem.example', '/admin/queues');
  const form = await openForm(page, 'Change Support (French)');
  await form.getByRole('button', { name: 'Add a group' }).click();
  await choose(form, 'Skill 3.1', 'English');
  await choose(form, 'Level of English', 'Level 2');
  await form.getByRole('button', { name: 'Add a skill to group 3' }).click();
  await choose(form, 'Skill 3.2', 'Portuguese');

  await openSection(form, 'Steps');
  await form.getByRole('button', { name: 'Add a step' }).click();
  const added = form.getByRole('group', { name: 'Step 3' });
  await choose(added, 'What changes', 'A skill is no longer needed');
  await choose(added, 'Skill', 'Portuguese');
  // It comes before the others, and takes its place among them.
  await added.getByRole('spinbutton', { name: 'After' }).fill('5');
  await added.getByRole('spinbutton', { name: 'After' }).blur();
  await expect(form.getByRole('group', { name: 'Step 1' }).getByRole('combobox', { name: 'Skill' })).toHaveText('Portuguese');

  await openSection(form, 'Text conversations');
  const takes = form.getByRole('switch', { name: 'Callers may write instead of calling' });
  if ((await takes.getAttribute('aria-checked')) === 'false') await takes.click();
  await form.getByRole('spinbutton', { name: 'Minutes without an answer' }).fill('0');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await complains(form.getByRole('spinbutton', { name: 'Minutes without an answer' }), 'is below 1');
  await form.getByRole('spinbutton', { name: 'Minutes without an answer' }).fill('10');

  await openSection(form, 'Opening hours');
  await form.getByRole('switch', { name: 'Open at certain hours only' }).click();
  await form.getByRole('combobox', { name: 'Time zone' }).fill('America/Toronto');
  await form.getByRole('textbox', { name: 'Monday, to' }).fill('12');
  await form.getByRole('button', { name: 'Add hours on Monday' }).click();
  await form.getByRole('textbox', { name: 'Monday (2), from' }).fill('1230');
  await form.getByRole('button', { name: 'Use Monday’s hours until Friday' }).click();
  await form.getByRole('button', { name: 'Add a holiday' }).click();
  const holiday = form.getByRole('group', { name: 'Holiday 1' });
  await holiday.getByLabel('Date').fill('2027-07-01');
  await holiday.getByRole('textbox', { name: 'Name' }).fill('Canada Day');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(form).toBeHidden();

  const row = page.getByRole('row', { name: /Support \(French\)/ });
  await expect(row).toContainText('Support 1 and French 3 and (English 2 or Portuguese 3)');
  await expect(row).toContainText('Mon–Fri 09:00–12:00 and 12:30–24:00');
  await page.reload();
  await openForm(page, 'Change Support (French)');
  await expect(form.getByRole('button', { name: /^Text conversations/ })).toContainText('without an answer it ends after 10 minutes');
  await expect(form.getByRole('button', { name: /^Steps/ })).toContainText('3 steps, after 5 s, 20 s, 40 s');
  await openSection(form, 'Steps');
  await expect(form.getByRole('group', { name: 'Step 1' }).getByRole('combobox', { name: 'What changes' })).toHaveText(
    'A skill is no longer needed',
  );
  await openSection(form, 'Opening hours');
  await expect(form.getByRole('combobox', { name: 'Time zone' })).toHaveValue('America/Toronto');
  await expect(form.getByRole('textbox', { name: 'Friday (2), from' })).toHaveValue('12:30');
  await expect(form.getByRole('group', { name: 'Saturday' })).toContainText('Closed');
  await expect(form.getByRole('group', { name: 'Holiday 1' }).getByLabel('Date')).toHaveValue('2027-07-01');
  await expect(form.getByRole('group', { name: 'Holiday 1' }).getByRole('combobox')).toHaveText('Closed');
});

test('what is wrong in a queue is said at its field, wherever it is: overlapping hours, a step for a skill not asked for, no center', async ({
  desk,
}) => {
  const { page } = await desk('admin@tandem.example', '/admin/queues');
  const form = await openForm(page, 'Change Support (English)');
  const save = form.getByRole('button', { name: 'Save changes' });
  await openSection(form, 'Opening hours');
  await form.getByRole('switch', { name: 'Open at certain hours only' }).click();
  await form.getByRole('button', { name: 'Add hours on Tuesday' }).click();
  const overlapping = form.getByRole('textbox', { name: 'Tuesday (2), from' });
  await overlapping.fill('11:00');
  await form.getByRole('textbox', { name: 'Wednesday, to' }).fill('08:00');
  // Closed again: what is wrong in it is opened.
  await form.getByRole('button', { name: /^Opening hours/ }).click();
  await save.click();
  await complains(overlapping, 'This time overlaps Tuesday 09:00 to 17:00');
  await expect(overlapping).toBeFocused();
  await complains(form.getByRole('textbox', { name: 'Wednesday, to' }), 'The end is not after the beginning');
  await overlapping.fill('17:00');
  await form.getByRole('textbox', { name: 'Wednesday, to' }).fill('18:00');

  await form.getByRole('button', { name: 'Remove English' }).click();
  await form.getByRole('radio', { name: 'Only some' }).check();
  await save.click();
  await expect(form.getByRole('group', { name: 'Centers' })).toHaveAccessibleDescription(/The list names no center/);
  await complains(
    form.getByRole('group', { name: 'Step 1' }).getByRole('combobox', { name: 'Skill' }),
    'Skill is not a skill that this queue asks for',
  );
  await form.getByRole('checkbox', { name: 'Toronto' }).check();
  await form.getByRole('button', { name: 'Remove step 1' }).click();
  await save.click();
  await expect(form).toBeHidden();
});

test('a queue that others send calls on to can’t be deleted, and says which', LEAVES_NO_TRACE, async ({ desk }) => {
  const { page } = await desk('admin@tandem.example', '/admin/queues');
  const form = await openForm(page, 'Change Sales (English)');
  await form.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: /^Delete/ });
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(question.getByRole('alert')).toContainText('The queue “Sales (Portuguese)” sends calls on to this one');
});

test('a center’s limits are refused at the field when they are wrong, and saved when they are right', async ({ desk }) => {
  const { page } = await desk('admin@tandem.example', '/admin/centers');
  const form = await openForm(page, 'Change Lisbon');
  const share = form.getByRole('spinbutton', { name: 'Share for others' });
  await share.fill('120');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await complains(share, 'Share for others is above 100 %');
  await share.fill('25');
  const texts = form.getByRole('spinbutton', { name: 'Text conversations at once' });
  await texts.fill('11');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await complains(texts, 'Text conversations at once is above 10');
  await texts.fill('5');
  await form.getByRole('switch', { name: 'Offer calls during text conversations' }).click();
  await form.getByRole('spinbutton', { name: 'Service level to protect' }).fill('80');
  await form.getByRole('switch', { name: 'Works at certain hours only' }).click();
  await expect(form.getByRole('combobox', { name: 'Time zone' })).toHaveValue('Europe/Lisbon');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(form).toBeHidden();
  await page.reload();
  const row = page.getByRole('row', { name: /Lisbon/ });
  await expect(row).toContainText('Mon–Fri 09:00–17:00');
  await expect(row).toContainText('25 %');
  await expect(row).toContainText('80 %');
  const again = await openForm(page, 'Change Lisbon');
  await expect(again.getByRole('spinbutton', { name: 'Text conversations at once' })).toHaveValue('5');
  await expect(again.getByRole('switch', { name: 'Offer calls during text conversations' })).toHaveAttribute('aria-checked', 'false');
});

test(
  'axe finds nothing on a queue’s form with all of it open, and on a center’s, also on a phone, and nothing is wider than it',
  LEAVES_NO_TRACE,
  async ({ desk }) => {
    test.slow(); // axe takes its time for so large a form
    const { page } = await desk('admin@tandem.example', '/admin/queues');
    const fits = async (what: string) => {
      await isAccessible(page, what);
      const form = page.getByRole('dialog');
      expect
        .soft(
          await form.evaluate((element) =>
            [...element.querySelectorAll('*')].every((one) => one.getBoundingClientRect().right <= innerWidth),
          ),
          what,
        )
        .toBe(true);
    };
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/admin/queues');
      const form = await openForm(page, 'Change Support (French)');
      await form.getByRole('button', { name: 'Add a group' }).click();
      await form.getByRole('radio', { name: 'Only some' }).check();
      for (const section of ['How it is offered', 'Steps', 'Opening hours', 'When it can’t', 'After the call'])
        await openSection(form, section);
      await form.getByRole('switch', { name: 'Open at certain hours only' }).click();
      await form.getByRole('button', { name: 'Add hours on Monday' }).click();
      await form.getByRole('textbox', { name: 'Monday (2), from' }).fill('10');
      await form.getByRole('button', { name: 'Add a holiday' }).click();
      await form.getByRole('combobox', { name: 'Holiday 1: closed or open' }).click();
      await page.getByRole('option', { name: 'Open', exact: true }).click();
      await form.getByRole('button', { name: 'Save changes' }).click();
      await expect(form.getByRole('alert').first()).toBeVisible();
      await fits(`queue with errors at ${width}`);

      await page.goto('/admin/centers');
      const center = await openForm(page, 'Change Toronto');
      await center.getByRole('switch', { name: 'Works at certain hours only' }).click();
      await fits(`center at ${width}`);
    }
  },
);
