import { HOLD_MUSIC_HZ } from '../app/lib/media/hold-score.ts';
import type { Agent, Customer } from './support/people.ts';
import { expect, test, waitForSilence, waitForTone, waitForTones } from './support/test.ts';

/** Each has a tone of their own, so that who hears whom can be told. */
const MARIA = 440;
const ANA = 1000;
const CAROL = 1500;
const MUSIC = HOLD_MUSIC_HZ;

const button = (agent: Agent, name: string | RegExp) => agent.call.getByRole('button', { name });

/** Ana chooses somebody in the list, by keyboard alone. */
async function choose(agent: Agent, control: 'Transfer' | 'Add', typed: string): Promise<void> {
  await button(agent, control).click();
  await agent.page.getByRole('combobox').fill(typed);
  await expect(agent.page.getByRole('option').first()).toBeVisible();
  await agent.page.keyboard.press('Enter');
}

/** Maria talks with Ana in Lisbon, and Carol in Toronto is free. */
async function threePeople(
  inCall: () => Promise<{ ana: Agent; maria: Customer }>,
  agent: (email: string, hz?: number) => Promise<Agent>,
): Promise<{ ana: Agent; maria: Customer; carol: Agent }> {
  const { ana, maria } = await inCall();
  const carol = await agent('carol@toronto.example', CAROL);
  await carol.choose('Available');
  await carol.hasStatus('Available');
  return { ana, maria, carol };
}

test('on hold the caller hears music and nobody hears the caller, until the agent is back', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  await waitForTone(ana.page, MARIA);
  await button(ana, 'Hold').click();
  await maria.reads(/on hold/);
  await waitForTones(maria.frame, { heard: [MUSIC], not: [ANA] });
  await waitForSilence(ana.page);
  await expect(ana.call).toContainText('Maria Silva is on hold');

  await maria.widget.getByRole('switch', { name: 'Music' }).click();
  await waitForSilence(maria.frame);

  await button(ana, 'Resume').click();
  await maria.reads('Connected');
  await waitForTones(maria.frame, { heard: [ANA], not: [MUSIC] });
  await waitForTone(ana.page, MARIA);
});

test('a blind transfer brings the caller to an agent of another center, who reads the note', async ({ inCall, agent }) => {
  const { ana, maria, carol } = await threePeople(inCall, agent);
  await choose(ana, 'Transfer', 'carol');
  await ana.page.getByRole('textbox', { name: 'Note to the next agent' }).fill('Wants the blue grinder');
  await ana.page.getByRole('button', { name: 'Transfer now' }).click();
  await expect(ana.wrapup).toBeVisible();
  await maria.reads(/Ana is sending you on/);
  await waitForTone(maria.frame, MUSIC);
  await expect(carol.offer).toContainText('Ana Martins (Lisbon) transfers this call to you');
  await expect(carol.offer).toContainText('Wants the blue grinder');
  await carol.accept();
  await maria.reads(/^Connected.*Carol/);
  await waitForTones(maria.frame, { heard: [CAROL], not: [ANA, MUSIC] });
  await waitForTone(carol.page, MARIA);
});

test('a blind transfer to a queue brings the caller to whoever is free for it', async ({ inCall, agent }) => {
  const { ana, maria, carol } = await threePeople(inCall, agent);
  await choose(ana, 'Transfer', 'support (english)');
  await ana.page.getByRole('button', { name: 'Transfer now' }).click();
  await expect(carol.offer).toContainText('Support (English)');
  await carol.accept();
  await waitForTone(maria.frame, CAROL);
});

test('a transfer to an agent who has just left is refused, and the call goes on', async ({ inCall, agent }) => {
  const lost = { directory: false };
  const ana = await agent('ana@lisbon.example');
  // From some moment on her list is as it was: the news of who left does not come through.
  await ana.page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (!(lost.directory && String(message).includes('"directory"'))) server.send(message);
    });
  });
  await ana.page.reload();
  const { maria } = await inCall(ana);
  const carol = await agent('carol@toronto.example', CAROL);
  await carol.choose('Available');
  await carol.hasStatus('Available');
  await choose(ana, 'Transfer', 'carol');
  const now = ana.page.getByRole('button', { name: 'Transfer now' });
  await expect(now).toBeFocused();
  lost.directory = true;
  await carol.choose('Break');
  await carol.hasStatus('Break');
  await ana.page.keyboard.press('Enter');
  await expect(ana.page.getByRole('alert').filter({ hasText: 'Carol Nguyen' })).toContainText('Your call goes on');
  await ana.page.keyboard.press('Escape');
  await waitForTone(maria.frame, ANA);
  await waitForTone(ana.page, MARIA);
});

test('a warm transfer across centers: a private talk, then the caller is handed over', async ({ inCall, agent }) => {
  const { ana, maria, carol } = await threePeople(inCall, agent);
  await choose(ana, 'Transfer', 'carol');
  await ana.page.getByRole('button', { name: 'Talk first' }).click();
  await expect(ana.call).toContainText('Calling Carol Nguyen');
  await expect(carol.offer).toContainText('Ana Martins (Lisbon) asks you privately');
  await carol.accept();
  await expect(ana.call).toContainText('Talking with Carol Nguyen privately');
  await waitForTones(ana.page, { heard: [CAROL], not: [MARIA] });
  await waitForTones(carol.page, { heard: [ANA], not: [MARIA] });
  await waitForTones(maria.frame, { heard: [MUSIC], not: [ANA, CAROL] });

  await button(ana, 'Hand over').click();
  await expect(ana.wrapup).toBeVisible();
  await maria.reads(/^Connected.*Carol/);
  await waitForTones(maria.frame, { heard: [CAROL], not: [ANA, MUSIC] });
  await waitForTones(carol.page, { heard: [MARIA], not: [ANA] });
});

test('an agent who is asked and declines is told of, and the caller is there again', async ({ inCall, agent }) => {
  const { ana, maria, carol } = await threePeople(inCall, agent);
  await choose(ana, 'Transfer', 'carol');
  await ana.page.getByRole('button', { name: 'Talk first' }).click();
  await carol.offer.getByRole('button', { name: 'Decline' }).click();
  await expect(ana.call).toContainText('Carol Nguyen declined');
  await expect(ana.call).toContainText('Maria Silva is on hold');
  await button(ana, 'Resume').click();
  await waitForTones(maria.frame, { heard: [ANA], not: [MUSIC] });
  await waitForTone(ana.page, MARIA);
});

test('after a private talk all are joined, and the caller reads who is there', async ({ inCall, agent }) => {
  const { ana, maria, carol } = await threePeople(inCall, agent);
  await choose(ana, 'Transfer', 'carol');
  await ana.page.getByRole('button', { name: 'Talk first' }).click();
  await carol.accept();
  await button(ana, 'Join all').click();
  await maria.reads('Connected with Ana Martins and Carol Nguyen');
  await waitForTones(maria.frame, { heard: [ANA, CAROL], not: [MUSIC] });
  await waitForTones(carol.page, { heard: [MARIA, ANA] });

  await button(ana, 'Leave').click();
  await expect(ana.wrapup).toBeVisible();
  await expect(button(carol, 'Hang up')).toBeVisible();
  await waitForTones(maria.frame, { heard: [CAROL], not: [ANA] });
});

test('three in a conference hear each other; one is silenced, one is dropped', async ({ inCall, agent }) => {
  const { ana, maria, carol } = await threePeople(inCall, agent);
  await choose(ana, 'Add', 'carol');
  await ana.page.getByRole('button', { name: 'Bring in' }).click();
  await expect(carol.offer).toContainText('brings you into a call');
  await carol.accept();
  await waitForTones(maria.frame, { heard: [ANA, CAROL], not: [MUSIC] });
  await waitForTones(ana.page, { heard: [MARIA, CAROL] });
  await waitForTones(carol.page, { heard: [MARIA, ANA] });
  await expect(carol.call).toContainText('Ana Martins leads this call');

  await button(ana, 'Silence Carol Nguyen').click();
  await waitForTones(maria.frame, { heard: [ANA], not: [CAROL] });
  await waitForTones(ana.page, { heard: [MARIA], not: [CAROL] });
  await waitForTones(carol.page, { heard: [MARIA, ANA] });

  await button(ana, 'Drop Carol Nguyen').click();
  await expect(carol.wrapup).toBeVisible();
  await waitForTones(maria.frame, { heard: [ANA], not: [CAROL] });
  await waitForTone(ana.page, MARIA);
});
