import type { Agent } from '../../../e2e/support/people.ts';
import { changeQueue } from '../../../e2e/support/queues.ts';
import type { Scene } from './scene.ts';

const TOPIC = 'Sales (Portuguese)';
const QUEUE = 'sales-portuguese';

async function acceptsText(ana: Agent): Promise<void> {
  const offer = ana.region('Incoming conversation');
  await offer.getByRole('button', { name: 'Accept' }).click({ timeout: 30_000 });
}

/** Waiting, talking and writing. */
export const during: Record<string, Scene> = {
  waiting: {
    everyLanguage: true,
    play: async (stage) => {
      await stage.waits(QUEUE, 'João Pereira');
      const maria = await stage.visitor();
      await maria.calls(TOPIC, 'Maria Silva');
      await maria.sees('widget.status.waiting');
      await stage.take(maria, 'waiting');
      await maria.press('widget-message.instead.button');
      await stage.take(maria, 'waiting-message');
      await maria.press('widget-message.instead.keep');
      await maria.press('widget-waiting.ring-back.button');
      await maria.sees('widget-waiting.ring-back.kept');
      await stage.take(maria, 'ring-back');
      stage.leaves();
      const ana = await stage.agent();
      await ana.choose('Available');
      await maria.sees('widget-waiting.ring-back.rings');
      await stage.take(maria, 'rung');
      await maria.press('widget-waiting.ring-back.answer');
      await ana.accept();
      await maria.sees('widget.status.connected');
      await stage.program.end('SIGTERM');
      await maria.sees('widget.call.reconnecting');
      await stage.take(maria, 'reconnecting');
    },
  },
  talking: {
    everyLanguage: true,
    play: async (stage) => {
      const ana = await stage.agent();
      const maria = await stage.visitor();
      await ana.choose('Available');
      await maria.calls(TOPIC, 'Maria Silva');
      await maria.sees('widget.status.ringing');
      await stage.take(maria, 'ringing');
      await ana.accept();
      await maria.sees('widget.status.connected');
      await stage.take(maria, 'connected');
      await maria.press('widget.call.mute');
      await ana.call.getByRole('button', { name: 'Ask to see their screen' }).click();
      await maria.sees('shares.screen.asked');
      await ana.call.getByRole('button', { name: 'Camera' }).click();
      await maria.sees('shares.camera.offered');
      await stage.take(maria, 'muted-and-asked');
      await maria.press('widget.call.mute');
      await maria.press('shares.no');
      await maria.press('shares.show');
      await maria.card.locator('video').waitFor();
      await stage.take(maria, 'camera');
      await maria.press('shares.close');
      await maria.press('texts.title');
      await maria.writes('Is this the one? https://shop.example/grinders/blue');
      await ana.page.getByRole('button', { name: /^Messages/ }).click();
      await ana.page.getByRole('textbox', { name: /message/i }).fill('Yes, and it ships today.');
      await ana.page.keyboard.press('Enter');
      await maria.card.getByText('it ships today').first().waitFor();
      await stage.take(maria, 'messages');
      await ana.call.getByRole('button', { name: 'Hold' }).click();
      await maria.sees('widget.status.on-hold');
      await stage.take(maria, 'on-hold');
      await ana.call.getByRole('button', { name: 'Resume' }).click();
      await maria.sees('widget.status.connected');
      await maria.press('widget.hang-up');
      await maria.sees('widget-after.rating.title');
      await maria.card.locator('label:has([name=score])').nth(3).click();
      await stage.take(maria, 'rating');
      await maria.press('widget-after.rating.send');
      await maria.sees('widget-after.rating.sent');
      await stage.take(maria, 'rated');
    },
  },
  writing: {
    everyLanguage: true,
    play: async (stage) => {
      const ana = await stage.agent();
      const maria = await stage.visitor();
      await maria.writesTo(TOPIC, 'Maria Silva');
      await maria.button('widget-texts.leave').waitFor();
      await maria.writes('I am on the train, so I write.');
      await stage.take(maria, 'text-waiting');
      await ana.choose('Available');
      await acceptsText(ana);
      await maria.sees('widget.status.connected');
      const texts = ana.region('Text conversation');
      await texts.getByRole('textbox', { name: 'Write a message' }).fill('Hello Maria. What can I do for you?');
      await ana.page.keyboard.press('Enter');
      await maria.card.getByText('What can I do for you').first().waitFor();
      await stage.take(maria, 'text-connected');
      await texts.getByRole('button', { name: 'Move to a call' }).click();
      await maria.sees('widget-texts.asks');
      await stage.take(maria, 'text-asked');
      await maria.press('widget-texts.end');
      await maria.sees('widget-after.rating.title');
      await stage.take(maria, 'text-ended');
      await maria.page.route('**/api/widget/rating*', (route) => route.abort());
      await maria.card.locator('label:has([name=score])').nth(0).click();
      await maria.press('widget-after.rating.send');
      await maria.sees('widget-after.rating.not-sent');
      await stage.take(maria, 'rating-failed');
    },
  },
  return: {
    play: async (stage) => {
      await changeQueue(stage.program.url, TOPIC, { offerTimeoutSeconds: 60 });
      const maria = await stage.visitor();
      await maria.calls(TOPIC, 'Maria Silva');
      await maria.sees('widget.status.next');
      await maria.page.reload();
      await maria.button('widget.return.button').waitFor();
      await stage.take(maria, 'return');
    },
  },
};
