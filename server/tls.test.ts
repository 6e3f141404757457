import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InstallationClock } from './clock.ts';
import { readConfig } from './config.ts';
import { openListener } from './http/listener.ts';
import { listen } from './http/open.ts';
import { certificateFor } from './http/testing/certificate.ts';
import { LocalNode } from './media/local-node.ts';
import { NodeLink } from './media/node-link.ts';
import { startMediaServer } from './media/testing/media-server.ts';
import { Started } from './testing/started.ts';

/** The program's own TLS. */

const open: (() => unknown)[] = [];
let folder: string;
const files = () => ({ cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') });
const install = ({ cert, key }: { cert: string; key: string }) => {
  writeFileSync(files().cert, cert);
  writeFileSync(files().key, key);
};
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tandem-tls-'));
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (url: string, ca: string): Promise<{ status: number; body: string; serial: string }> =>
  new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => {
      const serial = (response.socket as TLSSocket).getPeerCertificate().serialNumber;
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, serial }));
    }).on('error', reject);
  });

test('the whole program speaks TLS: browsers, other servers, and its own centers all reach it', async () => {
  const { cert, key } = certificateFor('127.0.0.1');
  install({ cert, key });
  const started = await new Started({ TANDEM_TLS_CERT: files().cert, TANDEM_TLS_KEY: files().key }).start();
  open.push(() => started.close());
  const { url } = started.tandem;
  expect(url).toMatch(/^https:/);
  expect(await ask(`${url}/api/ready`, cert)).toMatchObject({ status: 200, body: '{"status":"ready"}' });
  await expect(ask(`${url}/api/ready`, certificateFor('127.0.0.1').cert)).rejects.toThrow(/self-signed|verify|certificate/);
  await expect.poll(async () => (await ask(`${url}/metrics`, cert)).body).toContain('tandem_center_up{center="lisbon"} 1');
  const refused = await new Promise<{ data?: object }>((resolve) => {
    const socket = io(`${url}/nodes`, { transports: ['websocket'], forceNew: true, reconnection: false, ca: cert as never });
    open.push(() => socket.disconnect());
    socket.once('connect_error', resolve as never);
  });
  expect(refused.data).toMatchObject({ code: 'forbidden' });

  // A media server looks at the certificate, and shows its key to nobody else.
  const media = await startMediaServer();
  open.push(() => media.close());
  const linkBy = (routingCa: string | null) =>
    new Promise<string>((resolve) => {
      const log = { info() {}, debug() {}, error() {}, warn: ({ reason }: { reason?: string }) => resolve(reason ?? '') };
      const settings = { id: 'lisbon-1', key: 'tandem_node_wrong', routingUrls: [url], routingCa };
      const clock = new InstallationClock({ wall: Date.now, log });
      const word = () => ({}) as never;
      const link = new NodeLink(new LocalNode(media.service), { ...settings, clock, word, log: log as never });
      open.push(() => link.close());
      link.open();
    });
  expect(await linkBy(files().cert)).toBe('No such media node and key');
  expect(await linkBy(null)).toBe('websocket error');
});

test('a new certificate is taken up with SIGHUP; one that does not belong to its key is logged, and the one before stays', async () => {
  const first = certificateFor('127.0.0.1', 1);
  install(first);
  const logged: string[] = [];
  const listener = openListener(files(), { error: (_, message) => logged.push(message) });
  open.push(() => listener.close());
  listener.server.on('request', (_, response) => response.end('here'));
  const url = `https://127.0.0.1:${await listen(listener.server, 0, '127.0.0.1')}`;
  open.push(() => listener.server.close());
  expect(await ask(url, first.cert)).toMatchObject({ body: 'here', serial: '01' });
  const second = certificateFor('127.0.0.1', 2);
  install({ cert: second.cert, key: first.key });
  process.emit('SIGHUP');
  expect([logged.length, (await ask(url, first.cert)).serial]).toEqual([1, '01']);
  install(second);
  process.emit('SIGHUP');
  expect(await ask(url, second.cert)).toMatchObject({ body: 'here', serial: '02' });
});

test('a media server needs neither database nor secret, and says which setting is missing', () => {
  const environment = {
    TANDEM_ROLES: 'media',
    TANDEM_NODE_ID: 'lisbon-1',
    TANDEM_NODE_KEY: 'tandem_node_key',
    TANDEM_ROUTING_URL: 'https://a.example, https://b.example:8443/',
    TANDEM_DRAIN_SECONDS: '60',
  };
  expect(readConfig(environment).node).toEqual({
    ...{ id: 'lisbon-1', key: 'tandem_node_key', routingCa: null, drainMs: 60_000, metricsKey: null },
    routingUrls: ['https://a.example', 'https://b.example:8443'],
  });
  expect(readConfig({}, []).node).toBeNull();
  expect(readConfig({ ...environment, TANDEM_ROLES: '' }, ['--role', 'media']).node?.id).toBe('lisbon-1');
  for (const [name, value] of [
    ...Object.keys(environment)
      .slice(1, 4)
      .map((name) => [name, undefined] as const),
    ['TANDEM_NODE_ID', 'Lisbon 1'],
    ['TANDEM_ROUTING_URL', 'https://a.example,b.example'],
    ['TANDEM_TLS_CERT', 'cert.pem'],
  ] as const)
    expect(() => readConfig({ ...environment, [name]: value }), `${name}=${value}`).toThrow(name);
});
