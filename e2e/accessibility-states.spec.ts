import { CRM_SECRET, ReferenceCrm } from '../server/data/testing/reference-crm.ts';
import { isAccessible, OPEN_ABOVE } from './support/accessible.ts';
import type { Agent, Customer } from './support/people.ts';
import { changeQueue } from './support/queues.ts';
import { seesPicture } from './support/seen.ts';
import { expect, LEAVES_NO_TRACE, test } from './support/test.ts';

/** axe on what a page becomes while it is used. The states of a day without surprises are in accessibility.spec.ts. */

const textsOf = (who: Agent | Customer) => ('widget' in who ? who.widget : who.page).getByRole('region', { name: 'Messages', exact: true });

async function write(who: Agent | Customer, text: string): Promise<void> {
  const field = textsOf(who).getByRole('textbox', { name: 'Write a message' });
  await field.fill(text);
  await field.press('Enter');
}

test('axe finds nothing while both sides write to each other', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  for (const who of [ana, maria]) await textsOf(who).getByRole('button', { name: 'Messages' }).click();
  await isAccessible(maria.page, 'no messages yet');
  await write(ana, 'It is at https://example.com/orders/4711');
  await write(maria, 'Thank you\nI see it');
  await expect(textsOf(ana)).toContainText('I see it');
  await expect(textsOf(maria).getByRole('link')).toHaveCount(1);
  await textsOf(maria).getByRole('textbox').fill('y'.repeat(2001));
  await ana.call.getByRole('textbox', { name: 'Notes' }).fill('Asks for the blue grinder');
  await expect(ana.call.getByText('Saved', { exact: true })).toBeVisible();

  await ana.call.getByRole('button', { name: 'Sound quality: good' }).focus();
  await expect(ana.page.getByRole('tooltip')).toBeVisible();
  await isAccessible(ana.page, 'messages, notes that are saved, and the figures of the sound', OPEN_ABOVE);
  await isAccessible(maria.page, 'messages, and one that is too long');
});

test('axe finds nothing while screens and cameras are asked for, offered and declined, and one is seen', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  await ana.call.getByRole('button', { name: 'Ask to see their screen' }).click();
  await expect(maria.widget.getByText('Ana Martins asks to see your screen.')).toBeVisible();
  await ana.call.getByRole('button', { name: 'Camera' }).click();
  await expect(maria.widget.getByText('Ana Martins wants to show you their camera.')).toBeVisible();
  await isAccessible(ana.page, 'a question that is out, and a camera that is on');
  await isAccessible(maria.page, 'two questions');
  await maria.widget.getByRole('button', { name: 'No', exact: true }).click();
  await maria.widget.getByRole('button', { name: 'Show', exact: true }).click();
  await seesPicture(maria.widget, 'Ana Martins’s camera');
  await expect(ana.call.getByText('Maria Silva does not share their screen now.')).toBeVisible();
  await isAccessible(ana.page, 'a no, and a camera that is seen');
  await isAccessible(maria.page, 'a camera in sight');
  await maria.widget.getByRole('button', { name: 'Share screen' }).click();
  await seesPicture(ana.page, 'Maria Silva’s screen');
  await isAccessible(ana.page, 'a screen in sight');
  await isAccessible(maria.page, 'a screen that is shown, and a camera in sight');
});

test('axe finds nothing where the program is gone: a message not sent, notes not saved, a caller and a board that wait', async ({
  inCall,
  desk,
  program,
}) => {
  const { ana, maria } = await inCall();
  const sofia = await desk('sofia@lisbon.example', '/supervisor');
  await expect(sofia.page.getByRole('table', { name: 'Calls' })).toContainText('Maria Silva');
  await textsOf(ana).getByRole('button', { name: 'Messages' }).click();
  await ana.call.getByRole('button', { name: 'Mute' }).click();
  await maria.widget.getByRole('button', { name: 'Mute' }).click();
  await expect(maria.widget.getByText('You are muted')).toBeVisible();
  await program.end('SIGKILL');
  await write(ana, 'https://example.com/terms');
  await ana.call.getByRole('textbox', { name: 'Notes' }).fill('Asks for the terms');
  await expect(textsOf(ana).getByText('Not sent.')).toBeVisible();
  await expect(ana.call.getByText(/^Not saved yet: they are kept/)).toBeVisible();
  await isAccessible(ana.page, 'a message that was not sent and notes that are not saved');
  await expect(maria.widget.getByText('Reconnecting')).toBeVisible();
  await isAccessible(maria.page, 'offline and muted');
  await expect(sofia.page.getByText('Reconnecting')).toBeVisible();
  await isAccessible(sofia.page, 'a board that is old');
});

test('axe finds nothing on the widget as it rings, is sent on, was closed in a call, and leaves a wish to be called back', async ({
  agent,
  customer,
  program,
}) => {
  await changeQueue(program.url, 'Support (French)', { maxLength: 1, whenFull: { kind: 'callback', text: 'We call you back.' } });
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const maria = await customer();
  await maria.open();
  await maria.widget.getByText('Microphone options').click();
  await maria.widget.getByRole('button', { name: 'Try your microphone' }).click();
  await expect(maria.widget.getByText('The microphone works.')).toBeVisible();
  await isAccessible(maria.page, 'microphone options, and a microphone that is tried');
  await maria.fillIn('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await maria.startCall();
  await maria.reads('Ringing');
  await isAccessible(maria.page, 'ringing');
  await ana.accept();
  await maria.reads('Connected');
  await maria.page.goto('about:blank');
  // The card of a call that goes on opens by itself.
  await maria.page.goto('/demo');
  await maria.reads('Connected');
  await isAccessible(maria.page, 'back on the page');
  await ana.call.getByRole('button', { name: 'Transfer' }).click();
  await ana.page.getByRole('combobox').fill('support (french)');
  await ana.page.getByRole('option').first().click();
  await isAccessible(ana.page, 'a queue where nobody is free');
  await ana.page.getByRole('button', { name: 'Transfer now' }).click();
  await maria.reads(/Ana is sending you on/);
  await isAccessible(maria.page, 'sent on');

  const chloe = await customer();
  await chloe.callAbout('Support (French)', 'Chloé Bouchard', 'chloe.bouchard@example.com');
  await chloe.reads('Ended');
  await chloe.widget.getByRole('button', { name: 'Call me back' }).click();
  await chloe.widget.getByRole('textbox', { name: 'Email' }).fill('chloe');
  await chloe.widget.getByRole('button', { name: 'Send' }).click();
  await expect(chloe.widget.getByRole('alert').first()).toBeVisible();
  await isAccessible(chloe.page, 'a wish to be called back, with errors');
  await maria.widget.getByRole('button', { name: 'Minimize' }).click();
  await isAccessible(maria.page, 'the button of a call on the page');
});

test('axe finds nothing in a conflict beside a field, a refused transfer, and a workstation that is open elsewhere', async ({
  agent,
  customer,
  inCall,
}) => {
  const { ana } = await inCall();
  const bruno = await agent('bruno@lisbon.example');
  await bruno.choose('Available');
  const sister = await customer();
  await sister.callAbout('Support (English)', 'Maria Silva', 'maria.silva@example.com');
  await bruno.accept();
  const company = (who: Agent) => who.customer.getByRole('button', { name: /(Add|change): Company$/ });
  await company(ana).click();
  await ana.customer.getByRole('textbox', { name: 'Company' }).fill('Padaria Silva');
  await company(bruno).click();
  await bruno.customer.getByRole('textbox', { name: 'Company' }).fill('Café Silva');
  await bruno.page.keyboard.press('Enter');
  await expect(ana.customer.getByRole('button', { name: 'Keep mine' })).toBeVisible();
  await isAccessible(ana.page, 'a conflict');
  await ana.customer.getByRole('button', { name: 'Take theirs' }).click();
  await ana.customer.getByRole('button', { name: /change: Tier$/ }).click();
  await expect(ana.page.getByRole('menuitemradio').first()).toBeVisible();
  await isAccessible(ana.page, 'the choice of a tier', OPEN_ABOVE);
  await ana.page.keyboard.press('Escape');

  await ana.call.getByRole('button', { name: 'Add' }).click();
  const dialog = ana.page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('bruno');
  await dialog.getByRole('option').first().click();
  await expect(dialog).toContainText('Bruno Costa can’t take a call now');
  await isAccessible(ana.page, 'somebody who is on a call already');
  await dialog.getByRole('combobox').fill('nobody of that name');
  await expect(dialog.getByText(/^Nothing fits/)).toBeVisible();
  await isAccessible(ana.page, 'nobody found');
  await ana.page.keyboard.press('Escape');

  const second = await ana.page.context().newPage();
  await second.goto('/agent');
  await expect(ana.page.getByText('Your workstation is open somewhere else')).toBeVisible();
  await isAccessible(ana.page, 'open elsewhere');
});

test('axe finds nothing on cards that are old, unknown or can’t be read, nor on what a try of the company’s system gives', async ({
  agent,
  customer,
  desk,
}) => {
  const crm = await ReferenceCrm.start();
  try {
    const { page: admin } = await desk('admin@tandem.example', '/admin/centers');
    await admin.getByRole('button', { name: 'Customer records of Lisbon' }).click();
    await admin.getByRole('radio', { name: 'Your own system' }).check();
    await admin.getByRole('textbox', { name: 'Address' }).fill(crm.url);
    await admin.getByLabel('Secret').fill(CRM_SECRET);
    await admin.getByRole('button', { name: 'Try it' }).click();
    await expect(admin.getByText(/^It answered in/)).toBeVisible();
    await isAccessible(admin, 'a try that was answered');
    await admin.getByRole('button', { name: 'Save changes' }).click();
    await expect(admin.getByRole('dialog')).toBeHidden();

    const fields = {
      name: 'Maria Silva',
      email: 'maria.silva@example.com',
      phone: null,
      company: 'Herdade Silva',
      language: 'pt',
      notes: '',
    };
    crm.customers.set('crm-maria', { fields: { ...fields, tier: 'gold' }, version: 1, changes: {} });
    const ana = await agent('ana@lisbon.example');
    await ana.choose('Available');
    const maria = await customer();
    const calls = async (name: string, email: string) => {
      await maria.callAbout('Sales (Portuguese)', name, email);
      await ana.accept();
      await maria.reads('Connected');
    };
    const ends = async () => {
      await maria.hangUp();
      await ana.finish('Quote sent', '');
      await ana.hasStatus('Available');
    };
    await calls('Maria Silva', 'maria.silva@example.com');
    await expect(ana.customer).toContainText('Herdade Silva');
    await ends();
    crm.mood = 'html';
    await calls('Maria Silva', 'maria.silva@example.com');
    await expect(ana.customer).toContainText('From the company’s records, as they were');
    await isAccessible(ana.page, 'a card that is old');
    await ends();
    await calls('Nobody Known', 'nobody@elsewhere.example');
    await expect(ana.customer).toContainText('The customer records can’t be reached.');
    await isAccessible(ana.page, 'records that can’t be read');
    await ends();
    crm.mood = 'well';
    await calls('Rui Costa', '');
    const save = ana.customer.getByRole('button', { name: 'Save customer' });
    await expect(save).toBeVisible();
    await save.click();
    await expect(ana.customer.getByText('Enter an email address: it is how they are known next time.')).toBeVisible();
    await isAccessible(ana.page, 'a customer to be saved, without an address');
  } finally {
    await crm.close();
  }
});

/** A status that is not ready began 16 minutes before. */
const earlier = (message: string) =>
  message.replace(/\{[^{}]*"kind":"not-ready"[^{}]*\}/g, (status) =>
    status.replace(/"since":(\d+)/, (_, since) => `"since":${Number(since) - 16 * 60_000}`),
  );

test('axe finds nothing where an agent has been away too long, missed a call, or has no microphone; nor in the menu of languages', async ({
  agent,
  customer,
  sitDown,
  program,
}) => {
  await changeQueue(program.url, 'Sales (Portuguese)', { offerTimeoutSeconds: 5 });
  const ana = await agent('ana@lisbon.example');
  await ana.page.getByRole('button', { name: /^Account: / }).click();
  await expect(ana.page.getByRole('menuitemradio', { name: 'Français' })).toBeVisible();
  await isAccessible(ana.page, 'account and languages', OPEN_ABOVE);
  await ana.page.keyboard.press('Escape');

  // The news of a break comes as if it had begun a while ago.
  await ana.page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => socket.send(typeof message === 'string' ? earlier(message) : message));
  });
  await ana.page.reload();
  await ana.choose('Break');
  await expect(ana.page.getByRole('banner')).toContainText(/over 15:00/);
  await ana.statusButton.click();
  await expect(ana.page.getByRole('menu')).toBeVisible();
  await isAccessible(ana.page, 'the menu of a status that has lasted too long', OPEN_ABOVE);
  await ana.page.keyboard.press('Escape');

  await ana.choose('Available');
  await ana.hasStatus('Available');
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Rui Costa', 'rui.costa@example.com');
  await expect(ana.page.getByText('You missed a call').first()).toBeVisible();
  await isAccessible(ana.page, 'a missed call');

  const bruno = await sitDown('refused');
  await bruno.signIn('bruno@lisbon.example', '/agent');
  await bruno.page.getByRole('button', { name: /^Status: / }).click();
  await bruno.page.getByRole('menu').getByText('Available', { exact: true }).click();
  await expect(bruno.page.getByRole('dialog', { name: 'You can’t take calls yet' })).toBeVisible();
  await isAccessible(bruno.page, 'a check that failed');
  await bruno.page.keyboard.press('Escape');
  await bruno.page.getByRole('button', { name: 'Sound', exact: true }).click();
  await expect(bruno.page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await isAccessible(bruno.page, 'sound without a microphone');
});

test('axe finds nothing in the question before changes are lost, and before a deletion', LEAVES_NO_TRACE, async ({ desk }) => {
  const { page } = await desk('admin@tandem.example', '/admin/skills');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Change French' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('French (Canada)');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Discard the changes?' })).toBeVisible();
  await isAccessible(page, 'changes that would be lost');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('button', { name: 'Change French' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: /^Delete/ });
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(question.getByRole('alert')).toBeVisible();
  await isAccessible(page, 'a deletion that is refused');
});

test('axe finds nothing on a list without a match', LEAVES_NO_TRACE, async ({ desk }) => {
  const { page } = await desk('admin@tandem.example', '/admin/people');
  await page
    .getByRole('searchbox', { name: /^Find/ })
    .or(page.getByRole('textbox', { name: /^Find/ }))
    .fill('nobody of that name');
  await expect(page.getByText('Nobody matches')).toBeVisible();
  await isAccessible(page, 'a list without a match');
});

interface Wording {
  tag: string;
  email: string;
  password: string;
  signIn: string;
  callUs: string;
  topic: string;
  name: string;
  start: string;
  messages: string;
  change: string;
  customers: string;
  own: string;
}

const WORDINGS: readonly Wording[] = [
  {
    tag: 'pt-PT',
    email: 'E-mail',
    password: 'Palavra-passe',
    signIn: 'Iniciar sessão',
    callUs: 'Ligue-nos',
    topic: 'Assunto',
    name: 'O seu nome',
    start: 'Iniciar chamada',
    messages: 'Mensagens',
    change: 'Alterar Support (French)',
    customers: 'Fichas de clientes de Lisbon',
    own: 'O vosso próprio sistema',
  },
  {
    tag: 'fr-FR',
    email: 'E-mail',
    password: 'Mot de passe',
    signIn: 'Se connecter',
    callUs: 'Appelez-nous',
    topic: 'Sujet',
    name: 'Votre nom',
    start: 'Démarrer l’appel',
    messages: 'Messages',
    change: 'Modifier Support (French)',
    customers: 'Fiches clients de Lisbon',
    own: 'Votre propre système',
  },
];

for (const words of WORDINGS) {
  test(`axe finds nothing on sign-in, the administration and the widget in ${words.tag}`, LEAVES_NO_TRACE, async ({ sitDown }) => {
    const { page } = await sitDown('missing', { locale: words.tag });
    await page.goto('/login?next=/admin/queues');
    await page.getByRole('button', { name: words.signIn, exact: true }).click();
    await expect(page.getByRole('alert').filter({ hasText: /\w/ }).first()).toBeVisible();
    await isAccessible(page, 'sign-in with errors');
    await page.getByRole('textbox', { name: words.email }).fill('admin@tandem.example');
    await page.getByRole('textbox', { name: words.password }).fill('tandem-demo');
    await page.getByRole('button', { name: words.signIn, exact: true }).click();
    await page.waitForURL('**/admin/queues');
    const form = page.getByRole('dialog');
    await page.getByRole('button', { name: words.change }).click();
    const closed = form.locator('button[aria-expanded="false"]:not([role])');
    for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
    await isAccessible(page, 'all of a queue’s form');
    await page.goto('/admin/centers');
    await page.getByRole('button', { name: words.customers }).click();
    await form.getByRole('radio', { name: words.own }).check();
    await isAccessible(page, 'where customer records are kept');

    const maria = (await sitDown(undefined, { locale: words.tag })).page;
    await maria.goto('/demo');
    await maria.getByRole('button', { name: words.callUs }).click();
    const widget = maria.frameLocator(`iframe[title="${words.callUs}"]`);
    await widget.getByRole('combobox', { name: words.topic }).selectOption({ label: 'Support (French)' });
    await widget.getByRole('textbox', { name: words.name }).fill('Maria Silva');
    await widget.getByRole('button', { name: words.start }).click();
    await widget.getByRole('button', { name: words.messages }).click();
    await expect(widget.getByRole('log')).toBeVisible();
    await isAccessible(maria, 'waiting, with messages');
  });
}
