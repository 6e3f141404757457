import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WidgetKey } from '../protocol/widget-keys.ts';
import { WidgetKeyBook } from '../widget-keys/book.ts';
import { widgetGuard } from '../widget-keys/guard.ts';
import { openFrame } from './frame.ts';
import { setSecurityHeaders } from './headers.ts';

const NONE = { en: '', pt: '', fr: '' };
const KEY: WidgetKey = {
  ...{ id: 'pk_shop', name: 'Secret name', origins: ['https://shop.example'], queues: ['secret-queue'], position: 'bottom-left' },
  ...{ label: { ...NONE, en: 'Talk' }, consent: { ...NONE, en: '</script><script>alert(1)</script> & more' }, accent: '#112233' },
  ...{
    onAccent: null,
    enabled: true,
    standsIn: false,
    needsIdentity: false,
    centerId: null,
    server: null,
    oldSecretUntil: null,
    hasSecret: true,
    createdAt: 0,
  },
};

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-frame-'));
let server: Server;
let url: string;
beforeAll(async () => {
  mkdirSync(path.join(folder, 'assets'));
  const write = (name: string, content: string) => {
    writeFileSync(path.join(folder, name), content);
    writeFileSync(path.join(folder, `${name}.gz`), gzipSync(content));
    writeFileSync(path.join(folder, `${name}.br`), brotliCompressSync(content));
  };
  for (const name of ['widget.js', 'assets/main.js', 'assets/shared.js', 'assets/fr.js', 'assets/main.css']) write(name, `/* ${name} */`);
  const manifest = {
    'main.tsx': { file: 'assets/main.js', isEntry: true, css: ['assets/main.css'], imports: ['_shared.js'] },
    '_shared.js': { file: 'assets/shared.js' },
    '../../virtual:words/first/fr': { file: 'assets/fr.js' },
  };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'titles.json'), JSON.stringify({ en: 'Call us', pt: 'Ligue-nos', fr: 'Appelez-nous' }));
  const book = await WidgetKeyBook.open({ list: async () => [KEY] });
  const log = { warn: () => {}, error: () => {} };
  const widgets = widgetGuard({ book, secretsOf: async () => [], now: () => 0, publicUrl: null, log });
  const frame = openFrame({ folder, widgets, mediaOrigins: () => ['https://media.lisbon.example:8443'] });
  server = createServer((request, response) => {
    setSecurityHeaders(response);
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    if (!frame.handle(request, response, pathname)) response.writeHead(418).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the page comes in the language of the page around, names one language’s words, and may be shown on the key’s sites alone', async () => {
  const response = await fetch(`${url}/embed?key=pk_shop&lang=fr`);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).not.toContain('unsafe');
  expect(policy).toContain("connect-src 'self' https://media.lisbon.example:8443 wss://media.lisbon.example:8443;");
  expect(policy).toMatch(/frame-ancestors 'self' https:\/\/shop\.example$/);
  expect([response.headers.get('x-frame-options'), response.headers.get('set-cookie')]).toEqual([null, null]);
  const page = await response.text();
  expect(page).toContain('<html lang="fr-FR">');
  expect(page).toContain('<title>Appelez-nous · Tandem</title>');
  expect(page.match(/\/embed\/assets\/[\w.]+/g)).toEqual([
    '/embed/assets/main.css',
    '/embed/assets/shared.js',
    '/embed/assets/fr.js',
    '/embed/assets/main.js',
  ]);
});

test('what an administrator typed can’t leave its place in the page, and nothing else of the key is in it', async () => {
  const page = await (await fetch(`${url}/embed?key=pk_shop`)).text();
  expect(page.match(/<script/g)).toHaveLength(2);
  const [, settings = ''] = /application\/json">(.*?)<\/script>/.exec(page) ?? [];
  expect(JSON.parse(settings)).toEqual({ ok: true, consent: KEY.consent.en, needsIdentity: false, accent: '#112233', onAccent: null });
  expect(page).not.toMatch(/secret/i);
});

test('an unknown key is refused in a page that any site may show, so that it is seen', async () => {
  for (const address of ['/embed?key=pk_nothing', '/embed', '/embed?key=%3Cscript%3E']) {
    const response = await fetch(url + address);
    expect(response.status).toBe(403);
    expect(response.headers.get('content-security-policy')).toMatch(/frame-ancestors \*$/);
    expect(await response.text()).toContain(
      '{"ok":false,"error":{"code":"not-found","message":"There is no such widget key","field":"key"}}',
    );
  }
});

test('the settings of the button go to the key’s sites, as a script that their policy allows; others are told why not', async () => {
  const ask = async (origin: string) => {
    const response = await fetch(`${url}/embed/settings.js?key=pk_shop`, { headers: { origin } });
    expect(response.headers.get('vary')).toBe('Origin');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    return JSON.parse(/^export default (.*);$/.exec(await response.text())?.[1] ?? '');
  };
  expect(await ask('https://shop.example')).toEqual({
    ...{ ok: true, label: KEY.label, position: 'bottom-left', accent: '#112233', onAccent: null },
  });
  expect(await ask('https://other.example')).toMatchObject({ ok: false, error: { code: 'forbidden', field: 'key' } });
});

test('files are kept for a year, the loader for minutes, both as small as the browser can take them; other names are not there', async () => {
  const head = async (name: string, encoding: string) => {
    const response = await fetch(url + name, { headers: { 'accept-encoding': encoding } });
    return [response.status, response.headers.get('content-encoding'), response.headers.get('cache-control'), await response.text()];
  };
  expect(await head('/embed/assets/main.js', 'gzip, br')).toEqual([
    ...[200, 'br', 'public, max-age=31536000, immutable', '/* assets/main.js */'],
  ]);
  expect((await head('/embed/assets/main.js', 'gzip, br;q=0'))[1]).toBe('gzip');
  expect(await head('/widget.js', 'identity')).toEqual([200, null, 'public, max-age=300', '/* widget.js */']);
  for (const name of ['/embed/manifest.json', '/embed/assets/main.js.br', '/embed/../server/index.ts', '/embed/..%2f..%2fpackage.json'])
    expect((await fetch(url + name)).status).not.toBe(200);
  expect((await fetch(`${url}/embed`, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${url}/embedded`)).status).toBe(418);
});
