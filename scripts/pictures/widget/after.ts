import type { Scene, Stage } from './scene.ts';
import type { Visitor } from './visitor.ts';

const TOPIC = 'Sales (English)';

async function leavesFor(stage: Stage, what: 'widget-message.instead' | 'callbacks.offer'): Promise<Visitor> {
  const maria = await stage.visitor();
  await maria.calls(TOPIC, 'Maria Silva');
  await maria.sees('widget.status.next');
  await maria.press(`${what}.button`);
  await maria.press(what === 'callbacks.offer' ? `${what}.choose` : `${what}.leave`);
  return maria;
}

/** What a caller leaves, books, and is refused. */
export const after: Record<string, Scene> = {
  message: {
    everyLanguage: true,
    play: async (stage) => {
      const maria = await leavesFor(stage, 'widget-message.instead');
      await maria.button('widget-message.recording.record').waitFor();
      await stage.take(maria, 'message');
      await maria.press('widget-message.recording.record');
      await maria.button('widget-message.recording.stop').waitFor();
      await stage.take(maria, 'message-recording');
      await maria.press('widget-message.recording.stop');
      await maria.button('widget-message.recording.again').waitFor();
      await stage.take(maria, 'message-recorded');
      await maria.press('widget.message.send');
      await maria.sees('widget.ended.message-sent');
      await stage.take(maria, 'message-sent');
    },
  },
  callback: {
    everyLanguage: true,
    play: async (stage) => {
      const maria = await leavesFor(stage, 'callbacks.offer');
      await maria.button('callbacks.book').waitFor();
      await stage.take(maria, 'callback-slots');
      await maria.press('callbacks.book');
      await maria.sees('callbacks.booked');
      await stage.take(maria, 'callback-booked');
      const link = await maria.card.getByRole('textbox').first().inputValue();
      const { page } = maria;
      const press = (key: string) => page.getByRole('button', { name: maria.words(key), exact: true }).click();
      await page.goto(link);
      await press('callbacks.microphone.check');
      await page.getByText(maria.words('callbacks.microphone.works')).waitFor();
      await stage.take(maria, 'callback-page', { whole: true });
      await press('callbacks.move');
      await page.getByRole('combobox').first().waitFor();
      await stage.take(maria, 'callback-move', { whole: true });
      await page.reload();
      await press('callbacks.cancel');
      await stage.take(maria, 'callback-cancel', { whole: true });
      await press('callbacks.cancel');
      await page.getByText(maria.words('callbacks.over.canceled')).waitFor();
      await stage.take(maria, 'callback-over', { whole: true });
      await page.goto(`${link.slice(0, -4)}AAAA`);
      await page.getByText(maria.words('callbacks.no-such')).waitFor();
      await stage.take(maria, 'callback-none', { whole: true });
    },
  },
  'callback-now': {
    environment: { TANDEM_CALLBACK_SLOT_SECONDS: '15' },
    play: async (stage) => {
      const maria = await leavesFor(stage, 'callbacks.offer');
      await maria.card.getByRole('combobox').last().selectOption({ index: 1 });
      await maria.press('callbacks.book');
      await maria.sees('callbacks.booked');
      const { page } = maria;
      await page.goto(await maria.card.getByRole('textbox').first().inputValue());
      await page.getByText(maria.words('callbacks.turn-text')).first().waitFor({ timeout: 60_000 });
      await stage.take(maria, 'callback-turn', { whole: true });
    },
  },
  refused: {
    everyLanguage: true,
    environment: { TANDEM_CALLS_PER_MINUTE: '4' },
    play: async (stage) => {
      const ana = await stage.agent();
      await ana.choose('Available');
      const maria = await stage.visitor();
      await maria.writesTo('Sales (Portuguese)', 'Maria Silva');
      await ana.region('Incoming conversation').getByRole('button', { name: 'Accept' }).click({ timeout: 30_000 });
      await maria.sees('widget.status.connected');
      await ana.page.getByRole('button', { name: 'Block caller' }).click();
      const dialog = ana.page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('Insults');
      await dialog.getByRole('button', { name: 'Block', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      await maria.press('widget-texts.end');
      await maria.press('widget.ended.again');
      await maria.press('widget-texts.write');
      await maria.sees('widget.form.not-placed');
      await stage.take(maria, 'blocked');
      // As many call as may without work, and a few more.
      for (let callers = 0; callers < 6; callers += 1) {
        const joao = await stage.visitor();
        await joao.page.addInitScript(slowWork);
        await joao.writesTo('Sales (Portuguese)', 'João Pires');
        const working = joao.card.getByText(joao.words('widget-texts.proof.working'));
        await working.or(joao.button('widget-texts.leave')).first().waitFor();
        if (!(await working.isVisible())) continue;
        await stage.take(joao, 'proof');
        return;
      }
      throw new Error('Nobody was asked for work');
    },
  },
};

/** Runs in the page: what takes a moment is to be seen. */
function slowWork(): void {
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...sent: unknown[]) {
    setTimeout(() => Reflect.apply(postMessage, this, sent), 8000);
  };
}
