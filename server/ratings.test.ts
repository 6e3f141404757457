import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './data/database.ts';
import type { CallStory } from './protocol/call-story.ts';
import type { RatingsPage } from './protocol/ratings.ts';
import { Started, type TestAgent, type TestCaller } from './testing/started.ts';

/** What a caller says of a text conversation once it is over, and who reads it: over HTTP. */

const started = new Started();
let ana: TestAgent;
const cookies = { sofia: '', sam: '', admin: '' };
beforeAll(async () => {
  await started.start();
  ana = await started.agent('ana@lisbon.example');
  await ana.available();
  cookies.sofia = await started.signIn('sofia@lisbon.example');
  cookies.sam = await started.signIn('sam@toronto.example');
  cookies.admin = await started.signIn('admin@tandem.example');
});
afterAll(() => started.close());

const rate = async (key: TestCaller['key'], more: object) => {
  const response = await started.fetch('/api/widget/rating', { method: 'POST', body: { key, ...more } });
  const { error } = (await response.json()) as { error?: { code: string; field?: string } };
  return error === undefined ? response.status : [response.status, error.code, error.field];
};
const listed = async (cookie: string, query = '') =>
  ((await (await started.fetch(`/api/ratings?${query}`, { cookie })).json()) as RatingsPage).ratings;

/** A text conversation with Ana. */
async function talked(name: string): Promise<TestCaller> {
  const caller = started.caller();
  await caller.start('sales-portuguese', { channel: 'text', name });
  const { texts } = await ana.state.until(`an offer of ${name}`, (state) => state.texts.some((one) => one.kind === 'offer'));
  const offer = texts.find((one) => one.kind === 'offer');
  if (!offer) throw new Error('There is no offer');
  await ana.ask('accept', { reservationId: offer.reservationId, token: offer.token });
  await caller.phase('connected');
  return caller;
}

test('a conversation is rated once it is over, by its caller alone, and read by those who had it or supervise them', async () => {
  const maria = await talked('Maria');
  expect(await rate(maria.key, { score: 5 })).toEqual([409, 'conflict', undefined]);
  await maria.leave();
  await maria.phase('ended');
  for (const score of [0, 6, 4.5, '5', null]) expect(await rate(maria.key, { score })).toEqual([400, 'bad-request', 'score']);
  expect(await rate(maria.key, { score: 5, comment: 'x'.repeat(1001) })).toEqual([400, 'bad-request', 'comment']);
  expect(await rate({ callId: maria.key?.callId ?? '', secret: 'a-secret-of-16-letters' }, { score: 1 })).toEqual([
    404,
    'not-found',
    undefined,
  ]);
  expect(await rate(maria.key, { score: 5, comment: ' <b>Quick</b> ' })).toBe(200);
  expect(await rate(maria.key, { score: 2, comment: 'Slow after all' })).toBe(200);

  const callId = maria.key?.callId ?? '';
  const seen = { callId, score: 2, comment: 'Slow after all', callerName: 'Maria', agentName: 'Ana Martins' };
  expect(await listed(cookies.sofia)).toMatchObject([seen]);
  expect(await listed(cookies.admin)).toMatchObject([seen]);
  expect(await listed(cookies.sam)).toEqual([]);
  expect((await started.fetch('/api/ratings', { cookie: ana.cookie })).status).toBe(403);
  expect(await listed(cookies.sofia, 'atMost=1')).toEqual([]);
  expect(await listed(cookies.sofia, 'commented=yes&queue=sales-portuguese')).toHaveLength(1);
  expect((await started.fetch('/api/ratings?cursor=x', { cookie: cookies.sofia })).status).toBe(400);

  // Said again it is told again.
  const told = await started.told('conversation-rated');
  expect(told.map(({ rating }) => rating)).toEqual([
    { score: 5, comment: '<b>Quick</b>' },
    { score: 2, comment: 'Slow after all' },
  ]);
  const about = { callId, conversationId: callId, queueId: 'sales-portuguese', centerIds: ['lisbon'], caller: null };
  expect(told[1]).toMatchObject(about);

  const story = async (cookie: string) =>
    ((await (await started.fetch(`/api/calls/${callId}/decisions`, { cookie })).json()) as CallStory).rating;
  expect(await story(cookies.sofia)).toEqual({ score: 2, comment: 'Slow after all' });
  expect(await story(cookies.sam)).toBeUndefined();

  const { texts } = await ana.state.until('wrap-up', (state) => state.texts.some((one) => one.kind === 'wrapup'));
  const work = texts.find((one) => one.kind === 'wrapup');
  const disposition = work?.kind === 'wrapup' ? [work.dispositions[0]?.name] : [];
  expect(await ana.ask('finish-wrapup', { callId, disposition, notes: '' })).toMatchObject({ ok: true });
  const day = async () => ((await ana.socket.emitWithAck('my-day', {})) as { data: { calls: object[] } }).data.calls;
  await expect.poll(day).toMatchObject([{ callId, rating: { score: 2 } }]);

  const query = new URLSearchParams({ period: 'today', zone: 'UTC', interval: 'whole', by: 'agent', channel: 'text' });
  for (const measure of ['ratings', 'meanRating', 'goodRatings']) query.append('measure', measure);
  const report = await (await started.fetch(`/api/reports/run?${query}`, { cookie: cookies.sofia })).json();
  expect(report).toMatchObject({ groups: [{ labels: ['Ana Martins'] }], total: [1, 2, 0] });
});

test('who talked to nobody has nothing to rate; after its time a rating stands, and none is given', async () => {
  const rui = started.caller();
  await rui.start('support-french', { name: 'Rui' });
  await rui.leave();
  await rui.phase('ended');
  expect(await rate(rui.key, { score: 1 })).toEqual([409, 'conflict', undefined]);

  const rita = await talked('Rita');
  await rita.leave();
  await rita.phase('ended');
  const joao = await talked('João');
  await joao.leave();
  await joao.phase('ended');
  expect(await rate(rita.key, { score: 4 })).toBe(200);
  await started.tandem.close();
  const { prisma, close } = await openDatabase({ url: null, folder: started.folder });
  const past = new Date(Date.now() - 46 * 60_000);
  await prisma.call.updateMany({ data: { endedAt: past } });
  await prisma.callRating.updateMany({
    where: { conversationId: rita.key?.callId ?? '' },
    data: { createdAt: new Date(Date.now() - 11 * 60_000) },
  });
  await close();
  await started.start();
  expect(await rate(rita.key, { score: 1 })).toEqual([409, 'conflict', undefined]);
  expect(await rate(joao.key, { score: 1 })).toEqual([409, 'conflict', undefined]);
});
