import { measureCall, STEPS } from '../bench/call/measure.ts';
import { watch } from '../bench/support/watch.ts';
import { Agent } from './support/people.ts';
import { AGENT_HZ, CALLER_HZ, expect, test, waitForSilence, waitForTone } from './support/test.ts';

const CENTERS = [
  { center: 'Lisbon', email: 'ana@lisbon.example', name: 'Ana Martins', topic: 'Sales (Portuguese)' },
  { center: 'Toronto', email: 'carol@toronto.example', name: 'Carol Nguyen', topic: 'Support (English)' },
];

for (const { center, email, name, topic } of CENTERS) {
  test(`a caller and an agent in ${center} hear each other`, async ({ agent, customer }) => {
    const at = await agent(email);
    await at.choose('Available');
    const maria = await customer();
    await maria.callAbout(topic, 'Maria Silva', 'maria.silva@example.com');
    await maria.reads('Ringing');
    await expect(at.offer).toContainText('Maria Silva');
    await expect(at.customer).toContainText('gold', { ignoreCase: true });
    await at.accept();
    await maria.reads('Connected');
    await expect(maria.status).toContainText(name.split(' ')[0] ?? name);
    await waitForTone(maria.frame, AGENT_HZ);
    await waitForTone(at.page, CALLER_HZ);

    await at.call.getByRole('button', { name: 'Mute' }).click();
    await waitForSilence(maria.frame);
    await at.call.getByRole('button', { name: 'Mute' }).click();
    await waitForTone(maria.frame, AGENT_HZ);

    await maria.hangUp();
    await maria.reads('Ended');
    await expect(at.wrapup).toBeVisible();
  });
}

test('the disposition of a call is in the history on the next call; a call is measured as the benchmark does it', async ({
  sitDown,
  customer,
}) => {
  const person = await sitDown(AGENT_HZ);
  await watch(person.page);
  await person.signIn('ana@lisbon.example', '/agent');
  const ana = new Agent(person);
  await ana.choose('Available');
  const maria = await customer();
  await watch(maria.page);
  // How long it takes is not looked at: that all of it is found, is.
  const { measured, steps } = await measureCall(ana, maria, 'Quote sent', 'Wants the blue grinder by Friday');
  expect(Object.values(measured).filter((time) => !(time > 0))).toEqual([]);
  expect(STEPS.filter((_, nth) => Number.isNaN(steps[nth]))).toEqual([]);
  await ana.hasStatus('Available');

  await maria.callAbout('Sales (English)', 'Maria Silva', 'maria.silva@example.com');
  await expect(ana.offer).toBeVisible();
  await expect(ana.customer).toContainText('Quote sent');
  await expect(ana.customer).toContainText('Wants the blue grinder by Friday');
  await ana.accept();
  await maria.reads('Connected');
  await ana.call.getByRole('button', { name: 'Hang up' }).click();
  await maria.reads('Ended');
});

test('an unknown caller can be saved as a new customer, and is known on the next call', async ({ agent, customer }) => {
  const david = await agent('david@toronto.example');
  await david.choose('Available');
  const caller = await customer();
  await caller.callAbout('Support (French)', 'Zoé Lambert', 'zoe.lambert@example.com');
  await david.accept();
  await caller.reads('Connected');
  await david.customer.getByRole('button', { name: 'Save customer' }).click();
  await expect(david.customer.getByRole('button', { name: 'Save customer' })).toBeHidden();
  await caller.hangUp();
  await david.finish('Resolved', '');
  await david.hasStatus('Available');
  await caller.callAbout('Support (French)', 'Zoé', 'ZOE.Lambert@example.com');
  await expect(david.customer).toContainText('Zoé Lambert');
  await expect(david.customer).toContainText('Resolved');
});

test('two callers and one agent are served in order', async ({ agent, customer }) => {
  const first = await customer();
  await first.callAbout('Support (French)', 'First', 'first@example.com');
  await first.reads('Waiting');
  const second = await customer();
  await second.callAbout('Support (French)', 'Second', 'second@example.com');
  await second.reads(/^Waiting.*2/);
  const david = await agent('david@toronto.example');
  await david.choose('Available');
  await expect(david.offer).toContainText('First');
  await david.accept();
  await first.reads('Connected');
  await second.reads(/^Waiting/);
  await first.hangUp();
  await david.finish('Resolved', '');
  await expect(david.offer).toContainText('Second');
  await david.accept();
  await second.reads('Connected');
  await waitForTone(second.frame, AGENT_HZ);
});
