import type { Page } from '@playwright/test';
import { isAccessible } from './support/accessible.ts';
import { openSite, type Site } from './support/site.ts';
import { AGENT_HZ, test as base, CALLER_HZ, expect, waitForSilence, waitForTone } from './support/test.ts';
import { widgetKeyFor } from './support/widget-keys.ts';

const test = base.extend<{ site: Site }>({
  site: async ({ program }, use) => {
    const site = await openSite(program.url);
    await use(site);
    site.close();
  },
});

/** What a page's tag carries, and what it has been told. */
declare global {
  interface Window {
    told?: string[];
  }
}
type Tag = HTMLScriptElement & { tandem?: import('../packages/widget/src/types.ts').Tandem };

const saidBy = (page: Page, pattern: RegExp) => {
  const said: string[] = [];
  page.on('console', (message) => {
    if (pattern.test(message.text())) said.push(message.text());
  });
  return said;
};

test('a page of another origin embeds the widget by its tag, under a strict policy, and its caller talks', async ({
  program,
  site,
  agent,
  customer,
}) => {
  const key = await widgetKeyFor(program, [site.origin], { consent: { en: 'Calls are recorded.', pt: '', fr: '' } });
  const david = await agent('david@toronto.example');
  await david.choose('Available');
  const chloe = await customer();
  const refused = saidBy(chloe.page, /Content Security Policy|Permissions policy|Tandem/i);
  // As browsers do that keep other sites' storage from frames: what leads back to the call is kept by the site's own page then.
  await chloe.page.context().addInitScript(() => {
    const get = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    if (window.parent !== window) Object.defineProperty(window, 'sessionStorage', { get });
  });
  await chloe.page.goto(
    site.shows(
      `<script src="${program.url}/widget.js" data-key="${key}" data-topic="Support (French)" data-name="Chloé Bouchard" data-email="chloe.bouchard@example.com" data-label="Talk to us" async></script>`,
    ),
  );
  await chloe.page.getByRole('button', { name: 'Talk to us' }).click();
  await expect(chloe.widget.getByRole('combobox', { name: 'Topic' })).toContainText('Support (French)');
  await expect(chloe.widget.getByRole('textbox', { name: 'Your name' })).toHaveValue('Chloé Bouchard');
  await expect(chloe.widget.getByRole('textbox', { name: 'Email' })).toHaveValue('chloe.bouchard@example.com');
  await expect(chloe.widget.getByText('Calls are recorded.')).toBeVisible();
  // Nothing is kept of who only looks: no cookie, and nothing in the site's storage.
  expect(await chloe.page.context().cookies()).toEqual([]);
  expect(await chloe.page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
  await chloe.page.evaluate(() => {
    const told: string[] = [];
    const { tandem } = document.querySelector('script') as Tag;
    for (const name of ['call-started', 'call-connected', 'call-ended'] as const) tandem?.on(name, () => told.push(name));
    window.told = told;
    tandem?.identify(async () => 'forged.by.somebody');
  });
  const start = chloe.widget.getByRole('button', { name: 'Start call' });
  await start.press('Enter');
  await expect(chloe.widget.getByText('Accept this first')).toBeVisible();
  await chloe.widget.getByRole('checkbox', { name: 'I accept this' }).check();
  // By keyboard: the card is still growing to its form's height, and a pointer would press where the button was.
  await start.press('Enter');
  // Whom the site can't confirm is not taken for somebody else: they say themselves that they go on so.
  await expect(chloe.widget.getByText('The site could not confirm who you are.')).toBeVisible();
  await expect(david.offer).toHaveCount(0);
  await chloe.widget.getByRole('button', { name: 'Go on without confirmation' }).press('Enter');
  await expect(david.offer).toContainText('/cart');
  await expect(david.offer.getByText('Not verified', { exact: true })).toBeVisible();
  await david.accept();
  await chloe.reads('Connected');
  await waitForTone(chloe.frame, AGENT_HZ);
  await waitForTone(david.page, CALLER_HZ);
  await expect(chloe.page.getByRole('button', { name: 'On call' })).toBeVisible();
  // A page that puts another body in place of its own does not end the call.
  await chloe.page.evaluate(() => document.body.replaceWith(document.createElement('body')));
  await waitForTone(chloe.frame, AGENT_HZ);
  expect(await chloe.page.evaluate(() => window.told)).toEqual(['call-started', 'call-connected']);

  // The next page of the site comes back to the call by itself, muted as it was; the agent has the same call, and knows why they waited.
  await chloe.widget.getByRole('button', { name: 'Mute' }).click();
  await waitForSilence(david.page);
  await chloe.page.goto('about:blank');
  await expect(david.call.getByText('page was closed or is loading again')).toBeVisible();
  await chloe.page.goto(`${site.origin}/cart`);
  await chloe.reads('Connected');
  await waitForTone(chloe.frame, AGENT_HZ);
  await expect(david.call.getByText('page was closed or is loading again')).toHaveCount(0);
  const mute = chloe.widget.getByRole('button', { name: 'Mute' });
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  await mute.click();
  await waitForTone(david.page, CALLER_HZ);
  await chloe.page.evaluate(() => {
    const told: string[] = [];
    window.told = told;
    (document.querySelector('script') as Tag).tandem?.on('call-ended', () => told.push('call-ended'));
  });
  await chloe.hangUp();
  await chloe.reads('Ended');
  await expect(chloe.page.getByRole('button', { name: 'Talk to us' })).toBeVisible();
  expect(await chloe.page.evaluate(() => window.told)).toEqual(['call-ended']);
  expect(await chloe.page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
  expect(refused).toEqual([]);
});

test('tags with different keys make buttons of their own, the same one twice makes one, and none leaves a global name', async ({
  program,
  site,
  customer,
}) => {
  const [one, two] = [
    await widgetKeyFor(program, [site.origin]),
    await widgetKeyFor(program, [site.origin], { position: 'bottom-left', label: { en: 'Ask the workshop', pt: '', fr: '' } }),
  ];
  const { page } = await customer();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(site.shows(''));
  const names = await page.evaluate(() => Object.getOwnPropertyNames(window));
  const tag = (key: string) => `<script src="${program.url}/widget.js" data-key="${key}"></script>`;
  await page.goto(site.shows(tag(one) + tag(one) + tag(two)));
  const button = page.getByRole('button', { name: 'Call us' });
  const other = page.getByRole('button', { name: 'Ask the workshop' });
  await expect(other).toBeVisible();
  await expect(button).toBeVisible();
  await expect(page.locator('[data-tandem]')).toHaveCount(2);
  expect(await page.evaluate(() => Object.getOwnPropertyNames(window))).toEqual(names);
  expect(asked.filter((path) => !['/cart', '/widget.js', '/embed/settings.js'].includes(path))).toEqual([]);
  expect((await other.boundingBox())?.x).toBeLessThan((await button.boundingBox())?.x ?? 0);

  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await button.click();
  const form = page.frameLocator('iframe[title="Call us"]');
  await expect(form.getByRole('button', { name: 'Start call' })).toBeVisible();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(other).toHaveAttribute('aria-expanded', 'false');
  // By the tag's API: a call opens its form, filled in as far as is known; what is taken off the page is gone.
  await page.evaluate(() => (document.querySelectorAll('script')[0] as Tag).tandem?.call({ topic: 'Support (French)' }));
  await expect(form.getByRole('combobox', { name: 'Topic' })).toContainText('Support (French)');
  await page.evaluate(() => (document.querySelectorAll('script')[2] as Tag).tandem?.destroy());
  await expect(other).toHaveCount(0);
  await expect(button).toBeVisible();
  // After a page on which a call went on the frame is asked whether it still does. It does not: nothing opens, nothing stays.
  await page.evaluate((name) => sessionStorage.setItem(name, '1'), `tandem:${one}`);
  await page.reload();
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0);
  await expect(button).toHaveAttribute('aria-expanded', 'false');
});

test('a site that the key is not for gets no button and no frame, and its console says why; an unknown key is told in the frame', async ({
  program,
  site,
  customer,
}) => {
  const key = await widgetKeyFor(program, ['https://shop.example']);
  const { page } = await customer();
  const said = saidBy(page, /Tandem|frame-ancestors/);
  await page.goto(
    site.shows(
      `<script src="${program.url}/widget.js" data-key="${key}"></script>` +
        `<iframe title="Wrong site" src="${program.url}/embed?key=${key}"></iframe><iframe title="Unknown" src="${program.url}/embed?key=pk_nothing"></iframe>` +
        `<iframe title="Sign-in" src="${program.url}/login"></iframe>`,
    ),
  );
  await expect(page.frameLocator('iframe[title="Unknown"]').getByText('There is no such widget key')).toBeVisible();
  await expect.poll(() => said.join('\n')).toContain('[Tandem] This site is not among those that the widget key is for (forbidden');
  await expect.poll(() => said.join('\n')).toContain('frame-ancestors');
  await expect(page.locator('[data-tandem]')).toHaveCount(0);
  for (const title of ['Wrong site', 'Sign-in'])
    await expect(page.frameLocator(`iframe[title="${title}"]`).getByRole('textbox')).toHaveCount(0);
});

test('an administrator makes a key and copies its tag; the shop tries the options', async ({ desk, customer }) => {
  const { page } = await desk('admin@tandem.example', '/admin/widget');
  await expect(page.getByRole('row', { name: 'pk_demo' })).toBeVisible();
  await isAccessible(page, 'widget keys');
  await page.getByRole('button', { name: 'Add a key' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name' }).fill('Shop');
  await form.getByRole('textbox', { name: 'Sites, one on a line' }).fill('https://shop.example/cart');
  await form.getByRole('button', { name: 'Add key' }).click();
  await expect(form.getByRole('alert')).toHaveText('https://shop.example/cart is not an address like https://shop.example.');
  await isAccessible(page, 'a key’s form');
  await form.getByRole('textbox', { name: 'Sites, one on a line' }).fill('https://shop.example\nhttps://*.shop.example');
  await form.getByRole('button', { name: 'Add key' }).click();
  await page.getByRole('button', { name: 'Tag of Shop' }).click();
  await expect(page.getByRole('dialog').getByText(/<script src="http.*\/widget\.js" data-key="pk_\w{20}" async>/)).toBeVisible();
  await isAccessible(page, 'a key’s tag');

  // A second identity secret takes away the first, after a day or at a press: it is asked about.
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  const change = page.getByRole('button', { name: 'Change Shop' });
  await change.click();
  await form.getByRole('button', { name: 'Make identity secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'I have kept it' }).click();
  await change.click();
  await form.getByRole('button', { name: 'New identity secret' }).click();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'I have kept it' }).click();
  const shopRow = page.getByRole('row', { name: /^Shop pk_/ });
  await expect(shopRow).toContainText('two secrets until');
  await change.click();
  await form.getByRole('button', { name: 'End the old one now' }).click();
  await expect(shopRow).not.toContainText('two secrets until');

  const { page: shop } = await customer();
  await shop.goto('/demo');
  await shop.getByRole('combobox', { name: 'Language' }).selectOption('Français');
  await expect(shop.getByRole('button', { name: 'Appelez-nous' })).toBeVisible();
  await shop.getByRole('checkbox', { name: 'A second button' }).check();
  await expect(shop.getByRole('button', { name: 'Ask about an order' })).toBeVisible();
  await expect(shop.getByRole('region', { name: 'The tag' })).toContainText('data-lang="fr"');
  await shop.getByRole('textbox', { name: 'Topic' }).fill('Support (French)');
  await shop.keyboard.press('Tab');
  await expect(shop.getByRole('region', { name: 'The script' })).toContainText('tandem.call({ topic: "Support (French)" })');
  await shop.getByRole('button', { name: 'Talk to a barista' }).click();
  const frame = shop.frameLocator('iframe[title="Appelez-nous"]').first();
  await expect(frame.getByRole('combobox', { name: 'Sujet' })).toBeVisible();
  await expect(shop.getByRole('region', { name: 'What the page is told' })).toContainText('opened');
  await isAccessible(shop, 'the shop, with the frame');
});
