import type { Locator } from '@playwright/test';
import { isAccessible } from './support/accessible.ts';
import { CALLER_HZ, expect, test, waitForTone } from './support/test.ts';

const play = (sound: Locator) => sound.evaluate((element: HTMLAudioElement) => element.play());

test('a caller who would wait no longer records a message, hears it, and sends it; an agent takes it and hears it', async ({
  customer,
  agent,
}) => {
  const maria = await customer();
  await maria.callAbout('Sales (English)', 'Maria Silva', 'maria.silva@example.com');
  await maria.reads('Waiting');
  await maria.widget.getByRole('button', { name: 'Leave a message instead' }).click();
  await expect(maria.widget.getByText('You leave the line')).toBeVisible();
  await maria.widget.getByRole('button', { name: 'Leave a message', exact: true }).click();
  await maria.reads('Ended');
  await maria.widget.getByRole('button', { name: 'Record', exact: true }).click();
  const stop = maria.widget.getByRole('button', { name: 'Stop' });
  await expect(stop).toBeFocused();
  await isAccessible(maria.page, 'a message is being recorded');
  await expect(maria.widget.getByRole('timer')).toHaveText(/^2:5[0-6]$/);
  await stop.click();
  await play(maria.widget.getByLabel(/^Your message, 0:0/));
  await waitForTone(maria.frame, CALLER_HZ);
  await isAccessible(maria.page, 'a message was recorded');
  await maria.widget.getByRole('button', { name: 'Send' }).click();
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
