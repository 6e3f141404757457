import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import type { Person } from '../protocol/api.ts';
import { BOARD_NAMESPACE } from '../protocol/board.ts';
import type { WireError } from '../protocol/common.ts';
import { Started } from '../testing/started.ts';

/** What the web server lets through, to whom, and for how long. */

const open: Started[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function tandem(environment: Record<string, string> = {}): Promise<Started> {
  const started = new Started(environment);
  open.push(started);
  return started.start();
}

type Asked = Parameters<Started['fetch']>[1];
/** The status of an answer, and its error if it has one of ours. */
async function answer(started: Started, path: string, options?: Asked): Promise<{ status: number; error?: WireError }> {
  const response = await started.fetch(path, options);
  const body = (await response.json().catch(() => null)) as { error?: WireError } | null;
  return { status: response.status, ...(body?.error ? { error: body.error } : {}) };
}

/** A request whose path and body are sent as they are. */
async function raw(started: Started, method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<number> {
  const { port, hostname } = new URL(started.tandem.url);
  const length = body ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  const sent = request({ hostname, port, method, path, headers: { ...length, ...headers } }).end(body);
  const [response] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

/** The socket when it is let in; else the code of the refusal. */
function enter(started: Started, namespace: string, cookie: string, origin?: string): Promise<Socket | string> {
  const socket = started.socket(namespace, { cookie, ...(origin ? { origin } : {}) });
  return new Promise((resolve) => {
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', (error) => resolve(error.message));
  });
}

async function board(started: Started, email: string): Promise<{ cookie: string; socket: Socket; gone: Promise<unknown> }> {
  const cookie = await started.signIn(email);
  const socket = (await enter(started, BOARD_NAMESPACE, cookie)) as Socket;
  return { cookie, socket, gone: new Promise((resolve) => socket.on('disconnect', resolve)) };
}

describe('sign-in', () => {
  test('of better-auth’s surface three requests are let through, and the rest is not there', async () => {
    const started = await tandem();
    const cookie = await started.signIn('admin@tandem.example');
    const closed: [method: string, path: string][] = [
      ['POST', 'sign-up/email'],
      ['POST', 'change-password'],
      ['POST', 'change-email'],
      ['POST', 'update-user'],
      ['POST', 'delete-user'],
      ['POST', 'request-password-reset'],
      ['POST', 'reset-password'],
      ['POST', 'revoke-sessions'],
      ['POST', 'sign-in/social'],
      ['POST', 'get-session'],
      ['GET', 'sign-in/email'],
      ['GET', 'sign-out'],
      ['GET', 'list-sessions'],
      ['GET', 'list-accounts'],
      ['GET', 'ok'],
      ['GET', 'error'],
      ['GET', 'sign-in/email/'],
      ['DELETE', 'sign-out'],
    ];
    for (const [method, path] of closed)
      expect({
        path,
        ...(await answer(started, `/api/auth/${path}`, { method, cookie, ...(method === 'POST' ? { body: {} } : {}) })),
      }).toMatchObject({
        path,
        status: 404,
        error: { code: 'not-found' },
      });
    expect((await started.fetch('/api/auth/get-session', { cookie })).status).toBe(200);
    expect((await started.fetch('/api/auth/sign-out', { method: 'POST', cookie, body: {} })).status).toBe(200);
    expect(await answer(started, '/api/me', { cookie })).toMatchObject({ status: 401, error: { code: 'not-signed-in' } });
  });

  test('a stranger who tries passwords is stopped, and the person signs in from their own address all the same', async () => {
    const started = await tandem({ TANDEM_TRUSTED_PROXIES: '127.0.0.1' });
    const signIn = async (email: unknown, password: string, address: string) =>
      (
        await started.fetch('/api/auth/sign-in/email', {
          method: 'POST',
          body: { email, password },
          headers: { 'x-forwarded-for': address },
        })
      ).status;
    const ana = 'ana@lisbon.example';
    // An IPv6 customer has a whole /64.
    for (let nth = 0; nth < 10; nth += 1) expect(await signIn(ana, 'wrong', `2001:db8:1:2::${nth}`)).toBe(401);
    expect(await signIn(ana, 'tandem-demo', '2001:db8:1:2::99')).toBe(429);
    expect(await signIn(ana, 'tandem-demo', '203.0.113.9')).toBe(200);
    for (const email of [null, 17, { $ne: 1 }, 'nobody']) expect(await signIn(email, 'wrong', '203.0.113.9')).toBe(400);
  });

  test('behind TLS the cookies are Secure, and pages of the public address are ours', async () => {
    const publicUrl = 'https://calls.example';
    const started = await tandem({ TANDEM_PUBLIC_URL: publicUrl, TANDEM_DEMO: 'allow' });
    const body = { email: 'sofia@lisbon.example', password: 'tandem-demo' };
    const response = await started.fetch('/api/auth/sign-in/email', { method: 'POST', body, headers: { origin: publicUrl } });
    expect(response.status).toBe(200);
    const [cookie = '', ...attributes] = (response.headers.get('set-cookie') ?? '').split('; ');
    expect(attributes).toContain('Secure');
    expect(attributes).toContain('HttpOnly');
    expect(await answer(started, '/api/me', { cookie })).toEqual({ status: 200 });
    expect(await enter(started, BOARD_NAMESPACE, cookie, publicUrl)).toBeTypeOf('object');
    expect(await enter(started, BOARD_NAMESPACE, cookie, 'http://calls.example')).toBeTypeOf('string');
  });
});

describe('requests that change something', () => {
  test('are refused from pages of other sites', async () => {
    const started = await tandem();
    const cookie = await started.signIn('admin@tandem.example');
    const evil = { origin: 'https://evil.example' };
    const asked: [string, Asked][] = [
      ['/api/admin/skills', { method: 'POST', cookie, body: { name: 'Danish' } }],
      ['/api/admin/skills/french', { method: 'PATCH', cookie, body: { name: 'Danish' } }],
      ['/api/admin/skills/french', { method: 'DELETE', cookie }],
      ['/api/auth/sign-out', { method: 'POST', cookie, body: {} }],
      ['/api/auth/sign-in/email', { method: 'POST', body: { email: 'ana@lisbon.example', password: 'tandem-demo' } }],
      ['/api/widget/leave', { method: 'POST', body: { callId: 'x', secret: 'x'.repeat(32) } }],
    ];
    for (const [path, options] of asked)
      for (const origin of [evil.origin, 'null'])
        expect(await answer(started, path, { ...options, headers: { origin } })).toMatchObject({
          status: 403,
          error: { code: 'forbidden' },
        });
    const { skills } = (await (await started.fetch('/api/admin/skills', { cookie, headers: evil })).json()) as {
      skills: { name: string }[];
    };
    expect(skills.map((skill) => skill.name)).toEqual(['English', 'French', 'Portuguese', 'Sales', 'Support']);
  });

  test('come as JSON, the farewell of a page that is being closed included', async () => {
    const started = await tandem();
    const cookie = await started.signIn('admin@tandem.example');
    const post = (path: string, type: string, body: object) =>
      raw(started, 'POST', path, { cookie, ...(type ? { 'content-type': type } : {}) }, JSON.stringify(body));
    const credentials = { email: 'ana@lisbon.example', password: 'tandem-demo' };
    for (const type of ['', 'text/plain', 'text/plain; application/json', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect(await post('/api/admin/skills', type, { name: 'Danish' })).toBe(400);
      expect(await post('/api/auth/sign-in/email', type, credentials)).toBe(400);
    }
    expect(await post('/api/admin/skills', 'application/json; charset=utf-8', { name: 'Danish' })).toBe(200);
    expect(await post('/api/auth/sign-in/email', 'Application/JSON', credentials)).toBe(200);
    // There is no such call, and so it was understood.
    expect(await post('/api/widget/leave', 'application/json', { callId: 'x', secret: 'x'.repeat(32) })).toBe(404);
    expect(await raw(started, 'DELETE', '/api/admin/skills/danish', { cookie })).toBe(200);
  });
});

describe('an open socket', () => {
  test('ends with the session it was opened by, and with no other', async () => {
    const started = await tandem();
    const [desk, home] = [await board(started, 'sofia@lisbon.example'), await board(started, 'sofia@lisbon.example')];
    const ana = await started.agent('ana@lisbon.example');
    const anaGone = new Promise((resolve) => ana.socket.on('disconnect', resolve));
    await started.fetch('/api/auth/sign-out', { method: 'POST', cookie: desk.cookie, body: {} });
    await desk.gone;
    await started.fetch('/api/auth/sign-out', { method: 'POST', cookie: ana.cookie, body: {} });
    await anaGone;
    expect(await enter(started, BOARD_NAMESPACE, desk.cookie)).toBe('not-signed-in');
    expect(home.socket.connected).toBe(true);
  });

  const changes: [what: string, change: Partial<Person> & { password?: string }, refusal: string][] = [
    ['is switched off', { active: false }, 'not-signed-in'],
    ['gets a new password', { password: 'another one' }, 'not-signed-in'],
    ['gets another role', { role: 'supervisor' }, 'forbidden'],
    ['goes to another center', { centerId: 'toronto' }, 'forbidden'],
  ];
  test.each(changes)('ends when its agent %s', async (_, change, refusal) => {
    const started = await tandem();
    const admin = await board(started, 'admin@tandem.example');
    const ana = await started.agent('ana@lisbon.example');
    const gone = new Promise((resolve) => ana.socket.on('disconnect', resolve));
    const { people } = (await (await started.fetch('/api/admin/people', { cookie: admin.cookie })).json()) as { people: Person[] };
    const { id, ...before } = people.find((one) => one.email === 'ana@lisbon.example') as Person;
    const patch = (body: object) => answer(started, `/api/admin/people/${id}`, { method: 'PATCH', cookie: admin.cookie, body });
    // A change that takes no right away takes no socket away.
    expect(await patch({ ...before, name: 'Ana M.' })).toEqual({ status: 200 });
    expect(await ana.ask('set-status', { status: 'available' })).toMatchObject({ ok: true });
    expect(await patch({ ...before, ...change })).toEqual({ status: 200 });
    await gone;
    expect(await enter(started, '/cti/lisbon', ana.cookie)).toBe(refusal);
    expect(admin.socket.connected).toBe(true);
  });

  test('ends for a supervisor who becomes an agent', async () => {
    const started = await tandem();
    const admin = await started.signIn('admin@tandem.example');
    const sofia = await board(started, 'sofia@lisbon.example');
    const { people } = (await (await started.fetch('/api/admin/people', { cookie: admin })).json()) as { people: Person[] };
    const { id, ...before } = people.find((one) => one.email === 'sofia@lisbon.example') as Person;
    await started.fetch(`/api/admin/people/${id}`, { method: 'PATCH', cookie: admin, body: { ...before, role: 'agent' } });
    await sofia.gone;
    expect(await enter(started, BOARD_NAMESPACE, sofia.cookie)).toBe('forbidden');
  });
});

test('strangers learn from /api/health that it runs; details are for those who run the place, and for this machine', async () => {
  const started = await tandem({ TANDEM_TRUSTED_PROXIES: '127.0.0.1' });
  const health = async (options: Asked) => (await started.fetch('/api/health', options)).json();
  const stranger = { 'x-forwarded-for': '203.0.113.9' };
  const details = { status: 'ok', database: 'embedded', calls: 0, media: expect.anything() };
  expect(await health({})).toEqual(details);
  expect(await health({ headers: stranger })).toEqual({ status: 'ok' });
  expect(await health({ headers: { 'x-forwarded-for': '127.0.0.1' } })).toEqual({ status: 'ok' });
  expect(await health({ headers: { ...stranger, 'x-tandem-client-address': '127.0.0.1' } })).toEqual({ status: 'ok' });
  const as = async (email: string) => health({ headers: stranger, cookie: await started.signIn(email) });
  expect(await as('ana@lisbon.example')).toEqual({ status: 'ok' });
  expect(await as('sofia@lisbon.example')).toEqual(details);
  expect(await as('admin@tandem.example')).toEqual(details);
});

test('what is no path of ours is a bad request, and an upgrade that nobody takes is closed', async () => {
  const started = await tandem();
  for (const path of ['//', '//agent', '//evil.example/agent', '/\\agent', 'http://evil.example/', '*'])
    expect(await raw(started, 'GET', path)).toBe(400);
  expect(await raw(started, 'GET', '/agent')).toBe(302);
  expect(started.warnings).toEqual([]);

  const { hostname, port } = new URL(started.tandem.url);
  const socket = connect(Number(port), hostname);
  socket.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  socket.resume();
  await once(socket, 'end');
  socket.destroy();
});

test('connections that say nothing, or half a request, don’t keep it from ending', async () => {
  const started = await tandem();
  const { hostname, port } = new URL(started.tandem.url);
  const ended = ['', 'GET / HTTP/1.1\r\nHost'].map(async (said) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(said);
    return { gone: new Promise((resolve) => socket.resume().once('close', resolve)) };
  });
  const connections = await Promise.all(ended);
  await started.tandem.close();
  await Promise.all(connections.map(({ gone }) => gone));
});

test('of several requests at once for one name one succeeds; the others are told which field is taken', async () => {
  const started = await tandem();
  const cookie = await started.signIn('admin@tandem.example');
  const person = {
    name: 'Eva',
    email: 'eva@lisbon.example',
    role: 'agent',
    centerId: 'lisbon',
    active: true,
    skills: [],
    password: 'long enough',
  };
  const cases: [path: string, body: object, field: string][] = [
    ['/api/admin/skills', { name: 'Danish' }, 'name'],
    ['/api/admin/people', person, 'email'],
  ];
  for (const [path, body, field] of cases) {
    const answers = await Promise.all(Array.from({ length: 4 }, () => answer(started, path, { method: 'POST', cookie, body })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, error } of answers)
      if (status !== 200) expect({ status, error }).toMatchObject({ status: 409, error: { code: 'conflict', field } });
  }
});
