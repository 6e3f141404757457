import { isAccessible } from './support/accessible.ts';
import { type Agent, Customer, type Person } from './support/people.ts';
import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone } from './support/test.ts';

const TOPIC = 'Sales (Portuguese)';
const conversation = (ana: Agent) => ana.region('Text conversation');
const inHand = (ana: Agent) => ana.page.getByRole('list', { name: 'In hand' }).getByRole('button');

/** Another tab of the same browser: a customer of their own. */
const another = async (person: Person): Promise<Customer> => new Customer({ page: await person.page.context().newPage() } as Person);

async function writesTo(who: Customer, name: string): Promise<void> {
  await who.open();
  await who.fillIn(TOPIC, name, '');
  await who.widget.getByRole('button', { name: 'Write to us' }).click();
}

async function write(where: ReturnType<Agent['region']> | Customer['widget'], text: string): Promise<void> {
  const field = where.getByRole('textbox', { name: 'Write a message' });
  await field.fill(text);
  await field.press('Enter');
}

async function acceptText(ana: Agent): Promise<void> {
  const offer = ana.region('Incoming conversation');
  await expect(offer).toBeVisible({ timeout: 30_000 });
  await offer.getByRole('button', { name: 'Accept' }).click();
  await expect(offer).toBeHidden();
}

test('an agent writes with three customers at once, sees who waits longest, and a reload loses no conversation', async ({
  agent,
  sitDown,
}) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const person = await sitDown();
  const customers: Customer[] = [];
  for (const name of ['Maria Silva', 'João Pires', 'Rita Lopes']) {
    const who = await another(person);
    customers.push(who);
    await writesTo(who, name);
    await acceptText(ana);
    await expect(conversation(ana).getByRole('heading', { name })).toBeVisible();
    await who.reads('Connected with Ana');
  }
  const [maria, joao, rita] = customers as [Customer, Customer, Customer];
  await expect(inHand(ana)).toHaveCount(3);
  await ana.hasStatus('Available');

  await write(joao.widget, 'Where is order 4711?');
  await expect(inHand(ana).nth(1)).toContainText('Waits longest');
  await expect(ana.page).toHaveTitle(/^\(1\) /);
  await write(maria.widget, 'Do you deliver to Porto?');
  await expect(inHand(ana).nth(0)).toContainText('1 new');
  await isAccessible(ana.page, 'three text conversations');

  // The key goes to who has waited longest; what is written is theirs alone.
  await ana.page.keyboard.press('Alt+k');
  await expect(conversation(ana).getByRole('heading', { name: 'João Pires' })).toBeVisible();
  await write(conversation(ana), 'On its way to you');
  await expect(joao.widget.getByRole('log')).toContainText('On its way to you');
  await expect(inHand(ana).nth(0)).toContainText('Waits longest');
  await expect(rita.widget.getByRole('log')).not.toContainText('On its way');

  await maria.page.reload();
  await maria.reads('Connected with Ana');
  await expect(maria.widget.getByRole('log')).toContainText('Do you deliver to Porto?');
  await isAccessible(maria.page, 'a text conversation in the widget');

  // Each ends, and is written up, by itself.
  await conversation(ana).getByRole('button', { name: 'End conversation' }).click();
  await joao.reads('Ended');
  await ana.finish('Quote sent', 'Order on its way');
  await expect(inHand(ana)).toHaveCount(2);
  await rita.widget.getByRole('button', { name: 'End conversation' }).click();
  await expect(inHand(ana).nth(1)).toContainText('Writing up');
});

test('a caller who waits writes instead, and the conversation becomes a call in which both hear each other', async ({
  agent,
  customer,
}) => {
  const ana = await agent('ana@lisbon.example');
  const maria = await customer();
  await maria.callAbout(TOPIC, 'Maria Silva', 'maria.silva@example.com');
  await maria.reads('Waiting');
  await maria.widget.getByRole('button', { name: 'Write instead' }).click();
  await expect(maria.widget.getByRole('button', { name: 'Call instead' })).toBeVisible();
  await expect(maria.widget.getByRole('button', { name: 'Mute' })).toBeHidden();
  await write(maria.widget, 'I am on the train');
  await ana.choose('Available');
  await acceptText(ana);
  await expect(conversation(ana).getByRole('log')).toContainText('I am on the train');
  await conversation(ana).getByRole('button', { name: 'Move to a call' }).click();
  await isAccessible(maria.page, 'asked to talk');
  await maria.widget.getByRole('button', { name: 'Start the call' }).click();
  await maria.reads('Connected');
  await waitForTone(maria.frame, AGENT_HZ);
  await waitForTone(ana.page, CALLER_HZ);
  await ana.hasStatus('On a call');
  // What was written is there still.
  await ana.page.getByRole('button', { name: 'Messages', exact: true }).click();
  await expect(ana.region('Messages').getByRole('log')).toContainText('I am on the train');
  await maria.hangUp();
  await ana.finish('Quote sent', 'Talked in the end');
  await ana.hasStatus('Available');
});
