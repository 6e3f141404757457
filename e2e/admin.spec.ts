import type { Locator, Page } from '@playwright/test';
import { Agent } from './support/people.ts';
import { expect, test } from './support/test.ts';

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
  await queue.getByRole('spinbutton', { name: 'Offer time-out' }).fill('3');
  await queue.getByRole('spinbutton', { name: 'Wrap-up' }).fill('');
  await addQueue.click();
  await complains(queue.getByRole('textbox', { name: 'Name' }), 'Name is needed');
  await complains(queue.getByRole('spinbutton', { name: 'Offer time-out' }), 'Offer time-out is below 5');
  await complains(queue.getByRole('spinbutton', { name: 'Wrap-up' }), 'Wrap-up is not a number');
  await expect(queue.getByRole('group', { name: 'Asks for' })).toHaveAccessibleDescription(/The list names no skill/);
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
