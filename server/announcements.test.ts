import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Announcement, LARGEST_SOUND_BYTES, type NewAnnouncement, type ToldAnnouncement } from './protocol/announcements.ts';
import { WIDGET_NAMESPACE, type WidgetCall } from './protocol/widget.ts';
import type { WidgetKey, WidgetKeyInput } from './protocol/widget-keys.ts';
import { Started } from './testing/started.ts';

/** Announcements as administrators set them, and as callers' pages get them, before the whole program. */

const QUEUE = 'support-french';
const NONE = { en: '', pt: '', fr: '' };
const INPUT: NewAnnouncement = {
  ...{ queueId: QUEUE, name: 'Hours', kind: 'words', afterSeconds: 20, everySeconds: 60, minWaitSeconds: null },
  texts: { ...NONE, fr: 'Nous sommes là jusqu’à 18 heures.' },
};
const wav = (bytes: number) => {
  const sound = Buffer.alloc(bytes);
  sound.write('RIFF', 0);
  sound.write('WAVEfmt ', 8);
  return sound;
};

let started: Started;
let admin: string;
let made: Announcement;
beforeAll(async () => {
  started = await new Started().start();
  admin = await started.signIn('admin@tandem.example');
  made = (await ask('POST', '', INPUT)).body as Announcement;
});
afterAll(() => started.close());

interface Refused {
  error: { code: string; field?: string };
}
async function ask(method: string, path: string, body?: unknown, cookie = admin): Promise<{ status: number; body: unknown }> {
  const response = await started.fetch(`/api/admin/announcements${path}`, { method, cookie, body });
  return { status: response.status, body: await response.json() };
}
const list = async (queueId = QUEUE) => ((await ask('GET', `?queue=${queueId}`)).body as { announcements: Announcement[] }).announcements;

/** @returns its status, and the field that is refused; "ok" when nothing is */
async function upload(
  bytes: Buffer,
  { locale = 'fr', cookie = admin, type = 'application/octet-stream', origin = started.tandem.url } = {},
) {
  const response = await fetch(`${started.tandem.url}/api/admin/announcements/${made.id}/sounds/${locale}`, {
    method: 'PUT',
    headers: { origin, cookie, 'content-type': type },
    body: Uint8Array.from(bytes),
  });
  const body = (await response.json()) as Partial<Refused>;
  return `${response.status} ${body.error === undefined ? 'ok' : (body.error.field ?? body.error.code)}`;
}

/** A caller's socket, in a queue. */
async function waiting(queueId: string, auth: object = {}) {
  const socket = started.socket(WIDGET_NAMESPACE, { auth });
  const asked = { queueId, name: 'Maria', email: null, customerId: null, page: null, question: null };
  const answer = await socket.emitWithAck('start', asked);
  const told = async (): Promise<ToldAnnouncement[]> => (await socket.emitWithAck('announcements', {})).data.announcements;
  return { socket, call: answer.data.call as WidgetCall, told };
}

test('administrators alone add, change and remove them, with a word in the audit log; bad input changes nothing', async () => {
  const before = await list();
  const agent = await started.signIn('ana@lisbon.example');
  for (const [method, path] of [
    ['GET', `?queue=${QUEUE}`],
    ['POST', ''],
    ['PATCH', `/${made.id}`],
    ['DELETE', `/${made.id}`],
    ['PUT', '/order'],
    ['GET', `/${made.id}/sounds/fr`],
    ['DELETE', `/${made.id}/sounds/fr`],
  ] as const)
    expect([method, path, (await ask(method, path, method === 'GET' ? undefined : {}, agent)).status]).toEqual([method, path, 403]);

  const bad: [field: string, change: object][] = [
    ['name', { name: '  ' }],
    ['texts.en', { texts: NONE }],
    ['texts.pt', { texts: { ...NONE, pt: 'x'.repeat(501) } }],
    ['everySeconds', { everySeconds: 14 }],
    ['afterSeconds', { afterSeconds: -1 }],
    ['afterSeconds', { afterSeconds: 3601 }],
    ['minWaitSeconds', { minWaitSeconds: 0.5 }],
    ['queueId', { queueId: 'nothing' }],
  ];
  for (const [field, change] of bad) expect(((await ask('POST', '', { ...INPUT, ...change })).body as Refused).error.field).toBe(field);
  expect((await ask('PATCH', '/nothing', INPUT)).status).toBe(404);
  expect(await list()).toEqual(before);

  const second = (await ask('POST', '', { ...INPUT, name: 'Place', kind: 'place' })).body as Announcement;
  expect(second.texts).toEqual(NONE);
  expect((await ask('PUT', '/order', { queueId: QUEUE, ids: [second.id] })).status).toBe(409);
  expect((await ask('PUT', '/order', { queueId: QUEUE, ids: [second.id, second.id] })).status).toBe(409);
  expect((await ask('PUT', '/order', { queueId: QUEUE, ids: [second.id, made.id] })).status).toBe(200);
  expect((await list()).map(({ name }) => name)).toEqual(['Place', 'Hours']);
  expect((await ask('DELETE', `/${second.id}`)).status).toBe(200);
  expect(await list()).toEqual(before);

  const audit = await started.fetch('/api/supervision/audit?action=announcement-changed', { cookie: admin });
  const { entries } = (await audit.json()) as { entries: { subject: { name: string }; details: object }[] };
  expect(entries.slice(0, 3)).toMatchObject([
    { subject: { name: 'Support (French)' }, details: { change: 'removed', name: 'Place' } },
    { details: { change: 'put in another order' } },
    { details: { change: 'added', name: 'Place' } },
  ]);
});

test('a queue has ten at most', async () => {
  for (let count = 0; count < 10; count += 1) expect((await ask('POST', '', { ...INPUT, queueId: 'support-english' })).status).toBe(200);
  expect((await ask('POST', '', { ...INPUT, queueId: 'support-english' })).status).toBe(409);
  expect(await list('support-english')).toHaveLength(10);
});

test('a recording is refused that is too large, no sound, of no words, from nobody who may, or from another site’s page', async () => {
  for (const bytes of [LARGEST_SOUND_BYTES + 1, 5 * LARGEST_SOUND_BYTES]) expect(await upload(wav(bytes))).toBe('400 sound');
  expect(await upload(Buffer.from('<!doctype html><script>alert(1)</script>'))).toBe('400 sound');
  expect(await upload(Buffer.alloc(0))).toBe('400 sound');
  expect(await upload(wav(2000), { locale: 'en' })).toBe('409 sound');
  expect(await upload(wav(2000), { locale: 'de' })).toBe('404 not-found');
  expect(await upload(wav(2000), { type: 'text/plain' })).toBe('400 bad-request');
  expect(await upload(wav(2000), { cookie: await started.signIn('sofia@lisbon.example') })).toBe('403 forbidden');
  expect(await upload(wav(2000), { cookie: '' })).toBe('401 not-signed-in');
  expect(await upload(wav(2000), { origin: 'https://evil.example' })).toBe('403 forbidden');
  expect((await list())[0]?.sounds).toEqual({});
});

test('who waits is told of it at once, and gets the recording under an address that is good for ever', async () => {
  const quiet = await waiting('sales-portuguese');
  expect(quiet.call.announced).toBeUndefined();
  expect(await quiet.told()).toEqual([]);

  const maria = await waiting(QUEUE);
  const rev = maria.call.announced;
  expect(rev).toBeDefined();
  expect(await maria.told()).toMatchObject([{ id: made.id, afterMs: 20_000, everyMs: 60_000, minWaitMs: null, sounds: {} }]);
  const news = new Promise<WidgetCall>((resolve) => maria.socket.on('call', (call: WidgetCall) => call.announced !== rev && resolve(call)));
  const sound = wav(LARGEST_SOUND_BYTES);
  expect(await upload(sound)).toBe('200 ok');
  expect((await news).announced).toBeDefined();
  const hash = (await maria.told())[0]?.sounds.fr ?? '';
  expect(hash).toMatch(/^[0-9a-f]{64}$/);

  const address = `/api/widget/announcements/${hash}`;
  const whole = await started.fetch(address);
  const { headers } = whole;
  expect([whole.status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([200, 'audio/wav', 'nosniff']);
  expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  expect(Buffer.from(await whole.arrayBuffer()).equals(sound)).toBe(true);
  const part = await started.fetch(address, { headers: { range: 'bytes=8-11' } });
  expect([part.status, await part.text()]).toEqual([206, 'WAVE']);
  expect((await started.fetch(`/api/widget/announcements/${'0'.repeat(64)}`)).status).toBe(404);
  const preview = await started.fetch(`/api/admin/announcements/${made.id}/sounds/fr`, { cookie: admin });
  expect([preview.status, preview.headers.get('cache-control')]).toEqual([200, 'no-store']);

  // A key of another queue does not reach it, except by a call that was sent on to it.
  const other: WidgetKeyInput = {
    ...{ name: 'Shop', origins: ['https://shop.example'], queues: ['sales-english'], label: NONE, consent: NONE },
    ...{ position: 'bottom-left', accent: null, onAccent: null, enabled: true, standsIn: false, needsIdentity: false, centerId: null },
  };
  const key = (await (await started.fetch('/api/admin/widget-keys', { method: 'POST', cookie: admin, body: other })).json()) as WidgetKey;
  const by = async (query: string) => (await started.fetch(`${address}?key=${key.id}${query}`)).status;
  expect([await by(''), await by(`&call=${maria.call.callId}`), await by(`&call=${quiet.call.callId}`)]).toEqual([404, 200, 404]);
  expect((await started.fetch(`${address}?key=${key.id}`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);

  // Its words stay as long as it does: without them nobody could read what it says.
  const bare = await ask('PATCH', `/${made.id}`, { ...INPUT, texts: { ...NONE, en: 'Until 6.' } });
  expect((bare.body as Refused).error).toMatchObject({ code: 'conflict', field: 'texts.fr' });
  expect((await ask('DELETE', `/${made.id}/sounds/fr`)).status).toBe(200);
  expect((await started.fetch(address)).status).toBe(404);
});
