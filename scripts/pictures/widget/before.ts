import { changeQueue } from '../../../e2e/support/queues.ts';
import { widgetKeyFor } from '../../../e2e/support/widget-keys.ts';
import type { Scene } from './scene.ts';

const TOPIC = 'Sales (Portuguese)';
const CONSENT = {
  en: 'Calls are recorded to train the people who answer them, and deleted after 30 days. You may say no at the beginning of the call.',
  pt: 'As chamadas são gravadas para formar quem as atende e apagadas ao fim de 30 dias. Pode recusar no início da chamada.',
  fr: 'Les appels sont enregistrés pour former ceux qui y répondent, puis effacés au bout de 30 jours. Vous pouvez refuser au début de l’appel.',
};

/** The form, and everything that can be said before there is a call. */
export const before: Record<string, Scene> = {
  form: {
    everyLanguage: true,
    play: async (stage) => {
      const maria = await stage.visitor();
      await maria.open();
      await stage.take(maria, 'form');
      await maria.press('widget.form.start');
      await maria.card.locator('[name=email]').fill('maria@');
      await maria.press('widget.form.start');
      await stage.take(maria, 'form-errors');
      await maria.fillIn(TOPIC, 'Maria Silva', 'maria.silva@example.com');
      await maria.sees('widget-waiting.outlook.nobody');
      await stage.take(maria, 'form-nobody');
      await maria.press('widget-waiting.try');
      await maria.card.locator('summary').click();
      await stage.take(maria, 'microphone-check');
    },
  },
  outlook: {
    play: async (stage) => {
      const ana = await stage.agent();
      await ana.choose('Available');
      const maria = await stage.visitor();
      await maria.fillIn(TOPIC, 'Maria Silva');
      await maria.sees('widget-waiting.outlook.free');
      await stage.take(maria, 'form-free');
      const { page } = maria;
      await page.route('**/api/widget/outlook*', async (route) => {
        const answer = await (await route.fetch()).json();
        await route.fulfill({ json: { ...answer, estimatedWaitMs: 25 * 60_000 } });
      });
      await maria.fillIn(TOPIC, 'Maria Silva');
      await maria.sees('widget-waiting.outlook.wait');
      await stage.take(maria, 'form-long-wait');
    },
  },
  closed: {
    everyLanguage: true,
    play: async (stage) => {
      const tomorrow = (new Date().getDay() % 7) + 1;
      const hours = { timeZone: 'Europe/Lisbon', weekly: [{ day: tomorrow, from: '09:00', to: '18:00' }], holidays: [] };
      const text = 'We are at the coffee fair today, and back at the phones tomorrow at nine.';
      await changeQueue(stage.program.url, TOPIC, { hours, whenClosed: { kind: 'callback', text } });
      const maria = await stage.visitor();
      await maria.fillIn(TOPIC, 'Maria Silva');
      await maria.sees('widget-waiting.outlook.opens');
      await stage.take(maria, 'form-closed');
      await maria.press('widget.form.start');
      await maria.sees('widget.status.ended-not-connected');
      await stage.take(maria, 'closed');
    },
  },
  consent: {
    everyLanguage: true,
    play: async (stage) => {
      const key = await widgetKeyFor(stage.program, [stage.program.url], { consent: CONSENT });
      const maria = await stage.visitor();
      await maria.page.route('**/widget.js', (route) => route.fulfill({ body: '' }));
      // Its own tag brings nothing: the button is that of the key that asks for consent.
      await maria.page.goto('/demo', { waitUntil: 'networkidle' });
      await maria.page.unroute('**/widget.js');
      await maria.page.evaluate((id) => {
        const tag = Object.assign(document.createElement('script'), { src: '/widget.js' });
        tag.dataset.key = id;
        document.head.append(tag);
      }, key);
      await maria.page.getByRole('button', { name: maria.words('widget.title'), exact: true }).click();
      await maria.card.getByRole('combobox').first().selectOption({ label: TOPIC });
      await maria.card.locator('[name=name]').fill('Maria Silva');
      await maria.press('widget.form.start');
      await stage.take(maria, 'consent');
    },
  },
  microphone: {
    everyLanguage: true,
    play: async (stage) => {
      for (const problem of ['refused', 'missing'] as const) {
        const maria = await stage.visitor(problem);
        await maria.calls(TOPIC, 'Maria Silva');
        await maria.sees(`widget.microphone.${problem}.title`);
        await stage.take(maria, `microphone-${problem}`);
      }
      const old = await stage.visitor();
      await old.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection'));
      await old.fillIn(TOPIC, 'Maria Silva');
      await old.sees('widget-waiting.no-calls.title');
      await stage.take(old, 'old-browser');
    },
  },
};
