import { seesPicture } from './support/seen.ts';
import { AGENT_HZ, expect, test, waitForTone } from './support/test.ts';

// Customers press keys: the card of another site is still growing when something is offered, and a pointer would press where it was.
test.use({ callsFrom: 'another origin' });

test('a caller’s screen is seen once the agent wants to see it, and until the caller stops', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  await maria.widget.getByRole('button', { name: 'Share screen' }).press('Enter');
  await expect(maria.widget.getByText('You are sharing your screen. Nobody sees it yet.')).toBeVisible();
  await expect(ana.call.getByText('Maria Silva wants to show you their screen.')).toBeVisible();
  await expect(ana.page.locator('video')).toHaveCount(0);

  await ana.call.getByRole('button', { name: 'Show', exact: true }).click();
  await seesPicture(ana.page, 'Maria Silva’s screen');
  await expect(maria.widget.getByText('You are sharing your screen. Seen by Ana Martins.')).toBeVisible();
  await waitForTone(maria.frame, AGENT_HZ);

  await maria.widget.getByRole('button', { name: 'Stop sharing your screen' }).press('Enter');
  await expect(ana.page.locator('video')).toHaveCount(0);
  await expect(maria.widget.getByText('You are sharing your screen.')).toHaveCount(0);
});

test('an agent’s camera is seen by the caller who wants to, and closed again by them', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  await ana.call.getByRole('button', { name: 'Camera' }).click();
  await maria.widget.getByRole('button', { name: 'Show', exact: true }).press('Enter');
  await seesPicture(maria.widget, 'Ana Martins’s camera');
  await expect(ana.page.getByText('Your camera is on. Seen by Maria Silva.')).toBeVisible();
  await maria.widget.getByRole('button', { name: 'Stop watching' }).press('Enter');
  await expect(maria.widget.locator('video')).toHaveCount(0);
  await expect(ana.page.getByText('Your camera is on. Nobody sees it yet.')).toBeVisible();
});

test('who is asked may say no, and then nothing is seen, nor asked again at once', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  const ask = () => ana.call.getByRole('button', { name: 'Ask to see their screen' }).click();
  await ask();
  await expect(maria.widget.getByText('Ana Martins asks to see your screen.')).toBeVisible();
  await maria.widget.getByRole('button', { name: 'No', exact: true }).press('Enter');
  await expect(ana.call.getByText('Maria Silva does not share their screen now.')).toBeVisible();
  await expect(maria.widget.getByText('You are sharing your screen.')).toHaveCount(0);
  await expect(ana.page.locator('video')).toHaveCount(0);

  await ask();
  await expect(ana.call.getByText('They have just declined. Ask again later.')).toBeVisible();
  await expect(maria.widget.getByText('Ana Martins asks to see your screen.')).toHaveCount(0);
});

test('who is asked and says yes is seen at once', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  await ana.call.getByRole('button', { name: 'Ask to see their screen' }).click();
  await expect(ana.call.getByText('Maria Silva is asked to share their screen.')).toBeVisible();
  const question = maria.widget.getByRole('status').filter({ hasText: 'asks to see your screen' });
  await question.getByRole('button', { name: 'Share screen' }).press('Enter');
  await seesPicture(ana.page, 'Maria Silva’s screen');
});

test('an offer that is put off shows nothing, and can still be taken', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  await maria.widget.getByRole('button', { name: 'Share screen' }).press('Enter');
  await ana.call.getByRole('button', { name: 'Not now' }).click();
  await expect(ana.call.getByText('Maria Silva wants to show you their screen.')).toHaveCount(0);
  await expect(maria.widget.getByText('You are sharing your screen. Nobody sees it yet.')).toBeVisible();
  await expect(ana.page.locator('video')).toHaveCount(0);
  await ana.call.getByRole('button', { name: 'Show', exact: true }).click();
  await seesPicture(ana.page, 'Maria Silva’s screen');
});

test('what is shown is taken away by hold, and comes back after it', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  await maria.widget.getByRole('button', { name: 'Share screen' }).press('Enter');
  await ana.call.getByRole('button', { name: 'Show', exact: true }).click();
  await seesPicture(ana.page, 'Maria Silva’s screen');
  await ana.call.getByRole('button', { name: 'Hold' }).click();
  await expect(ana.page.locator('video')).toHaveCount(0);
  // It is still hers to stop.
  await expect(maria.widget.getByText('You are sharing your screen. Nobody sees it yet.')).toBeVisible();
  await ana.call.getByRole('button', { name: 'Resume' }).click();
  await seesPicture(ana.page, 'Maria Silva’s screen');
});
