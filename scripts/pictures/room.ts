/** Plays a busy moment and takes a picture of each page of the supervisor's room: docs/pictures/supervisor. */

import path from 'node:path';
import { expect as patient } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import { Agent, Customer, Person } from '../../e2e/support/people.ts';
import { Program } from '../../e2e/support/program.ts';
import { picturesIn, say, takePicture } from './picture.ts';

const FOLDER = path.join(import.meta.dirname, '../../docs/pictures/supervisor');
const take = picturesIn(FOLDER, { width: 1440, height: 1000 });
const expect = patient.configure({ timeout: 60_000 });
/** Who wait: more of them than agents. */
const WAITING = [
  ...['João Pereira', 'Emma Clarke', 'Gabriel Roy', 'Grace Kim', 'Hélder Vasconcelos', 'Olivia Smith', 'Étienne Desrochers'],
  ...['Amelia Wright', 'Beatriz Antunes', 'Jack Wilson', 'Camille Tremblay', 'Ethan Brown', 'Luísa Prado', 'Isla Fraser'],
];
const QUEUES = ['sales-portuguese', 'support-english', 'support-french', 'sales-english'];

const program = new Program({ TANDEM_CALLS_PER_MINUTE: '1000' });
const people: Person[] = [];
const sockets: Socket[] = [];
try {
  say('four weeks of calls');
  // Whose past it is, is there once the program has run.
  await program.start();
  await program.end('SIGTERM');
  await program.start('../../scripts/pictures/room-past.ts');
  await play();
} finally {
  for (const socket of sockets) socket.disconnect();
  for (const person of people) await person.leave();
  await program.close();
}

async function play(): Promise<void> {
  const [ana, bruno, carol, david] = [
    await agent('ana@lisbon.example', 1000),
    await agent('bruno@lisbon.example', 1200),
    await agent('carol@toronto.example', 1500),
    await agent('david@toronto.example', 1700),
  ];
  const [maria, noah] = [new Customer(await sitDown(440)), new Customer(await sitDown(500))];
  const sofia = await sitDown(2500);
  await sofia.signIn('sofia@lisbon.example', '/supervisor/planning');
  const { page } = sofia;
  await expect(page.getByRole('table', { name: 'Forecast and staff by interval' })).toBeVisible();
  await take(page, 'forecast');
  await page.getByRole('tab', { name: 'What-if' }).click();
  await page.getByRole('button', { name: 'Add staff change' }).click();
  await page.getByRole('textbox', { name: 'Agents, + or −' }).fill('-1');
  await page.getByRole('button', { name: 'Run what-if' }).click();
  await expect(page.getByRole('table', { name: 'Before and after' })).toBeVisible();
  await take(page, 'what-if');
  await page.goto(`${program.url}/supervisor/reports`);
  await expect(page.getByRole('table', { name: 'Figures by interval' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Offered over time' })).toBeVisible();
  await take(page, 'reports');

  say('calls');
  await ana.choose('Available');
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await ana.accept();
  await maria.reads('Connected');
  await ana.call.getByRole('textbox', { name: 'Notes' }).fill('Blue grinder, 2 pieces. Asks for the warranty.');
  await carol.choose('Available');
  await carol.hasStatus('Available');
  await ana.call.getByRole('button', { name: 'Transfer' }).click();
  await ana.page.getByRole('combobox').fill('carol');
  await expect(ana.page.getByRole('option').first()).toBeVisible();
  await ana.page.keyboard.press('Enter');
  await ana.page.getByRole('button', { name: 'Transfer now' }).click();
  await carol.accept();
  await maria.reads(/Carol/);
  await ana.finish('Order placed', 'Blue grinder, 2 pieces. Asks for the warranty.');
  await bruno.choose('Available');
  await noah.callAbout('Support (English)', 'Noah Campbell', 'noah.campbell@example.com');
  await bruno.accept();
  await noah.reads('Connected');
  await ana.choose('Lunch');
  await david.choose('Break');
  for (const [nth, name] of WAITING.entries()) await wait(QUEUES[nth % QUEUES.length] ?? '', name);

  say('the room');
  await page.goto(`${program.url}/supervisor`);
  const calls = page.getByRole('table', { name: 'Calls' });
  await expect(calls.getByRole('row')).toHaveCount(WAITING.length + 3);
  await expect(page.getByRole('button', { name: 'Act on João Pereira' })).toBeVisible();
  await take(page, 'board', { dark: true, phone: true });
  await page.getByRole('button', { name: /^Why Carol Nguyen for Maria Silva/ }).click();
  const story = page.getByRole('dialog');
  await story.getByRole('list', { name: /^The whole conversation/ }).scrollIntoViewIfNeeded();
  await take(page, 'story', { phone: true });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Day of Ana Martins' }).click();
  await expect(page.getByRole('dialog').getByRole('slider')).toBeVisible();
  await take(page, 'day');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Listen in on Bruno Costa and Noah Campbell' }).click();
  await expect(page.getByRole('region', { name: 'Listening in', exact: true })).toContainText('Listening to Bruno Costa');
  await take(page, 'listening');
  await page.getByRole('region', { name: 'Listening in', exact: true }).getByRole('button', { name: 'Stop listening' }).click();

  const rule = { name: 'Too many wait', measure: 'waiting', scope: { kind: 'all' }, comparison: 'above', threshold: 10, forSeconds: 1 };
  const data = { ...rule, centerId: 'lisbon', sound: false, active: true };
  const made = await page.request.post(`${program.url}/api/alerts/rules`, { data, headers: { origin: program.url } });
  if (!made.ok()) throw new Error(`The rule was not made: ${await made.text()}`);
  await page.goto(`${program.url}/supervisor/alerts`);
  await expect(page.getByText('Too many wait').nth(1)).toBeVisible();
  await take(page, 'alerts');
  await page.goto(`${program.url}/supervisor/audit`);
  await expect(page.getByRole('row').nth(2)).toBeVisible();
  await take(page, 'audit');
  await page.goto(`${program.url}/supervisor/wall`);
  await expect(page.getByRole('list', { name: 'Queues' })).toBeVisible();
  await takePicture(page, path.join(FOLDER, 'wall.webp'), { width: 1920, height: 1080 });
  await page.goto(`${program.url}/supervisor`);
  await expect(page.getByRole('table', { name: 'Queues' })).toBeVisible();
  await program.end('SIGTERM');
  await expect(page.getByText('Reconnecting')).toBeVisible();
  await take(page, 'stale');
}

/** A caller without a browser, who waits. */
async function wait(queueId: string, name: string): Promise<void> {
  const socket = io(`${program.url}/widget`, { transports: ['websocket'], forceNew: true });
  sockets.push(socket);
  const caller = { name, email: null, customerId: null, page: '/cart', question: null };
  const answer = await socket.emitWithAck('start', { queueId, ...caller });
  if (!answer.ok) throw new Error(`${name} could not call: ${answer.error.message}`);
}

async function sitDown(hz: number): Promise<Person> {
  const person = await Person.sitDown(program.url, hz, { colorScheme: 'light', reducedMotion: 'reduce' });
  people.push(person);
  return person;
}

async function agent(email: string, hz: number): Promise<Agent> {
  const person = await sitDown(hz);
  await person.signIn(email, '/agent');
  return new Agent(person);
}
