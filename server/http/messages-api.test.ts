import { afterAll, beforeAll, expect, test } from 'vitest';
import { CallStory, RecentCalls } from '../protocol/call-story.ts';
import { LeftMessages } from '../protocol/messages.ts';
import { Topics } from '../protocol/widget.ts';
import { Started } from '../testing/started.ts';

/** What a caller whom a queue can't take leaves behind, and what supervisors see of calls that are over: over HTTP. */

const started = new Started({ TANDEM_CALLS_PER_MINUTE: '8' });
const cookies = { administrator: '', supervisor: '', agent: '' };
beforeAll(async () => {
  await started.start();
  cookies.administrator = await started.signIn('admin@tandem.example');
  cookies.supervisor = await started.signIn('sofia@lisbon.example');
  cookies.agent = await started.signIn('ana@lisbon.example');
  const cookie = cookies.administrator;
  const { queues } = (await (await started.fetch('/api/admin/queues', { cookie })).json()) as { queues: { id: string }[] };
  const queue = queues.find(({ id }) => id === 'support-french');
  const whenFull = { kind: 'leave-message', text: 'Leave us a message.' };
  const body = { ...queue, maxLength: 1, whenFull };
  expect((await started.fetch('/api/admin/queues/support-french', { method: 'PATCH', cookie, body })).status).toBe(200);
});
afterAll(() => started.close());

const leave = (body: object) => started.fetch('/api/widget/messages', { method: 'POST', body });
const status = async (path: string, options: Parameters<Started['fetch']>[1] = {}) => (await started.fetch(path, options)).status;

/** A caller whom the full queue has turned away. */
async function turnedAway() {
  const first = started.caller();
  await first.start('support-french');
  const caller = started.caller();
  const call = await caller.start('support-french');
  expect(call.phase).toMatchObject({ kind: 'ended', reason: 'queue-full', wayOn: { kind: 'leave-message', text: 'Leave us a message.' } });
  if (!caller.key) throw new Error('The caller has no key');
  return caller.key;
}

test('a caller who is turned away leaves a message, a supervisor sees it and is done with it', async () => {
  const key = await turnedAway();
  const message = { key, kind: 'message', name: 'Rui', email: 'rui@example.pt', phone: '', text: 'Where is my order?' };
  expect(await (await leave({ ...message, text: ' ' })).json()).toMatchObject({ error: { code: 'bad-request', field: 'text' } });
  expect((await leave({ ...message, text: 'x'.repeat(2001) })).status).toBe(400);
  expect((await leave({ ...message, key: { ...key, secret: 'another-secret-of-16' } })).status).toBe(404);
  expect((await leave({ ...message, kind: 'callback' })).status).toBe(409);
  expect((await leave(message)).status).toBe(200);

  expect(await started.told('message-left')).toMatchObject([{ callId: key.callId, queueId: 'support-french', caller: null }]);
  const list = async () => LeftMessages.parse(await (await started.fetch('/api/messages', { cookie: cookies.supervisor })).json());
  const [left] = (await list()).messages;
  expect(left).toMatchObject({ name: 'Rui', text: 'Where is my order?', queueName: 'Support (French)', doneAt: null });
  expect(await status(`/api/messages/${left?.id}/done`, { method: 'POST' })).toBe(401);
  expect(await status(`/api/messages/${left?.id}/done`, { method: 'POST', cookie: cookies.agent })).toBe(404);
  expect(await status(`/api/messages/${left?.id}/done`, { method: 'POST', cookie: cookies.supervisor })).toBe(200);
  expect(await list()).toMatchObject({ open: 0, messages: [{ doneByName: 'Sofia Almeida' }] });

  const { calls } = RecentCalls.parse(await (await started.fetch('/api/calls', { cookie: cookies.supervisor })).json());
  expect(calls.find(({ id }) => id === key.callId)).toMatchObject({ outcome: 'canceled', reason: 'queue-full', offered: false });
  const story = await started.fetch(`/api/calls/${key.callId}/decisions`, { cookie: cookies.administrator });
  expect(CallStory.parse(await story.json()).parts).toMatchObject([{ callId: key.callId, decisions: [] }]);
  // As with calls: an address that leaves too many is stopped.
  const statuses = [];
  for (let count = 0; count < 8; count += 1) statuses.push((await leave(message)).status);
  expect(statuses).toContain(429);
});

test.each(['/api/calls', '/api/calls/c1/decisions'])('%s is for supervisors and administrators', async (path) => {
  expect(await status(path)).toBe(401);
  expect(await status(path, { cookie: cookies.agent })).toBe(403);
  for (const cookie of [cookies.supervisor, cookies.administrator])
    expect(await status(path, { cookie })).toBe(path.endsWith('decisions') ? 404 : 200);
});

test('topics come with a probe for each center, which answers with nothing that is kept', async () => {
  const { centers } = Topics.parse(await (await started.fetch('/api/widget/topics')).json());
  expect(centers.map(({ id }) => id).sort()).toEqual(['lisbon', 'toronto']);
  for (const { probe } of centers) {
    const response = await started.fetch(probe);
    expect([response.status, response.headers.get('cache-control'), await response.text()]).toEqual([204, 'no-store', '']);
  }
});
