import { isAccessible } from './support/accessible.ts';
import { type Agent, Customer, type Person } from './support/people.ts';
import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone } from './support/test.ts';

test.use({ callsFrom: 'another origin' });

const TOPIC = 'Sales (Portuguese)';
const conversation = (ana: Agent) => ana.region('Text conversation');
const inHand = (ana: Agent) => ana.page.getByRole('list', { name: 'In hand' }).getByRole('button');

/** Another tab of the same browser: a customer of their own. */
const another = async (person: Person, address: string): Promise<Customer> =>
  new Customer({ page: await person.page.context().newPage() } as Person, address);

async function writesTo(who: Customer, name: string): Promise<void> {
  await who.open();
  await who.fillIn(TOPIC, name, '');
  await who.widget.getByRole('button', { name: 'Write to us' }).press('Enter');
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
  callPage,
}) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const person = await sitDown();
  const customers: Customer[] = [];
  for (const name of ['Maria Silva', 'João Pires', 'Rita Lopes']) {
    const who = await another(person, callPage);
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

  // Her supervisor reads along, writes to her alone, joins in, and takes it over.
  const sofia = await sitDown();
  await sofia.signIn('sofia@lisbon.example', '/supervisor');
  const reading = sofia.page.getByRole('region', { name: 'Reading along' });
  const press = (name: string) => reading.getByRole('button', { name, exact: true }).click();
  await sofia.page.getByRole('button', { name: 'Read the conversation of Ana Martins and João Pires' }).click();
  await expect(reading.getByRole('log')).toContainText('On its way to you');
  await expect(reading.getByRole('textbox')).toBeHidden();
  await expect(conversation(ana)).toContainText('Sofia Almeida reads this conversation');
  await press('Whisper');
  await write(reading, 'Offer him a refund');
  await expect(conversation(ana).getByRole('log')).toContainText('Only you read this');
  await expect(conversation(ana).getByRole('log')).toContainText('Offer him a refund');
  await isAccessible(sofia.page, 'a text conversation that is read along');
  await isAccessible(ana.page, 'a word to the agent alone');
  await press('Join in');
  // What is written before it is known that she has joined is still for the agent alone.
  await expect(conversation(ana)).toContainText('Sofia Almeida has joined');
  await write(reading, 'I am Ana’s supervisor');
  await expect(joao.widget.getByRole('log')).toContainText('Sofia Almeida, supervisor');
  await expect(joao.widget.getByRole('log')).not.toContainText('refund');
  await press('Take over');
  await joao.reads('Connected with Sofia Almeida');
  await write(joao.widget, 'Thank you, Sofia');
  await expect(reading.getByRole('log')).toContainText('Thank you, Sofia');

  // Each ends, and is written up, by itself.
  await press('End conversation');
  await joao.reads('Ended');
  await ana.finish('Quote sent', 'Order on its way');
  await expect(inHand(ana)).toHaveCount(2);
  await rita.widget.getByRole('button', { name: 'End conversation' }).press('Enter');
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
  await maria.widget.getByRole('button', { name: 'Write instead' }).press('Enter');
  await expect(maria.widget.getByRole('button', { name: 'Call instead' })).toBeVisible();
  await expect(maria.widget.getByRole('button', { name: 'Mute' })).toBeHidden();
  await write(maria.widget, 'I am on the train');
  await ana.choose('Available');
  await acceptText(ana);
  await expect(conversation(ana).getByRole('log')).toContainText('I am on the train');
  await maria.widget.getByRole('button', { name: 'Talk instead' }).press('Enter');
  await expect(maria.widget.getByText('has been asked whether you can talk now')).toBeVisible();
  await maria.widget.getByRole('button', { name: 'Keep writing' }).press('Enter');
  await expect(ana.region('Wish to talk')).toBeHidden();
  await maria.widget.getByRole('button', { name: 'Talk instead' }).press('Enter');
  await isAccessible(maria.page, 'a wish to talk');
  await isAccessible(ana.page, 'a customer who would like to talk');
  await ana.region('Wish to talk').getByRole('button', { name: 'Start the call' }).click();
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
