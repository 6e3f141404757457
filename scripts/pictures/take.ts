/** Plays a short busy time of the demo with real browsers, and takes the README's pictures of it: docs/pictures. */

import path from 'node:path';
import { type Page, expect as patient } from '@playwright/test';
import { Agent, Customer, Person } from '../../e2e/support/people.ts';
import { Program } from '../../e2e/support/program.ts';
import { type Framing, say, takePicture } from './picture.ts';

const FOLDER = path.join(import.meta.dirname, '../../docs/pictures');
const expect = patient.configure({ timeout: 60_000 });
const AGENT_HZ = 330;
const CALLER_HZ = 220;

const program = new Program({ TANDEM_CALLS_PER_MINUTE: '1000' });
const people: Person[] = [];
try {
  await program.start();
  await play();
} finally {
  for (const person of people) await person.leave();
  await program.close();
}

async function play(): Promise<void> {
  const [ana, bruno, carol, david] = [
    await agent('ana@lisbon.example'),
    await agent('bruno@lisbon.example'),
    await agent('carol@toronto.example'),
    await agent('david@toronto.example'),
  ];
  const [maria, noah, sophie, grace] = [await customer(), await customer(), await customer(), await customer()];
  const sofia = await sitDown(CALLER_HZ);
  await sofia.signIn('sofia@lisbon.example', '/supervisor');

  // A day with some calls behind it: three that were answered, and one caller who did not wait.
  say('calls of the day');
  await bruno.choose('Lunch');
  for (const one of [ana, carol, david]) await one.choose('Available');
  await Promise.all([
    talk(ana, maria, 'Sales (Portuguese)', 'João Pereira', 'joao.pereira@example.com', 'Order placed'),
    talk(carol, noah, 'Support (English)', 'Emma Clarke', 'emma.clarke@example.com', 'Resolved'),
    talk(david, sophie, 'Support (French)', 'Chloé Bouchard', 'chloe.bouchard@example.com', 'Resolved'),
  ]);
  await david.choose('Break');
  await sophie.callAbout('Support (French)', 'Gabriel Roy', 'gabriel.roy@example.com');
  await sophie.reads('Waiting');
  await expect(sophie.widget.getByText(/^Waiting for 0:0[6-9]$/)).toBeVisible();
  await sophie.hangUp();
  await sophie.reads('Ended');

  // Now: two talk, one is written up, two wait.
  say('a busy moment');
  await maria.open();
  await maria.fillIn('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await maria.widget.getByRole('textbox', { name: 'What is it about?' }).fill('Can the blue grinder be in Porto by Friday?');
  await maria.startCall();
  await ana.accept();
  await maria.reads('Connected');
  await noah.callAbout('Support (English)', 'Noah Campbell', 'noah.campbell@example.com');
  await carol.accept();
  await noah.reads('Connected');
  await david.choose('Available');
  await sophie.callAbout('Support (French)', 'Sophie Gagnon', 'sophie.gagnon@example.com');
  await david.accept();
  await sophie.reads('Connected');
  await sophie.hangUp();
  await expect(david.wrapup).toBeVisible();
  await sophie.callAbout('Support (French)', 'Lucas Moreau', 'lucas.moreau@example.com');
  await grace.callAbout('Support (English)', 'Grace Kim', 'grace.kim@example.com');
  await sophie.reads('Waiting');
  await grace.reads('Waiting');
  await ana.call.getByRole('textbox', { name: 'Notes' }).fill('Blue grinder, 2 pieces. Friday is possible if it leaves today.');
  await expect(sofia.page.getByRole('table', { name: 'Calls' }).getByRole('row', { name: /Grace Kim/ })).toContainText('Waiting');
  await expect(maria.widget.getByText(/^0:[3-5]\d$/)).toBeVisible();

  await take(ana.page, 'workstation', { height: 780 });
  await take(sofia.page, 'dashboard', { height: 1000 });
  await take(maria.page, 'shop', { height: 900 });
  await take(maria.page, 'widget', { element: '.card' });
}

async function sitDown(hz: number): Promise<Person> {
  const person = await Person.sitDown(program.url, hz, { colorScheme: 'light', reducedMotion: 'reduce' });
  people.push(person);
  return person;
}

async function agent(email: string): Promise<Agent> {
  const person = await sitDown(AGENT_HZ);
  await person.signIn(email, '/agent');
  return new Agent(person);
}

async function customer(): Promise<Customer> {
  return new Customer(await sitDown(CALLER_HZ));
}

/** A whole call, from the widget to the end of its wrap-up. */
async function talk(agent: Agent, caller: Customer, topic: string, name: string, email: string, disposition: string): Promise<void> {
  await caller.callAbout(topic, name, email);
  await expect(agent.offer).toContainText(/waiting 0:0[4-9]/);
  await agent.accept();
  await caller.reads('Connected');
  await expect(agent.call).toContainText(/0:[2-5]\d/);
  await caller.hangUp();
  await agent.finish(disposition, '');
  await agent.hasStatus('Available');
}

// A function, not a constant: it is called before this line is reached.
function take(page: Page, name: string, framing: Framing): Promise<void> {
  return takePicture(page, path.join(FOLDER, `${name}.webp`), framing);
}
