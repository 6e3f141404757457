import { io } from 'socket.io-client';
import { HOLD_MUSIC_HZ } from '../app/lib/media/hold-score.ts';
import { isAccessible, showsFocus } from './support/accessible.ts';
import type { Person } from './support/people.ts';
import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone, waitForTones } from './support/test.ts';

/** The supervisor's own tone. */
const SOFIA = 2500;

const dock = ({ page }: Person) => page.getByRole('region', { name: 'Listening in', exact: true });
const way = (person: Person, name: string) => dock(person).getByRole('button', { name, exact: true });

async function supervisor(sitDown: (hz: number) => Promise<Person>, email: string): Promise<Person> {
  const person = await sitDown(SOFIA);
  await person.signIn(email, '/supervisor');
  return person;
}

test('monitor is heard by nobody, whisper by the agent, barge by both; each hears whom they should', async ({ inCall, sitDown }) => {
  const { ana, maria } = await inCall();
  const sofia = await supervisor(sitDown, 'sofia@lisbon.example');
  await sofia.page.getByRole('button', { name: 'Listen in on Ana Martins and Maria Silva' }).click();

  await expect(dock(sofia)).toContainText('Listening to Ana Martins and Maria Silva');
  await expect(dock(sofia).getByRole('status')).toContainText('Nobody hears you');
  await waitForTones(sofia.page, { heard: [CALLER_HZ, AGENT_HZ] });
  await expect(ana.call).toContainText('Sofia Almeida is listening to this call');
  await waitForTones(ana.page, { heard: [CALLER_HZ], not: [SOFIA] });
  await waitForTones(maria.frame, { heard: [AGENT_HZ], not: [SOFIA] });

  await way(sofia, 'Whisper').press('Enter');
  await expect(dock(sofia).getByRole('status')).toContainText('Ana Martins hears you');
  await waitForTones(ana.page, { heard: [CALLER_HZ, SOFIA] });
  await waitForTones(maria.frame, { heard: [AGENT_HZ], not: [SOFIA] });
  await expect(ana.call).toContainText('only you hear them');

  await way(sofia, 'Barge in').press('Enter');
  await expect(dock(sofia).getByRole('status')).toContainText('Everybody in the call hears you');
  await waitForTones(maria.frame, { heard: [AGENT_HZ, SOFIA] });
  await waitForTones(ana.page, { heard: [CALLER_HZ, SOFIA] });
  await maria.reads('Connected with Ana Martins and Sofia Almeida');

  await dock(sofia).getByRole('button', { name: 'Mute' }).click();
  await expect(dock(sofia).getByRole('status')).toContainText('You are muted');
  await waitForTones(maria.frame, { heard: [AGENT_HZ], not: [SOFIA] });
  await dock(sofia).getByRole('button', { name: 'Unmute' }).click();
  await waitForTones(maria.frame, { heard: [AGENT_HZ, SOFIA] });

  await way(sofia, 'Monitor').press('Enter');
  await waitForTones(maria.frame, { heard: [AGENT_HZ], not: [SOFIA] });
  await waitForTones(ana.page, { heard: [CALLER_HZ], not: [SOFIA] });
  await waitForTones(sofia.page, { heard: [CALLER_HZ, AGENT_HZ] });

  await sofia.page.reload();
  await expect(dock(sofia)).toContainText('Listening to Ana Martins and Maria Silva');
  await waitForTones(sofia.page, { heard: [CALLER_HZ, AGENT_HZ] });

  await dock(sofia).getByRole('button', { name: 'Stop listening' }).click();
  await expect(dock(sofia)).toBeHidden();
  await expect(ana.call).not.toContainText('Sofia Almeida');
  await waitForTone(maria.frame, AGENT_HZ);
});

test('another center’s call is refused, with the reason, and nobody notices', async ({ inCall, sitDown }) => {
  const { ana, maria } = await inCall();
  const sam = await supervisor(sitDown, 'sam@toronto.example');
  // The board offers it to nobody who does not supervise the center; who asks all the same, past the page, is refused.
  await expect(sam.page.getByRole('table', { name: 'Calls' }).getByRole('row', { name: /Maria Silva/ })).toContainText('Connected');
  await sam.page.getByRole('button', { name: 'Why Ana Martins for Maria Silva' }).click();
  await expect(sam.page).toHaveURL(/call=/);
  const callId = new URL(sam.page.url()).searchParams.get('call');
  await sam.page.keyboard.press('Escape');
  await expect(sam.page.getByRole('button', { name: /^Listen in/ })).toBeHidden();
  const cookie = (await sam.page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket = io(new URL('/supervise', sam.page.url()).href, { transports: ['websocket'], extraHeaders: { cookie } });
  const answer = await socket.emitWithAck('start', { callId, how: 'monitor' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden', message: 'You do not supervise this center.' } });
  socket.close();
  await expect(dock(sam)).toBeHidden();
  await expect(ana.call).not.toContainText('listening');
  await waitForTones(maria.frame, { heard: [AGENT_HZ], not: [SOFIA] });
});

test('a supervisor takes the caller over: the agent writes up, the supervisor holds the caller, writes with them and hands them on', async ({
  inCall,
  sitDown,
}) => {
  const { ana, maria } = await inCall();
  const sofia = await supervisor(sitDown, 'sofia@lisbon.example');
  await sofia.page.getByRole('button', { name: 'Listen in on Ana Martins and Maria Silva' }).click();
  await waitForTones(sofia.page, { heard: [CALLER_HZ, AGENT_HZ] });
  await isAccessible(sofia.page, 'the board while listening in');
  await showsFocus(sofia.page, 'the board while listening in', 10);

  await way(sofia, 'Take over').press('Enter');
  await expect(ana.wrapup).toContainText('A supervisor took the call over');
  await expect(dock(sofia)).toContainText('You talk to Maria Silva');
  await maria.reads(/^Connected.*Sofia Almeida/);
  await waitForTones(maria.frame, { heard: [SOFIA], not: [AGENT_HZ] });
  await waitForTones(sofia.page, { heard: [CALLER_HZ], not: [AGENT_HZ] });

  await way(sofia, 'Hold').click();
  await maria.reads(/on hold/);
  await waitForTones(maria.frame, { heard: [HOLD_MUSIC_HZ], not: [SOFIA] });
  await expect(dock(sofia)).toContainText('Maria Silva is on hold');
  await way(sofia, 'Messages').click();
  await dock(sofia).getByRole('textbox').fill('One moment');
  await sofia.page.keyboard.press('Enter');
  await expect(dock(sofia).getByRole('log')).toContainText('One moment');
  await isAccessible(sofia.page, 'a caller who was taken over');
  await way(sofia, 'Resume').click();
  await waitForTones(maria.frame, { heard: [SOFIA], not: [HOLD_MUSIC_HZ] });

  await way(sofia, 'Transfer').click();
  await sofia.page.getByRole('combobox').fill('support (english)');
  await expect(sofia.page.getByRole('option').first()).toBeVisible();
  await sofia.page.keyboard.press('Enter');
  await sofia.page.getByRole('button', { name: 'Transfer now' }).click();
  await expect(dock(sofia)).toBeHidden();
  await expect(sofia.page.getByText('The caller has been handed on', { exact: true })).toBeVisible();
  await maria.reads(/Sofia is sending you on/);
});
