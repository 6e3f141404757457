import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isSigned, SIGNATURE_HEADER, TIMESTAMP_HEADER } from '../data/customers/signature.ts';
import { openDatabase } from '../data/database.ts';
import { openWebhookBook } from '../data/webhook-book.ts';
import { proxyList } from '../http/addresses.ts';
import type { AlertRule } from '../protocol/alerts.ts';
import type { AuditEntry } from '../protocol/audit.ts';
import type { Delivery, NewWebhook, Webhook, WebhookInput } from '../protocol/webhooks.ts';
import { Started } from '../testing/started.ts';
import { assertMaySend, maySendTo } from './addresses.ts';
import { MAX_ATTEMPTS, waitAfter } from './backoff.ts';
import { sender } from './send.ts';

/** What an address is told, how it can tell that it is true, and what is not sent where. */

interface Taken {
  event: string;
  data: { callId?: string; kind?: string; value?: number };
  signed: boolean;
  /** How many signatures there were. */
  signatures: number;
}

/** Another program, which takes what it is sent, or does not. */
class Receiver {
  secret = '';
  status = 204;
  readonly taken: Taken[] = [];
  readonly #checks = new Set<() => void>();
  readonly #server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const asked = { method: 'POST', path: request.url ?? '', timestamp: Number(request.headers[TIMESTAMP_HEADER]), body };
    const signatures = String(request.headers[SIGNATURE_HEADER]).split(',');
    const signed = signatures.some((one) => isSigned(this.secret, asked, one, Date.now() / 1000));
    response.writeHead(this.status).end();
    this.taken.push({ ...(JSON.parse(body) as Taken), signed, signatures: signatures.length });
    for (const check of this.#checks) check();
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook?from=tandem`;
  }
  until(is: (one: Taken) => boolean): Promise<Taken> {
    return new Promise((resolve) => {
      const check = () => {
        const found = this.taken.find(is);
        if (!found) return;
        this.#checks.delete(check);
        resolve(found);
      };
      this.#checks.add(check);
      check();
    });
  }
  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('webhooks', () => {
  const started = new Started({ TANDEM_WEBHOOK_NETWORKS: '127.0.0.1' });
  const receiver = new Receiver();
  let admin = '';
  let url = '';
  beforeAll(async () => {
    await started.start();
    admin = await started.signIn('admin@tandem.example');
    url = await receiver.listen();
  });
  afterAll(async () => {
    receiver.close();
    await started.close();
  });
  const send = async (method: string, path: string, body?: object, cookie = admin) => {
    const response = await started.fetch(`/api/admin/webhooks${path}`, { method, cookie, ...(body ? { body } : {}) });
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  };
  const make = async (change: Partial<WebhookInput> = {}) => {
    const made = (await send('POST', '', { name: 'Ours', url, events: ['call-queued', 'call-abandoned'], active: true, ...change }))
      .answer as NewWebhook;
    receiver.secret = made.secret;
    return made.webhook;
  };
  const deliveries = async (id: string, query = '') => (await send('GET', `/${id}/deliveries${query}`)).answer.deliveries as Delivery[];
  const settled = (id: string, is: (list: Delivery[]) => boolean) =>
    vi.waitFor(
      async () => {
        const list = await deliveries(id);
        if (!is(list)) throw new Error(`The deliveries are ${JSON.stringify(list)}`);
        return list;
      },
      { timeout: 20_000, interval: 200 },
    );
  const abandoned = async () => {
    const caller = started.caller();
    await caller.start('sales-portuguese');
    await caller.leave();
    return caller.key?.callId ?? '';
  };

  test('are told what they listen to and nothing else, signed, and what became of it is kept; nobody learns the secret again', async () => {
    const { id } = await make();
    const callId = await abandoned();
    const first = await receiver.until(({ event, data }) => event === 'call-queued' && data.callId === callId);
    expect(first).toMatchObject({ signed: true, data: { kind: 'call-queued', callId } });
    expect(await receiver.until(({ event, data }) => event === 'call-abandoned' && data.callId === callId)).toMatchObject({ signed: true });
    expect(await settled(id, (list) => list.length === 2 && list.every(({ state }) => state === 'delivered'))).toMatchObject([
      { event: 'call-abandoned', attempts: 1, status: 204, problem: null },
      { event: 'call-queued', attempts: 1, status: 204, problem: null },
    ]);
    expect(JSON.stringify((await send('GET', '')).answer)).not.toContain(receiver.secret);
    await send('DELETE', `/${id}`);
  });

  test('that do not take it are tried again, also after a restart, and what happened meanwhile is told once', async () => {
    const { id } = await make({ events: ['call-queued'] });
    receiver.status = 503;
    const first = await abandoned();
    const [failed] = await settled(id, ([one]) => one?.attempts === 1);
    expect(failed).toMatchObject({ state: 'pending', status: 503, problem: 'status' });
    expect(failed?.nextAt).toBeGreaterThan(Date.now());
    receiver.status = 204;
    receiver.taken.length = 0;
    await started.restart();
    const second = await abandoned();
    await receiver.until(({ data }) => data.callId === second);
    expect((await send('POST', `/deliveries/${failed?.id}/again`, {})).status).toBe(200);
    await receiver.until(({ data }) => data.callId === first);
    await settled(id, (list) => list.every(({ state }) => state === 'delivered'));
    expect(receiver.taken.map(({ data }) => data.callId)).toEqual([second, first]);
    expect(await send('POST', `/deliveries/${failed?.id}/again`, {})).toMatchObject({ status: 409 });
    await send('DELETE', `/${id}`);
  });

  test('are told of alerts that fire and clear', async () => {
    const { id } = await make({ events: ['alert-fired', 'alert-cleared'] });
    const rule = { name: 'Line', measure: 'waiting', scope: { kind: 'all' }, comparison: 'above', threshold: 0, forSeconds: 0 };
    const body = { ...rule, centerId: null, sound: false, active: true };
    const made = (await (await started.fetch('/api/alerts/rules', { method: 'POST', cookie: admin, body })).json()) as AlertRule;
    const caller = started.caller();
    await caller.start('sales-portuguese');
    expect(await receiver.until(({ event }) => event === 'alert-fired')).toMatchObject({
      signed: true,
      data: { ruleId: made.id, value: 1 },
    });
    await caller.leave();
    await receiver.until(({ event }) => event === 'alert-cleared');
    await send('DELETE', `/${id}`);
  });

  test('have a new secret when it is renewed, which signs beside the old one for a day, and can be tried', async () => {
    const { id } = await make({ active: true });
    const ping = async () => {
      receiver.taken.length = 0;
      await send('POST', `/${id}/ping`, {});
      return receiver.until(({ event }) => event === 'ping');
    };
    expect(await ping()).toMatchObject({ signed: true, signatures: 1 });
    const [oldest, before] = [receiver.secret, Date.now()];
    const { secret, webhook } = (await send('POST', `/${id}/secret`, {})).answer as NewWebhook;
    expect(secret).not.toBe(oldest);
    expect(webhook.oldSecretUntil).toBeGreaterThanOrEqual(before + 24 * 3_600_000);
    expect(await ping()).toMatchObject({ signed: true, signatures: 2 });
    receiver.secret = secret;
    expect(await ping()).toMatchObject({ signed: true, signatures: 2 });
    // Once more: the oldest is good no longer.
    const again = (await send('POST', `/${id}/secret`, {})).answer as NewWebhook;
    expect(await ping()).toMatchObject({ signed: true, signatures: 2 });
    receiver.secret = oldest;
    expect(await ping()).toMatchObject({ signed: false });
    receiver.secret = again.secret;
    await send('DELETE', `/${id}`);
  });

  test('are for administrators alone', async () => {
    const sofia = await started.signIn('sofia@lisbon.example');
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['PATCH', '/x'],
      ['DELETE', '/x'],
      ['GET', '/x/deliveries'],
      ['POST', '/deliveries/x/again'],
      ['POST', '/x/secret'],
      ['POST', '/x/ping'],
    ] as const)
      expect(await send(method, path, method === 'GET' ? undefined : {}, sofia)).toMatchObject({ status: 403 });
    const search = '/api/supervision/audit?outcome=refused';
    const { entries } = (await (await started.fetch(search, { cookie: admin })).json()) as { entries: AuditEntry[] };
    expect(entries.slice(0, 8).map(({ actor, action, details }) => [actor.name, action, details.asked])).toEqual(
      [
        ['webhook-changed', 'POST /api/admin/webhooks/x/ping'],
        ['webhook-changed', 'POST /api/admin/webhooks/x/secret'],
        ['webhook-changed', 'POST /api/admin/webhooks/deliveries/x/again'],
        ['read', 'GET /api/admin/webhooks/x/deliveries'],
        ['webhook-changed', 'DELETE /api/admin/webhooks/x'],
        ['webhook-changed', 'PATCH /api/admin/webhooks/x'],
        ['webhook-changed', 'POST /api/admin/webhooks'],
        ['read', 'GET /api/admin/webhooks'],
      ].map((noted) => ['Sofia Almeida', ...noted]),
    );
  });

  test.each([
    [{ url: 'https://10.0.0.7/hook' }, 'url'],
    [{ url: 'https://[::1]/hook' }, 'url'],
    [{ url: 'https://169.254.169.254/latest/meta-data' }, 'url'],
    [{ url: 'http://8.8.8.8/hook' }, 'url'],
    [{ url: 'ftp://example.com' }, 'url'],
    [{ url: 'https://user:pass@example.com/' }, 'url'],
    [{ url: 'https://nowhere.invalid/' }, 'url'],
    [{ events: [] }, 'events'],
    [{ events: ['center-reported'] }, 'events.0'],
    [{ name: '' }, 'name'],
  ])('with %j: the field at fault is %s', async (change, field) => {
    const { answer } = await send('POST', '', { name: 'Ours', url, events: ['call-queued'], active: false, ...change });
    expect((answer.error as { field?: string } | undefined)?.field).toBe(field);
    for (const { id } of (await send('GET', '')).answer.webhooks as Webhook[]) await send('DELETE', `/${id}`);
  });
});

describe('an address', () => {
  const nobody = proxyList([]);
  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fd00::1',
    'fe80::1',
    'fec0::1', // local to a site, as it once was
    '::ffff:7f00:1',
    '::ffff:0:127.0.0.1', // translated
    '64:ff9b:1::a00:1',
    '2001::7f00:1', // by a tunnel
    '2001:db8::1',
    '3fff::1',
    '4000::1', // nobody's
    'ff02::1',
    '192.88.99.1',
  ])('%s is in the own network, however it is written', (address) => {
    expect(maySendTo(nobody)(new URL('https://example.com'))(address)).toBe(false);
  });

  test.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is on the Internet, and is asked by https alone', (address) => {
    expect(maySendTo(nobody)(new URL('https://example.com'))(address)).toBe(true);
    expect(maySendTo(nobody)(new URL('http://example.com'))(address)).toBe(false);
  });

  test('is refused when it is saved, whatever name or number it has', async () => {
    for (const url of [
      'https://localhost/',
      'https://127.1/',
      'https://0x7f000001/',
      'https://2130706433/',
      'https://[::ffff:7f00:1]/',
      'https://0177.0.0.1/',
      'https://0/',
      'https://[::]/',
      'https://[fe80::1]/',
    ])
      await expect(assertMaySend(new URL(url), maySendTo(nobody))).rejects.toMatchObject({ code: 'bad-request', field: 'url' });
  });

  test('that leads into the own network by the time of sending is not asked', async () => {
    let asked = 0;
    const server = http.createServer((_, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const delivery = { id: 'd', webhookId: 'w', secrets: ['s'], event: 'ping', body: '{}', attempts: 0 };
    const to = (host: string, may = maySendTo(nobody)) => sender(may)({ ...delivery, url: `http://${host}:${port}/` }, Date.now());
    // As a name that was another address when it was saved.
    expect(await to('localhost')).toEqual({ status: null, problem: 'forbidden-address' });
    expect(await to('127.0.0.1')).toEqual({ status: null, problem: 'forbidden-address' });
    expect(asked).toBe(0);
    expect(await to('127.0.0.1', maySendTo(proxyList([{ address: '127.0.0.1', prefix: 32 }])))).toEqual({ status: 200, problem: null });
    server.close();
  });

  test('that sends elsewhere is not followed', async () => {
    const paths: string[] = [];
    const server = http.createServer((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const send = sender(maySendTo(proxyList([{ address: '127.0.0.1', prefix: 32 }])));
    const delivery = { id: 'd', webhookId: 'w', secrets: ['s'], event: 'ping', body: '{}', attempts: 0 };
    expect(await send({ ...delivery, url: `http://127.0.0.1:${port}/hook` }, Date.now())).toEqual({ status: null, problem: 'redirect' });
    expect(paths).toEqual(['/hook']);
    server.close();
  });
});

test('an old secret signs for its day and no longer, and is then deleted', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-webhooks-'));
  const database = await openDatabase({ url: null, folder });
  try {
    const book = openWebhookBook(database.prisma, Buffer.alloc(32, 1));
    const input: WebhookInput = { name: 'Ours', url: 'https://example.com/', events: ['call-queued'], active: true };
    const { id } = await book.create(input, 'first', 0n, 0);
    await book.renew(id, 'second', 1000);
    await book.enqueue(id, [{ event: 'ping', subject: 'x', data: {} }], 0);
    const secretsAt = async (now: number) => (await book.due(now, 1, [])).map(({ secrets }) => secrets);
    expect(await secretsAt(999)).toEqual([['second', 'first']]);
    expect(await secretsAt(1000)).toEqual([['second']]);
    await book.forgetOld(1000);
    const kept = await database.prisma.webhook.findUniqueOrThrow({ where: { id } });
    expect([kept.previousSecret, kept.previousUntil]).toEqual([null, null]);
    await expect(book.renew('gone', 'third', 5000)).rejects.toMatchObject({ code: 'not-found' });
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('waits grow to an hour, less up to a half by chance, and end after about three hours', () => {
  const waits = (random: number) => Array.from({ length: MAX_ATTEMPTS }, (_, index) => waitAfter(index + 1, random));
  const longest = waits(0);
  expect(longest.slice(0, 3)).toEqual([10_000, 20_000, 40_000]);
  expect(longest.at(-2)).toBe(3_600_000);
  expect(longest.at(-1)).toBeNull();
  expect(waits(1).slice(0, -1)).toEqual(longest.slice(0, -1).map((wait) => (wait ?? 0) / 2));
  const hours = longest.reduce<number>((sum, wait) => sum + (wait ?? 0), 0) / 3_600_000;
  expect(hours).toBeGreaterThan(2);
  expect(hours).toBeLessThan(4);
});
