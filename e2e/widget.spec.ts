import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AGENT_HZ, test as base, CALLER_HZ, expect, LEAVES_NO_TRACE, waitForTone } from './support/test.ts';

/** Somebody else's site: another origin, with a policy that allows our script and our frame and nothing else. */
const test = base.extend<{ site: (body: string) => Promise<string> }>({
  site: async ({ program }, use) => {
    let page = '';
    const server = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader('Content-Security-Policy', `default-src 'none'; script-src ${program.url}; frame-src ${program.url}`);
      response.end(page);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use(async (body) => {
      page = `<!doctype html><html lang="en"><head><title>Another site</title></head><body><h1>Another site</h1>${body}</body></html>`;
      // Another host as well as another port: another site, to the browser's rules for frames and their storage.
      return `http://localhost:${(server.address() as AddressInfo).port}/cart`;
    });
    server.closeAllConnections();
    server.close();
  },
});

test('a page of another origin embeds the widget by its tag, under a strict policy, and its caller talks', async ({
  program,
  site,
  agent,
  customer,
}) => {
  const david = await agent('david@toronto.example');
  await david.choose('Available');
  const chloe = await customer();
  const refused: string[] = [];
  chloe.page.on('console', (message) => {
    if (/Content Security Policy|Permissions policy/i.test(message.text())) refused.push(message.text());
  });
  await chloe.page.goto(
    await site(
      `<script src="${program.url}/widget.js" data-topic="Support (French)" data-name="Chloé Bouchard" data-email="chloe.bouchard@example.com" data-label="Talk to us" async></script>`,
    ),
  );
  await chloe.page.getByRole('button', { name: 'Talk to us' }).click();
  await expect(chloe.widget.getByRole('combobox', { name: 'Topic' })).toContainText('Support (French)');
  await expect(chloe.widget.getByRole('textbox', { name: 'Your name' })).toHaveValue('Chloé Bouchard');
  await expect(chloe.widget.getByRole('textbox', { name: 'Email' })).toHaveValue('chloe.bouchard@example.com');
  // By keyboard: the card is still growing to its form's height, and a pointer would press where the button was.
  await chloe.widget.getByRole('button', { name: 'Start call' }).press('Enter');
  await expect(david.offer).toContainText('/cart');
  await david.accept();
  await chloe.reads('Connected');
  await waitForTone(chloe.frame, AGENT_HZ);
  await waitForTone(david.page, CALLER_HZ);
  await expect(chloe.page.getByRole('button', { name: 'On call' })).toBeVisible();
  await chloe.hangUp();
  await chloe.reads('Ended');
  await expect(chloe.page.getByRole('button', { name: 'Talk to us' })).toBeVisible();
  expect(refused).toEqual([]);
});

test(
  'two tags on a page make one button, and nothing is loaded before the first press',
  LEAVES_NO_TRACE,
  async ({ program, site, customer }) => {
    const { page } = await customer();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const tag = `<script src="${program.url}/widget.js"></script>`;
    await page.goto(await site(tag + tag));
    const button = page.getByRole('button', { name: 'Call us' });
    await expect(button).toHaveCount(1);
    await expect(page.locator('[data-tandem]')).toHaveCount(1);
    expect(asked.filter((path) => path !== '/widget.js')).toEqual(['/cart']);
    await expect(button).toHaveAttribute('aria-expanded', 'false');
    await button.click();
    await expect(page.frameLocator('iframe[title="Call us"]').getByRole('button', { name: 'Start call' })).toBeVisible();
    await expect(button).toHaveAttribute('aria-expanded', 'true');
  },
);

test('only the widget’s frame may be shown on another site', LEAVES_NO_TRACE, async ({ program, site, customer }) => {
  const { page } = await customer();
  await page.goto(
    await site(`<iframe title="Sign-in" src="${program.url}/login"></iframe><iframe title="Widget" src="${program.url}/embed"></iframe>`),
  );
  await expect(page.frameLocator('iframe[title="Widget"]').getByRole('button', { name: 'Start call' })).toBeVisible();
  await expect(page.frameLocator('iframe[title="Sign-in"]').getByRole('textbox', { name: 'Email' })).toHaveCount(0);
});
