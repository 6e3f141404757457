import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { AGENT_HZ, expect, LEAVES_NO_TRACE, test, waitForTone } from './support/test.ts';

/** The pages in the languages of the people who use them. */

interface Wording {
  tag: string;
  signIn: { title: string; email: string; password: string; button: string };
  status: RegExp;
  board: { waiting: string; nobody: string; one: string; age: RegExp; decimal: RegExp };
  widget: { title: string; name: string; topic: string; start: string; nameMissing: string; waiting: RegExp; hangUp: string };
}

const PORTUGUESE: Wording = {
  tag: 'pt-PT',
  signIn: { title: 'Iniciar sessão', email: 'E-mail', password: 'Palavra-passe', button: 'Iniciar sessão' },
  status: /^Estado: /,
  board: { waiting: 'Em espera', nobody: '0 pessoas', one: '1 pessoa,', age: /^\d,\d\ss$/, decimal: /^100,0\s%$/ },
  widget: {
    title: 'Ligue-nos',
    name: 'O seu nome',
    topic: 'Assunto',
    start: 'Iniciar chamada',
    nameMissing: 'Diga-nos o seu nome.',
    waiting: /^A aguardar — /,
    hangUp: 'Desligar',
  },
};

const FRENCH: Wording = {
  tag: 'fr-FR',
  signIn: { title: 'Connexion', email: 'E-mail', password: 'Mot de passe', button: 'Se connecter' },
  status: /^(État|Statut)\s?: /,
  // In French none is one.
  board: { waiting: 'En attente', nobody: '0 appelant', one: '1 appelant,', age: /^\d,\d\ss$/, decimal: /^100,0\s%$/ },
  widget: {
    title: 'Appelez-nous',
    name: 'Votre nom',
    topic: 'Sujet',
    start: 'Démarrer l’appel',
    nameMissing: 'Indiquez-nous votre nom.',
    waiting: /^En attente — /,
    hangUp: 'Raccrocher',
  },
};

const speaks = (page: Page, tag: string) => expect(page.locator('html')).toHaveAttribute('lang', tag);

async function signIn(page: Page, words: Wording, email: string, next: string): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent(next)}`);
  await speaks(page, words.tag);
  await expect(page.getByRole('heading', { name: words.signIn.title })).toBeVisible();
  await page.getByRole('textbox', { name: words.signIn.email }).fill(email);
  await page.getByRole('textbox', { name: words.signIn.password }).fill('tandem-demo');
  await page.getByRole('button', { name: words.signIn.button, exact: true }).click();
  await page.waitForURL(`**${next}`);
}

async function isAccessible(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]),
      what,
    )
    .toEqual([]);
}

for (const words of [PORTUGUESE, FRENCH]) {
  test(`a browser in ${words.tag} is met in its language, from sign-in to the figures of the board`, async ({ sitDown }) => {
    const ana = (await sitDown(AGENT_HZ, { locale: words.tag })).page;
    await signIn(ana, words, 'ana@lisbon.example', '/agent');
    await speaks(ana, words.tag);
    await expect(ana.getByRole('button', { name: words.status })).toBeVisible();
    await isAccessible(ana, 'workstation');

    const ines = (await sitDown('missing', { locale: words.tag })).page;
    await signIn(ines, words, 'admin@tandem.example', '/supervisor');
    await speaks(ines, words.tag);
    const figures = ines.locator('dl').first();
    await expect(figures.getByText(words.board.waiting, { exact: true })).toBeVisible();
    await expect(figures.getByText(words.board.nobody)).toBeVisible();
    // Numbers have the language's comma.
    await expect(ines.getByText(words.board.age).first()).toBeVisible();
    await isAccessible(ines, 'board');

    const maria = (await sitDown(undefined, { locale: words.tag })).page;
    await maria.goto('/demo');
    await maria.getByRole('button', { name: words.widget.title }).click();
    const widget = maria.frameLocator(`iframe[title="${words.widget.title}"]`);
    await expect(widget.locator('html')).toHaveAttribute('lang', words.tag);
    await widget.getByRole('button', { name: words.widget.start }).click();
    await expect(widget.getByText(words.widget.nameMissing)).toBeVisible();
    await isAccessible(maria, 'widget');
    await widget.getByRole('combobox', { name: words.widget.topic }).selectOption({ label: 'Support (French)' });
    await widget.getByRole('textbox', { name: words.widget.name }).fill('Maria Silva');
    await widget.getByRole('button', { name: words.widget.start }).click();
    await expect(widget.getByRole('status').first()).toHaveText(words.widget.waiting);
    await widget.getByRole('button', { name: words.widget.hangUp }).click();

    // Who gave up is counted: one, and all of those who came.
    await expect(figures.getByText(words.board.one)).toBeVisible();
    await expect(figures.getByText(words.board.decimal)).toBeVisible();
  });
}

test('the language is changed in the middle of a call, which goes on; the page comes in it the next time', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  const { page } = ana;
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''));
  await speaks(page, 'en-GB');

  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitemradio', { name: 'Français' }).click();

  await expect(page.getByRole('button', { name: /^Compte : / })).toBeVisible();
  await speaks(page, 'fr-FR');
  await expect(page.locator('body')).toHaveAttribute('data-same-page', '');
  await waitForTone(maria.frame, AGENT_HZ);

  await page.goto('/login');
  await speaks(page, 'fr-FR');
  await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
});

test('a language that can’t be loaded is said, and the page stays as it is', LEAVES_NO_TRACE, async ({ sitDown }) => {
  const { page } = await sitDown('missing');
  await page.goto('/login');
  await page.getByRole('button', { name: 'Language' }).click();
  await page.context().setOffline(true);
  await page.getByRole('menuitemradio', { name: 'Português' }).click();
  await expect(
    page.getByText('The language could not be loaded. Check the connection, then choose it again.', { exact: true }),
  ).toBeVisible();
  await speaks(page, 'en-GB');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: 'Português' }).click();
  await expect(page.getByRole('heading', { name: 'Iniciar sessão' })).toBeVisible();
});
