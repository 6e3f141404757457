import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * The example before a Tandem of your own: `npm run example` in the package's folder, while `npm start` runs in the program's.
 * It makes itself a key with the accounts of a demo. Without those: --key pk_…, whose sites have this page's origin among them.
 *
 * This is also what a company's server does: it serves the page, and says who is signed in by a token that it signs.
 */

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    port: { type: 'string', default: '8100' },
    key: { type: 'string' },
    /** The identity secret of that key. */
    secret: { type: 'string' },
    /** Who is signed in; without it, nobody. */
    as: { type: 'string' },
  },
});
const here = import.meta.dirname;
const origin = `http://localhost:${values.port}`;

const built = spawnSync(process.execPath, [path.join(here, '../build.mjs')], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);
const { key, secret } = values.key === undefined ? await demoKey() : { key: values.key, secret: values.secret };

const files = {
  '/': ['text/html; charset=utf-8', 'index.html'],
  '/call.js': ['text/javascript', 'call.js'],
  '/call.css': ['text/css', 'call.css'],
  '/standalone.js': ['text/javascript', '../dist/standalone.js'],
};
const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self'; media-src 'self' blob:; worker-src blob:",
  `connect-src 'self' ${values.url} ${values.url.replace('http', 'ws')}`,
].join('; ');

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', origin);
  response.setHeader('Content-Security-Policy', policy);
  if (pathname === '/settings.json') return send(response, 'application/json', JSON.stringify({ url: values.url, key }));
  if (pathname === '/identity' && request.method === 'POST') {
    if (values.as === undefined || secret === undefined) return void response.writeHead(204).end();
    return send(response, 'text/plain', identityToken({ id: values.as.toLowerCase().replaceAll(/\W+/g, '-'), name: values.as }, secret));
  }
  const [type, name] = files[pathname] ?? [];
  if (type === undefined) return void response.writeHead(404).end();
  send(response, type, readFileSync(path.join(here, name)));
}).listen(Number(values.port), '127.0.0.1', () => console.log(`The example: ${origin}`));

function send(response, type, body) {
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
}

/** Good for five minutes; see docs/widget.md. */
function identityToken({ id, name }, signedWith) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: id, name, iat, exp: iat + 300 })}`;
  return `${signed}.${createHmac('sha256', signedWith).update(signed).digest('base64url')}`;
}

/** As an administrator of a demo would make one. */
async function demoKey() {
  const ask = async (to, body, cookie = '') => {
    const headers = { 'content-type': 'application/json', origin: new URL(values.url).origin, cookie };
    const answer = await fetch(new URL(to, values.url), { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null);
    if (answer?.ok) return answer;
    console.error(`${values.url} can’t be asked for a key: start a demo there, or name one by --key.`);
    process.exit(1);
  };
  const signedIn = await ask('/api/auth/sign-in/email', { email: 'admin@tandem.example', password: 'tandem-demo' });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const none = { en: '', pt: '', fr: '' };
  const input = {
    ...{ name: 'The client’s example', origins: [origin], queues: null, label: none, consent: none, position: 'bottom-right' },
    ...{ accent: null, onAccent: null, enabled: true, standsIn: false, needsIdentity: false },
  };
  const { id } = await (await ask('/api/admin/widget-keys', input, cookie)).json();
  const made = await (await ask(`/api/admin/widget-keys/${id}/secret`, {}, cookie)).json();
  return { key: id, secret: made.secret };
}
