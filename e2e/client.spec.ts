import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SignJWT } from 'jose';
import type { NewIdentitySecret } from '../server/protocol/widget-keys.ts';
import type { Program } from './support/program.ts';
import { AGENT_HZ, test as base, CALLER_HZ, expect, waitForSilence, waitForTone } from './support/test.ts';
import { widgetKeyFor } from './support/widget-keys.ts';

interface Shop {
  origin: string;
  /** What the shop's server writes into its page. */
  settings: { url: string; key: string };
  /** Whom its server vouches for. */
  identity: string | null;
}

const PACKAGE = path.join(import.meta.dirname, '../packages/client');

/** The package's own example on another origin, under a policy that allows what its README says and nothing else. */
const test = base.extend<{ shop: Shop }>({
  shop: async ({ program }, use) => {
    const built = mkdtempSync(path.join(tmpdir(), 'tandem-client-'));
    execFileSync(process.execPath, [path.join(PACKAGE, 'build.mjs'), built]);
    const shop: Shop = { origin: '', settings: { url: program.url, key: '' }, identity: null };
    const files: Record<string, () => [type: string, body: string | Buffer]> = {
      '/': () => ['text/html; charset=utf-8', readFileSync(path.join(PACKAGE, 'example/index.html'))],
      '/call.js': () => ['text/javascript', readFileSync(path.join(PACKAGE, 'example/call.js'))],
      '/call.css': () => ['text/css', readFileSync(path.join(PACKAGE, 'example/call.css'))],
      '/standalone.js': () => ['text/javascript', readFileSync(path.join(built, 'standalone.js'))],
      '/settings.json': () => ['application/json', JSON.stringify(shop.settings)],
      '/identity': () => ['text/plain', shop.identity ?? ''],
    };
    const server = createServer((request, response) => {
      const file = files[request.url ?? ''];
      if (file === undefined) return void response.writeHead(404).end();
      const [type, body] = file();
      const sockets = program.url.replace('http', 'ws');
      response.setHeader('Content-Type', type);
      response.setHeader(
        'Content-Security-Policy',
        `default-src 'none'; script-src 'self'; style-src 'self'; worker-src blob:; connect-src 'self' ${program.url} ${sockets}`,
      );
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    shop.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    await use(shop);
    server.closeAllConnections();
    server.close();
    rmSync(built, { recursive: true, force: true });
  },
});

async function secretOf({ url }: Program, key: string): Promise<string> {
  const send = (to: string, body: object, cookie = '') =>
    fetch(url + to, { method: 'POST', headers: { 'content-type': 'application/json', origin: url, cookie }, body: JSON.stringify(body) });
  const signedIn = await send('/api/auth/sign-in/email', { email: 'admin@tandem.example', password: 'tandem-demo' });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return ((await (await send(`/api/admin/widget-keys/${key}/secret`, {}, cookie)).json()) as NewIdentitySecret).secret;
}

const tokenBy = (secret: string) =>
  new SignJWT({ name: 'Rita Real', email: 'rita@shop.example' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('shop-7')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));

test('a page of another origin draws its own call: a forged identity is refused, a good one is verified to the agent, and a reload goes on talking', async ({
  program,
  shop,
  agent,
  customer,
}) => {
  shop.settings.key = await widgetKeyFor(program, [shop.origin]);
  const secret = await secretOf(program, shop.settings.key);
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const { page } = await customer();
  const refused: string[] = [];
  page.on('console', (message) => void (/Content Security Policy/i.test(message.text()) && refused.push(message.text())));
  const status = page.getByRole('status');
  const alert = page.getByRole('alert');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const fillIn = async () => {
    await page.getByRole('combobox', { name: 'Topic' }).selectOption('Sales (Portuguese)');
    await page.getByRole('textbox', { name: 'Your name' }).fill('Typed Name');
  };
  await page.goto(shop.origin);
  await fillIn();
  // The page stays open from one to the next: who is signed in is asked anew each time.
  const call = async (identity: string | null) => {
    shop.identity = identity;
    await press('Call');
  };

  await call(await tokenBy('guessed-by-somebody-who-knows-no-secret'));
  await expect(alert).toHaveText('The site could not confirm who you are. Reload the page, then try again.');
  await expect(ana.offer).toHaveCount(0);

  await call(null);
  await expect(ana.offer).toContainText('Typed Name');
  await expect(ana.offer.getByText('Not verified', { exact: true })).toBeVisible();
  await press('Hang up');
  await expect(status).toHaveText('The call is over.');
  await expect(ana.offer).toHaveCount(0);

  await call(await tokenBy(secret));
  await expect(ana.offer).toContainText('Rita Real');
  await expect(ana.offer.getByText('Verified', { exact: true })).toBeVisible();
  await expect(ana.customer.getByRole('region', { name: 'Said by the page' })).toContainText('59.90 €');
  await ana.accept();
  await expect(status).toHaveText('You are talking to Ana Martins.');
  await waitForTone(page, AGENT_HZ);
  await waitForTone(ana.page, CALLER_HZ);
  await press('Mute');
  await waitForSilence(ana.page);

  // Asked before: the microphone opens by their own press.
  await page.reload();
  await press('Go back to it');
  await expect(status).toHaveText('You are talking to Ana Martins.');
  await waitForTone(page, AGENT_HZ);
  await waitForTone(ana.page, CALLER_HZ);
  await expect(ana.customer.getByText('Verified', { exact: true })).toBeVisible();
  await press('Hang up');
  await expect(status).toHaveText('The call is over.');
  await expect(ana.wrapup).toBeVisible();
  await page.getByRole('spinbutton', { name: 'From 1' }).fill('5');
  await press('Rate');
  await expect(status).toHaveText('Thank you.');

  // Nobody is free now: the place is kept without a microphone, then a message is left in its stead.
  await fillIn();
  await call(await tokenBy(secret));
  await expect(status).toContainText('You are number 1 in line');
  await press('Ring me back here');
  await expect(status).toContainText('Your place is kept: number 1.');
  await press('I am here');
  await expect(status).toContainText('You are number 1 in line');
  await press('Record');
  await expect(page.getByText(/^Recording: 17[0-8] s left\.$/)).toBeVisible();
  await press('Stop');
  await expect(page.getByText(/^\d+ s are recorded\.$/)).toBeVisible();
  await press('Leave this message');
  await expect(status).toHaveText('Your message has been left.');
  expect(refused).toEqual([]);
});
