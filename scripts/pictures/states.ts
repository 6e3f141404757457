/**
 * Plays a shift at a workstation with real browsers and takes a picture of each of its states: docs/pictures/workstation.
 * Most are light and wide; some are taken again in the dark and on a phone.
 */

import path from 'node:path';
import { expect as patient } from '@playwright/test';
import { Agent, Customer, type Microphone, Person } from '../../e2e/support/people.ts';
import { Program } from '../../e2e/support/program.ts';
import { changeQueue } from '../../e2e/support/queues.ts';
import { seesPicture } from '../../e2e/support/seen.ts';
import { picturesIn, say } from './picture.ts';

const FOLDER = path.join(import.meta.dirname, '../../docs/pictures/workstation');
const take = picturesIn(FOLDER, { width: 1440, height: 860 });
const expect = patient.configure({ timeout: 30_000 });

const program = new Program({ TANDEM_CALLS_PER_MINUTE: '1000' });
const people: Person[] = [];
try {
  await program.start();
  await shift();
} finally {
  for (const person of people) await person.leave();
  await program.close();
}

async function shift(): Promise<void> {
  const ana = await agent('ana@lisbon.example', 1000);
  const carol = await agent('carol@toronto.example', 1500);
  const admin = await sitDown(300);
  await admin.signIn('admin@tandem.example', '/admin');
  const maria = new Customer(await sitDown(440));
  const { page } = ana;

  await expect(page.getByText('You are offline')).toBeVisible();
  await take(page, 'offline');
  await ana.choose('Available');
  await expect(page.getByText('Ready for the next call')).toBeVisible();
  await take(page, 'available', { dark: true });
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await take(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Sound/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await take(page, 'sound');
  await page.keyboard.press('Escape');

  say('an offer, a call');
  await maria.open();
  await maria.fillIn('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await maria.widget.getByRole('textbox', { name: 'What is it about?' }).fill('Can the blue grinder be in Porto by Friday?');
  await maria.startCall();
  await expect(ana.customer.getByRole('list', { name: 'Last calls' })).toBeVisible();
  await take(page, 'offer', { dark: true, phone: true });
  await ana.accept();
  await maria.reads('Connected');
  await maria.widget.getByRole('button', { name: /messages/i }).click();
  await maria.widget.getByRole('textbox').last().fill('This is the one: https://shop.example/grinders/blue');
  await maria.page.keyboard.press('Enter');
  await ana.call.getByRole('textbox', { name: 'Notes' }).fill('Blue grinder, 2 pieces. Friday is possible if it leaves today.');
  await page.getByRole('button', { name: /^Messages/ }).click();
  await page.getByRole('textbox', { name: /message/i }).fill('It is. I look when it can be with you.');
  await page.keyboard.press('Enter');
  await expect(maria.widget.getByText('It is. I look when')).toBeVisible();
  await take(page, 'call', { dark: true, phone: true });
  await ana.call.getByRole('button', { name: 'Hold' }).click();
  await maria.reads(/on hold/);
  await take(page, 'hold');
  await take(maria.page, 'widget-on-hold');
  await ana.call.getByRole('button', { name: 'Resume' }).click();
  await maria.reads('Connected');
  await maria.widget.getByRole('button', { name: 'Share screen' }).click();
  await ana.call.getByRole('button', { name: 'Show', exact: true }).click();
  await seesPicture(page, 'Maria Silva’s screen');
  await take(page, 'screen');
  await maria.widget.getByRole('button', { name: 'Stop sharing your screen' }).click();

  say('others are asked in');
  await carol.choose('Available');
  await carol.hasStatus('Available');
  await ana.call.getByRole('button', { name: 'Transfer' }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
  await take(page, 'transfer', { dark: true });
  await page.getByRole('combobox').fill('carol');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Talk first' }).click();
  await expect(carol.offer).toBeVisible();
  await take(carol.page, 'asked-in');
  await carol.accept();
  await expect(ana.call).toContainText('privately');
  await take(page, 'consult');
  await ana.call.getByRole('button', { name: 'Join all' }).click();
  await maria.reads(/Carol/);
  await take(page, 'conference', { dark: true, phone: true });
  await carol.call.getByRole('button', { name: 'Leave' }).click();
  await expect(carol.wrapup).toBeVisible();

  say('the end of it');
  await maria.hangUp();
  await expect(ana.wrapup).toBeVisible();
  await take(page, 'wrapup', { dark: true, phone: true });
  await ana.wrapup.getByRole('combobox', { name: 'Disposition' }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
  await take(page, 'dispositions');
  await page.keyboard.press('Escape');
  await ana.finish('Order placed', 'Blue grinder, 2 pieces.');
  await ana.choose('Break');
  await ana.hasStatus('Break');
  await take(page, 'break');
  await page.getByRole('button', { name: 'Show your day' }).click();
  await expect(page.getByRole('dialog', { name: 'Your day' })).toBeVisible();
  await take(page, 'day');
  await page.keyboard.press('Escape');

  say('what goes wrong');
  await changeQueue(program.url, 'Sales (Portuguese)', { offerTimeoutSeconds: 5 });
  await ana.choose('Available');
  await ana.hasStatus('Available');
  await maria.callAbout('Sales (Portuguese)', 'Rui Costa', 'rui.costa@example.com');
  await expect(ana.offer).toBeVisible();
  await take(page, 'unknown-caller');
  await expect(page.getByText('You missed a call').first()).toBeVisible();
  await take(page, 'missed');
  await maria.hangUp();
  const deaf = await agent('bruno@lisbon.example', 'refused');
  await deaf.choose('Available');
  await expect(deaf.page.getByRole('dialog')).toBeVisible();
  await take(deaf.page, 'not-ready-yet');
  await program.end('SIGTERM');
  await expect(page.getByText('The connection to your center is lost')).toBeVisible();
  await take(page, 'connection-lost', { phone: true });
}

async function sitDown(microphone: Microphone): Promise<Person> {
  const person = await Person.sitDown(program.url, microphone, { colorScheme: 'light', reducedMotion: 'reduce' });
  people.push(person);
  return person;
}

async function agent(email: string, microphone: Microphone): Promise<Agent> {
  const person = await sitDown(microphone);
  await person.signIn(email, '/agent');
  return new Agent(person);
}
