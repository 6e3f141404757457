import { afterAll, beforeAll, expect, test } from 'vitest';
import { Peer } from './media/testing/peer.ts';
import { LeftMessages, type RecordingStarted } from './protocol/messages.ts';
import { Started } from './testing/started.ts';

/** A message that a caller records through the media server, and what agents and supervisors do with it: over HTTP. */

const started = new Started();
/** Ana and Carol both take English calls of sales; none of them takes French ones. */
const cookies = { ana: '', carol: '', sofia: '' };
beforeAll(async () => {
  await started.start();
  cookies.ana = await started.signIn('ana@lisbon.example');
  cookies.carol = await started.signIn('carol@toronto.example');
  cookies.sofia = await started.signIn('sofia@lisbon.example');
});
afterAll(() => started.close());

const post = (path: string, body: object, cookie?: string) => started.fetch(path, { method: 'POST', body, ...(cookie ? { cookie } : {}) });
const act = async (who: keyof typeof cookies, id: string, what: string) => {
  const response = await started.fetch(`/api/messages/${id}/${what}`, { method: 'POST', cookie: cookies[who] });
  return [response.status, ((await response.json()) as { error?: { message: string } }).error?.message ?? null];
};
const seenBy = async (who: keyof typeof cookies) =>
  LeftMessages.parse(await (await started.fetch('/api/messages', { cookie: cookies[who] })).json()).messages;

/** Who waits in a queue gives up waiting, and says why into the microphone instead. */
async function recorded(queueId: string) {
  const caller = started.caller();
  await caller.start(queueId);
  if (!caller.key) throw new Error('The caller has no key');
  const { key } = caller;
  const begun = (await (await post('/api/widget/recordings', { key })).json()) as RecordingStarted;
  await caller.leave({ instead: 'message' });
  // Her packets begin with her name, and `l` is 20 ms of Opus.
  const leonor = new Peer(started.tandem.url, 'leonor', begun.ticket);
  return { key, id: begun.id, leonor };
}
/** Ends a recording once there is something in it. */
const stopped = async (id: string, leonor: Peer) => {
  await leonor.hasSent(30);
  const response = await post('/api/widget/recordings/stop', { id });
  return ((await response.json()) as { durationMs: number }).durationMs;
};

test('a message is recorded, heard again, sent, and played to those who may return it, also in parts', async () => {
  const { key, id, leonor } = await recorded('sales-english');
  const durationMs = await stopped(id, leonor);
  expect(durationMs).toBeGreaterThan(200);
  const heard = Buffer.from(await (await started.fetch(`/api/widget/recordings/${id}`)).arrayBuffer());
  expect(heard.toString('latin1', 0, 4)).toBe('OggS');
  expect(heard.includes('leonor:')).toBe(true);

  const message = { key, kind: 'message', name: 'Leonor', email: '', phone: '', text: '', recordingId: id };
  expect((await post('/api/widget/messages', { ...message, recordingId: null })).status).toBe(400);
  const another = { ...message, recordingId: '00000000-0000-4000-8000-000000000000' };
  expect(await (await post('/api/widget/messages', another)).json()).toMatchObject({ error: { code: 'not-found', field: 'recordingId' } });
  expect((await post('/api/widget/messages', message)).status).toBe(200);
  // It is sent: nobody has it by its first name any more.
  expect((await started.fetch(`/api/widget/recordings/${id}`)).status).toBe(404);

  const [left] = await seenBy('ana');
  expect(left).toMatchObject({ name: 'Leonor', queueName: 'Sales (English)', durationMs, takenBy: null, notes: '' });
  const sound = `/api/messages/${left?.id}/recording`;
  const played = await started.fetch(sound, { cookie: cookies.ana });
  expect(['content-type', 'cache-control', 'x-content-type-options', 'accept-ranges'].map((name) => played.headers.get(name))).toEqual([
    'audio/ogg',
    'no-store',
    'nosniff',
    'bytes',
  ]);
  expect(Buffer.from(await played.arrayBuffer()).equals(heard)).toBe(true);
  const part = await started.fetch(sound, { cookie: cookies.ana, headers: { range: 'bytes=0-3' } });
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, 'OggS', `bytes 0-3/${heard.length}`]);
  expect((await started.fetch(sound)).status).toBe(401);

  // One takes it; the other is told who has, and can do nothing with it.
  const messageId = left?.id ?? '';
  expect(await act('ana', messageId, 'take')).toEqual([200, null]);
  expect(await act('ana', messageId, 'take')).toEqual([200, null]);
  for (const what of ['take', 'release', 'done'])
    expect(await act('carol', messageId, what)).toEqual([409, 'Ana Martins has taken this message']);
  const notes = (cookie: string, body: object) => started.fetch(`/api/messages/${messageId}/notes`, { method: 'PUT', cookie, body });
  expect((await notes(cookies.carol, { notes: 'mine' })).status).toBe(409);
  expect(await (await notes(cookies.ana, { notes: 'x'.repeat(2001) })).json()).toMatchObject({ error: { field: 'notes' } });
  expect((await notes(cookies.ana, { notes: 'Calls back at six' })).status).toBe(200);
  expect((await seenBy('carol')).at(0)).toMatchObject({ takenBy: { name: 'Ana Martins' }, notes: 'Calls back at six' });
  expect(await act('sofia', messageId, 'release')).toEqual([200, null]);
  expect(await act('carol', messageId, 'take')).toEqual([200, null]);
  expect(await act('carol', messageId, 'done')).toEqual([200, null]);
  expect(await act('ana', messageId, 'take')).toEqual([409, 'Carol Nguyen has taken this message']);
  expect(await seenBy('ana')).toMatchObject([{ doneByName: 'Carol Nguyen' }]);
  await leonor.close();
});

test('an agent sees no message of a queue whose calls they can’t take', async () => {
  const { key, id, leonor } = await recorded('support-french');
  await stopped(id, leonor);
  const message = { key, kind: 'message', name: 'Léa', email: '', phone: '', text: '', recordingId: id };
  expect((await post('/api/widget/messages', message)).status).toBe(200);
  const left = (await seenBy('sofia')).find(({ name }) => name === 'Léa');
  expect(left).toBeDefined();
  expect((await seenBy('ana')).some(({ name }) => name === 'Léa')).toBe(false);
  for (const what of ['take', 'done']) expect((await act('ana', left?.id ?? '', what))[0]).toBe(404);
  expect((await started.fetch(`/api/messages/${left?.id}/recording`, { cookie: cookies.ana })).status).toBe(404);
  await leonor.close();
});

test('survives a restart; what was not sent does not', async () => {
  const { id, leonor } = await recorded('sales-english');
  await stopped(id, leonor);
  await leonor.close();
  await started.restart();
  expect((await started.fetch(`/api/widget/recordings/${id}`)).status).toBe(404);
  const left = (await seenBy('sofia')).find(({ name }) => name === 'Léa');
  const played = await started.fetch(`/api/messages/${left?.id}/recording`, { cookie: cookies.sofia });
  expect(Buffer.from(await played.arrayBuffer()).toString('latin1', 0, 4)).toBe('OggS');
});

test.each([
  ['recordings', {}, 400, 'key'],
  ['recordings', { key: { callId: 'no-call', secret: 'a-secret-of-16-letters' } }, 404, undefined],
  ['recordings/stop', { id: 'not-one' }, 400, 'id'],
  ['recordings/stop', { id: '00000000-0000-4000-8000-000000000000' }, 404, 'recordingId'],
])('/api/widget/%s with %j is refused', async (path, body, status, field) => {
  const response = await post(`/api/widget/${path}`, body);
  const { error } = (await response.json()) as { error: { field?: string } };
  expect([response.status, error.field]).toEqual([status, field]);
});
