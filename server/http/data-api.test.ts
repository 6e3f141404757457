import { validate } from '@readme/openapi-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiKey, ApiKeyInput, NewApiKey } from '../protocol/api-keys.ts';
import type { AuditEntry } from '../protocol/audit.ts';
import type { ApiCallStory, ApiCalls, ApiEvents } from '../protocol/data-api.ts';
import type { PublicEvent } from '../protocol/public-events.ts';
import { Started } from '../testing/started.ts';

/** What other programs may read, with which key, and how the stream goes on where it was left. */

const started = new Started();
let admin = '';
const everything: ApiKeyInput = {
  name: 'Warehouse',
  scopes: ['calls:read', 'events:read', 'agents:read', 'queues:read', 'reports:read'],
  centers: null,
};
const REPORT = '/reports?period=today&zone=Europe/Lisbon&interval=day&by=queue&by=center&measure=offered&measure=serviceLevel';
let secret = '';
beforeAll(async () => {
  await started.start();
  admin = await started.signIn('admin@tandem.example');
  secret = (await make()).secret;
});
afterAll(() => started.close());

async function make(change: Partial<ApiKeyInput> = {}): Promise<NewApiKey> {
  const response = await started.fetch('/api/admin/keys', { method: 'POST', cookie: admin, body: { ...everything, ...change } });
  expect(response.status).toBe(200);
  return (await response.json()) as NewApiKey;
}

const ask = (path: string, key = secret, headers: Record<string, string> = {}) =>
  started.fetch(`/api/v1${path}`, { headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers } });
async function read<T>(path: string, key?: string): Promise<T> {
  const response = await ask(path, key);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}
const refusal = async (path: string, key?: string, headers?: Record<string, string>) => {
  const response = await ask(path, key, headers);
  return { status: response.status, ...((await response.json()) as object) };
};

/** A call that a caller made and left; the id of it. */
async function abandoned(queueId = 'sales-portuguese'): Promise<string> {
  const caller = started.caller();
  await caller.start(queueId);
  await caller.leave();
  return caller.key?.callId ?? '';
}

/** Events of a stream, until as many have come. */
async function collect(response: Response, count: number): Promise<PublicEvent[]> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const found = () => [...text.matchAll(/^data: (.*)\n\n/gm)].map(([, data = '']) => JSON.parse(data) as PublicEvent);
  while (found().length < count) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) break;
    text += value;
  }
  await reader?.cancel();
  return found();
}

describe('a key', () => {
  test('is shown once, kept as a hash, and listed with what it may and when it was used', async () => {
    const { key, secret: shown } = await make({ name: 'Once' });
    const listed = async () => {
      const text = await (await started.fetch('/api/admin/keys', { cookie: admin })).text();
      expect(text).not.toContain(shown);
      return (JSON.parse(text) as { keys: ApiKey[] }).keys.find(({ id }) => id === key.id);
    };
    expect(await listed()).toMatchObject({ name: 'Once', hint: shown.slice(-4), lastUsedAt: null, endedAt: null });
    await read('/queues', shown);
    expect((await listed())?.lastUsedAt).toBeGreaterThan(0);
  });

  test('that lacks a scope is refused with the scope named; without a good key nothing is told', async () => {
    const { secret: narrow } = await make({ scopes: ['queues:read'] });
    expect(await refusal('/calls?from=0&to=1', narrow)).toEqual({
      status: 403,
      error: { code: 'forbidden', message: 'This key does not have the scope calls:read', field: 'scope' },
    });
    const { paths } = (await (await ask('/openapi.json', '')).json()) as { paths: Record<string, object> };
    const others = Object.keys(paths).filter((path) => path !== '/queues');
    expect(others.length).toBeGreaterThanOrEqual(6);
    // A request that is added is among them by itself.
    for (const path of others)
      expect({ path, ...(await refusal(path.replace('{id}', 'x'), narrow)) }).toMatchObject({
        path,
        status: 403,
        error: { field: 'scope' },
      });
    const { secret: other } = await make({ scopes: ['agents:read'] });
    expect(await refusal('/queues', other)).toMatchObject({ status: 403, error: { field: 'scope' } });
    for (const bad of ['', 'tandem_nonsense', 'nonsense', `${secret}x`])
      expect(await refusal('/queues', bad)).toMatchObject({ status: 401, error: { code: 'not-signed-in' } });
    // A person’s session is no key.
    expect((await started.fetch('/api/v1/queues', { cookie: admin })).status).toBe(401);
  });

  test('that has ended is refused from then on, and its stream ends', async () => {
    const { key, secret: ending } = await make();
    const stream = await ask('/events/stream', ending);
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    expect((await started.fetch(`/api/admin/keys/${key.id}/end`, { method: 'POST', cookie: admin, body: {} })).status).toBe(200);
    expect(await collect(stream, 1)).toEqual([]);
    expect(await refusal('/queues', ending)).toMatchObject({ status: 401 });
  });

  test('is made and ended by administrators alone', async () => {
    const sofia = await started.signIn('sofia@lisbon.example');
    const { key } = await make({ name: 'Guarded' });
    expect((await started.fetch('/api/admin/keys', { cookie: sofia })).status).toBe(403);
    expect((await started.fetch('/api/admin/keys', { method: 'POST', cookie: sofia, body: everything })).status).toBe(403);
    expect((await started.fetch(`/api/admin/keys/${key.id}/end`, { method: 'POST', cookie: sofia, body: {} })).status).toBe(403);
    const { entries } = (await (await started.fetch('/api/supervision/audit', { cookie: admin })).json()) as { entries: AuditEntry[] };
    expect(entries.slice(0, 4).map(({ actor, action, outcome, subject }) => [actor.name, action, outcome, subject?.id])).toEqual([
      ['Sofia Almeida', 'api-key-ended', 'refused', key.id],
      ['Sofia Almeida', 'api-key-made', 'refused', ''],
      ['Sofia Almeida', 'read', 'refused', ''],
      [expect.any(String), 'api-key-made', 'done', key.id],
    ]);
  });

  test.each([
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['everything:write'] }, 'scopes.0'],
    [{ name: ' ' }, 'name'],
    [{ centers: ['atlantis'] }, 'centers.0'],
  ])('with %j is not made, and the field is named', async (change, field) => {
    const response = await started.fetch('/api/admin/keys', { method: 'POST', cookie: admin, body: { ...everything, ...change } });
    expect(((await response.json()) as { error: object }).error).toMatchObject({ field });
  });
});

describe('calls and events', () => {
  test('are paged without gap or repetition, and one call has its story', async () => {
    const from = Date.now() - 1;
    const made = [await abandoned(), await abandoned(), await abandoned()];
    const to = Date.now() + 1;
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: ApiCalls = await read(`/calls?from=${from}&to=${to}&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.calls.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual(made);
    const story = await read<ApiCallStory>(`/calls/${made[0]}`);
    expect(story.call).toMatchObject({ id: made[0], state: 'abandoned', queueId: 'sales-portuguese', caller: { name: 'Maria Silva' } });
    expect(story.events.map(({ kind }) => kind)).toEqual(['call-queued', 'call-abandoned']);

    const events: PublicEvent[] = [];
    for (let next = '0', more = true; more; ) {
      const page = await read<ApiEvents>(`/events?after=${next}&limit=2`);
      events.push(...page.events);
      ({ next, more } = page);
    }
    const told = events.filter(({ callId }) => made.includes(callId));
    expect(told.map(({ kind }) => kind)).toEqual(made.flatMap(() => ['call-queued', 'call-abandoned']));
    expect(JSON.stringify(events)).not.toContain('keyHash');
  });

  test.each([
    ['/calls', 'from'],
    ['/calls?from=5&to=5', 'from'],
    ['/calls?from=0&to=9&limit=100000', 'limit'],
    ['/calls?from=0&to=9&cursor=x', 'cursor'],
    ['/calls?from=0&to=9&form=0', ''],
    ['/reports?period=today&zone=Nowhere&interval=day&measure=offered', 'zone'],
    ['/reports?from=2010-01-01&to=2026-01-01&zone=UTC&interval=hour&measure=offered', 'to'],
    ['/reports?period=today&zone=UTC&interval=day&measure=happiness', 'measure.0'],
    ['/events?after=-1', 'after'],
    ['/events?kind=center-reported', 'kind'],
    ['/events/stream?after=99999999', 'after'],
  ])('%s is refused, with the field', async (path, field) => {
    expect(await refusal(path)).toMatchObject({ status: 400, error: { code: 'bad-request', ...(field ? { field } : {}) } });
  });

  test('of a key for one center are its own alone', async () => {
    const { secret: toronto } = await make({ centers: ['toronto'] });
    const david = await started.agent('david@toronto.example');
    await david.available();
    const caller = started.caller();
    await caller.start('support-french');
    const { callId } = await david.work('offer');
    const lost = await abandoned();
    const { calls } = await read<ApiCalls>(`/calls?from=0&to=${Date.now() + 1}&limit=500`, toronto);
    expect(calls.map(({ id }) => id)).toContain(callId);
    expect(calls.every(({ centerId }) => centerId === 'toronto')).toBe(true);
    for (const other of [lost, 'nothing', 'a%00b', '%F0%9F'])
      expect(await refusal(`/calls/${other}`, toronto)).toMatchObject({ status: 404, error: { code: 'not-found' } });
    const { events } = await read<ApiEvents>('/events?limit=1000', toronto);
    expect(events.filter((event) => event.callId === callId).map(({ kind }) => kind)).toContain('call-offered');
    expect(events.every(({ centerIds }) => centerIds.includes('toronto'))).toBe(true);
    const { agents } = await read<{ agents: { centerId: string }[] }>('/agents', toronto);
    expect(new Set(agents.map(({ centerId }) => centerId))).toEqual(new Set(['toronto']));
    await caller.leave();
  });
});

describe('the stream', () => {
  test('tells what happens as it happens, and goes on after the last event that was had', async () => {
    const stream = await ask('/events/stream');
    const callId = await abandoned();
    const [first, second] = await collect(stream, 2);
    expect([first, second].map((event) => [event?.kind, event?.callId])).toEqual([
      ['call-queued', callId],
      ['call-abandoned', callId],
    ]);
    // While nobody listens, others come.
    const missed = await abandoned();
    const again = await ask('/events/stream', secret, { 'last-event-id': first?.id ?? '' });
    const later = await abandoned();
    expect((await collect(again, 5)).map((event) => [event.kind, event.callId])).toEqual([
      ['call-abandoned', callId],
      ...[missed, later].flatMap((id) => [
        ['call-queued', id],
        ['call-abandoned', id],
      ]),
    ]);
  });

  test('goes on after a restart of the server', async () => {
    const { events } = await read<ApiEvents>('/events?limit=1000');
    await started.restart();
    admin = await started.signIn('admin@tandem.example');
    const stream = await ask('/events/stream', secret, { 'last-event-id': events.at(-1)?.id ?? '' });
    const callId = await abandoned();
    expect((await collect(stream, 1))[0]).toMatchObject({ kind: 'call-queued', callId });
  });
});

describe('the metrics', () => {
  const elsewhere = { 'x-forwarded-for': '203.0.113.9' };
  const metrics = (headers: Record<string, string> = {}) => started.fetch('/metrics', { headers });

  test('are for this machine, and for others with a key that has the scope', async () => {
    expect((await metrics()).status).toBe(200);
    expect((await metrics(elsewhere)).status).toBe(401);
    expect((await metrics({ ...elsewhere, authorization: `Bearer ${secret}` })).status).toBe(403);
    const { secret: watching } = await make({ scopes: ['metrics:read'] });
    expect((await metrics({ ...elsewhere, authorization: `Bearer ${watching}` })).status).toBe(200);
  });

  test('say what calls, queues and the program are doing, and name nobody', async () => {
    const caller = started.caller();
    await caller.start('sales-portuguese', { name: 'Maria Unnamed' });
    const response = await metrics();
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const text = await response.text();
    for (const line of [
      /^tandem_calls\{state="queued",channel="voice"\} [1-9]/m,
      /^tandem_calls\{state="queued",channel="text"\} 0$/m,
      /^tandem_decision_seconds_count [1-9]/m,
      /^tandem_store_seconds_count [1-9]/m,
      /^tandem_center_data_age_seconds\{center="lisbon"\} \d/m,
      /^tandem_media_packets_total\{direction="up"\} \d/m,
      /^tandem_server_decides 1$/m,
      /^tandem_server_info\{roles="routing,center,media,web",version="[\d.]+"\} 1$/m,
      /^tandem_lease_epoch [1-9]/m,
      /^tandem_queue_waiting\{queue="sales-portuguese"\} [1-9]/m,
      /^tandem_queue_abandoned_today\{queue="sales-portuguese"\} \d/m,
      /^tandem_webhook_deliveries\{state="pending"\} 0$/m,
      /^nodejs_eventloop_lag_p99_seconds \d/m,
      /^tandem_sockets [1-9]/m,
    ])
      expect(text).toMatch(line);
    expect(text).not.toContain('Maria');
    await caller.leave();
  });
});

describe('the OpenAPI document', () => {
  interface Operation {
    operationId: string;
    parameters: { name: string; in: string }[];
    responses: Record<string, { content: Record<string, { schema: { $ref?: string } }> }>;
  }
  interface Document {
    openapi: string;
    paths: Record<string, { get: Operation }>;
    components: { schemas: Record<string, object> };
  }
  const document = async () => (await (await ask('/openapi.json', '')).json()) as Document;
  /** What is wrong with a value by one of the document’s schemas: what a program made from the document would say. */
  function checker({ components }: Document) {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
    const schemas = JSON.parse(JSON.stringify(components.schemas).replaceAll('#/components/schemas/', '#/$defs/')) as object;
    return ($ref: string | undefined, value: unknown) => {
      const check = ajv.compile({ $ref: `#/$defs/${($ref ?? '').split('/').at(-1)}`, $defs: schemas });
      check(value);
      return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    };
  }

  test('is one, by the schema and the rules of OpenAPI', async () => {
    const given = await document();
    expect(given.openapi).toBe('3.1.0');
    // A copy: what is looked at is changed by it.
    const valid = async (one: Document) => (await validate(structuredClone(one) as unknown as Parameters<typeof validate>[0])).valid;
    expect(await valid(given)).toBe(true);
    const broken = structuredClone(given);
    Object.assign(broken.paths['/queues']?.get ?? {}, { responses: [] });
    expect(await valid(broken)).toBe(false);
  });

  test('describes what is answered, to each request, as it is asked for and as it is refused', async () => {
    // Everything that there can be: a call that talks, one that was lost, agents at work.
    const ana = await started.agent('ana@lisbon.example');
    await ana.available();
    const caller = started.caller();
    await caller.start('sales-portuguese', { question: 'Where is my order?' });
    const { callId } = await ana.work('offer');
    await ana.accept();
    await abandoned();
    const described = await document();
    const check = checker(described);
    const { secret: narrow } = await make({ scopes: ['metrics:read'] });
    const examples: Record<string, string> = {
      '/calls': `/calls?from=0&to=${Date.now() + 1}`,
      '/calls/{id}': `/calls/${callId}?`,
      '/events': '/events?limit=1000',
      '/events/stream': '/events/stream?after=0',
      '/agents': '/agents?',
      '/queues': '/queues?',
      '/reports': REPORT,
    };
    expect(Object.keys(described.paths).sort()).toEqual(Object.keys(examples).sort());
    for (const [path, example] of Object.entries(examples)) {
      const responses = described.paths[path]?.get.responses ?? {};
      const refOf = (status: number) => responses[status]?.content['application/json']?.schema.$ref;
      const response = await ask(example);
      const said = response.headers.get('content-type')?.split(';')[0] ?? '';
      expect({ path, status: response.status, said: Object.keys(responses[200]?.content ?? {}) }).toEqual({
        path,
        status: 200,
        said: [said],
      });
      if (said === 'text/event-stream') {
        for (const event of await collect(response, 5)) expect(check('#/components/schemas/Event', event)).toEqual([]);
      } else {
        expect({ path, problems: check(refOf(200), await response.json()) }).toEqual({ path, problems: [] });
        expect(check(refOf(200), { nonsense: 1 })).not.toEqual([]);
      }
      for (const [expected, asked, key] of [
        [400, `${example}&nonsense=1`, secret],
        [401, example, 'tandem_nonsense'],
        [403, example, narrow],
        ...(path.includes('{id}') ? ([[404, path.replace('{id}', 'nothing'), secret]] as const) : []),
      ] as const) {
        const { status, ...error } = await refusal(asked, key);
        expect({ path, status, problems: check(refOf(status), error) }).toEqual({ path, status: expected, problems: [] });
      }
    }
    await caller.leave();
  });

  test('names each operation once, all parameters of paths, and nothing that it does not have', async () => {
    const { paths, components } = await document();
    const operations = Object.entries(paths).map(([path, { get }]) => ({ path, ...get }));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { path, parameters } of operations)
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    const refs = [...JSON.stringify({ paths, components }).matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref]) => ref);
    expect(refs.length).toBeGreaterThan(10);
    const known = Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(refs.filter((ref) => !known.includes(ref ?? ''))).toEqual([]);
  });
});
