import type { Locator } from '@playwright/test';
import { isAccessible } from './support/accessible.ts';
import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone } from './support/test.ts';

test.use({ callsFrom: 'another origin' });

const play = (sound: Locator) => sound.evaluate((element: HTMLAudioElement) => element.play());

test('a caller who would wait no longer records a message, hears it, and sends it; an agent takes it and hears it', async ({
  customer,
  agent,
}) => {
  const maria = await customer();
  await maria.callAbout('Sales (English)', 'Maria Silva', 'maria.silva@example.com');
  await maria.reads('Waiting');
  await maria.widget.getByRole('button', { name: 'Leave a message instead' }).press('Enter');
  await expect(maria.widget.getByText('You leave the line')).toBeVisible();
  await isAccessible(maria.page, 'a question before the line is left');
  await maria.widget.getByRole('button', { name: 'Leave a message', exact: true }).press('Enter');
  await maria.reads('Ended');
  await maria.widget.getByRole('button', { name: 'Record', exact: true }).press('Enter');
  const stop = maria.widget.getByRole('button', { name: 'Stop' });
  await expect(stop).toBeFocused();
  await isAccessible(maria.page, 'a message is being recorded');
  await expect(maria.widget.getByRole('timer')).toHaveText(/^2:5[0-6]$/);
  await stop.click();
  await play(maria.widget.getByLabel(/^Your message, 0:0/));
  await waitForTone(maria.frame, CALLER_HZ);
  await isAccessible(maria.page, 'a message was recorded');
  await maria.widget.getByRole('button', { name: 'Send' }).press('Enter');
  await expect(maria.widget.getByText('Your message has been left.')).toBeVisible();

  const ana = await agent('ana@lisbon.example');
  await expect(ana.page.getByText('1 waits')).toBeVisible();
  await ana.page.getByRole('button', { name: 'Show messages' }).click();
  const message = ana.page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Maria Silva' });
  await expect(message).toContainText('Sales (English)');
  await message.getByRole('button', { name: 'Take the message of Maria Silva' }).click();
  await expect(message).toContainText('Taken by you');
  await play(message.getByLabel(/^Message of Maria Silva, 0:0/));
  await waitForTone(ana.page, CALLER_HZ);
  await isAccessible(ana.page, 'messages to return');
  await message.getByRole('textbox', { name: 'Notes on the message of Maria Silva' }).fill('Called back, all is well');
  await message.getByRole('button', { name: 'Save' }).click();
  await expect(message.getByRole('button', { name: 'Save' })).toBeHidden();
  await message.getByRole('button', { name: /^Done/ }).click();
  await expect(message).toContainText('Done by Ana Martins');
  await expect(message).toContainText('Called back, all is well');
});

test.describe('a callback', () => {
  test.use({ environment: { TANDEM_CALLBACK_SLOT_SECONDS: '15' } });

  test('is booked instead of waiting; its link opens a page that rings at its time, and both talk', async ({ customer, agent, desk }) => {
    const ana = await agent('ana@lisbon.example');
    const maria = await customer();
    await maria.callAbout('Sales (English)', 'Maria Silva', 'maria.silva@example.com');
    await maria.reads('Waiting');
    await maria.widget.getByRole('button', { name: 'Be called back at a set time' }).press('Enter');
    await maria.widget.getByRole('button', { name: 'Choose a time' }).press('Enter');
    const time = maria.widget.getByRole('combobox', { name: 'Time' });
    await isAccessible(maria.page, 'a time is chosen');
    // The next one may be past before it is booked.
    await time.selectOption({ index: 1 });
    await maria.widget.getByRole('button', { name: 'Book this time' }).press('Enter');
    await expect(maria.widget.getByText('Your callback is booked')).toBeVisible();
    const link = await maria.widget.getByRole('textbox', { name: 'Link' }).inputValue();
    await ana.choose('Available');

    const { page } = maria;
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Your callback: Sales (English)' })).toBeVisible();
    await page.getByRole('button', { name: 'Check the microphone' }).click();
    await expect(page.getByText('The microphone works.')).toBeVisible();
    await isAccessible(page, 'a callback before its time');
    await expect(ana.offer).toContainText('Maria Silva', { timeout: 40_000 });
    await expect(page).toHaveTitle('It is your turn');
    await ana.accept();
    await waitForTone(page, AGENT_HZ);
    await waitForTone(ana.page, CALLER_HZ);
    await page.getByRole('button', { name: 'Hang up' }).click();

    const sofia = await desk('sofia@lisbon.example', '/supervisor');
    const booked = sofia.page.getByRole('region', { name: 'Callbacks' }).getByRole('listitem').filter({ hasText: 'Maria Silva' });
    await expect(booked).toContainText('Took place');
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'This call has taken place' })).toBeVisible();
    await page.goto(`${link.slice(0, -4)}AAAA`);
    await expect(page.getByRole('heading', { name: 'There is no such callback' })).toBeVisible();
    await isAccessible(page, 'a link that is none of ours');
  });
});
