import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TopicOutlook, WIDGET_NAMESPACE } from './protocol/widget.ts';
import type { WidgetKey, WidgetKeyInput } from './protocol/widget-keys.ts';
import { Started } from './testing/started.ts';

/** Before a call, and while it waits: the whole program, with callers' sockets. */

const NONE = { en: '', pt: '', fr: '' };
const CONSENT = { en: 'This call may be recorded.', pt: 'Esta chamada pode ser gravada.', fr: '' };
let started: Started;
let admin: string;
let shop: WidgetKey;
beforeAll(async () => {
  started = await new Started().start();
  admin = await started.signIn('admin@tandem.example');
  const input: WidgetKeyInput = {
    ...{ name: 'Shop', origins: [], queues: ['sales-english'], label: NONE, consent: CONSENT, position: 'bottom-right' },
    ...{ accent: null, onAccent: null, enabled: true, standsIn: false, needsIdentity: false, centerId: null },
  };
  shop = (await (await started.fetch('/api/admin/widget-keys', { method: 'POST', cookie: admin, body: input })).json()) as WidgetKey;
});
afterAll(() => started.close());

async function outlook(topic: string, key = ''): Promise<TopicOutlook & { error?: { code: string; field?: string } }> {
  return (await (await started.fetch(`/api/widget/outlook?topic=${topic}${key && `&key=${key}`}`)).json()) as never;
}
async function refusalOf(change: object): Promise<string | null> {
  const socket = started.socket(WIDGET_NAMESPACE, { auth: { key: shop.id } });
  const request = { queueId: 'sales-english', name: 'Maria', email: null, customerId: null, page: null, question: null, ...change };
  const answer = await socket.emitWithAck('start', request);
  if (answer.ok) await socket.emitWithAck('leave', {});
  socket.disconnect();
  return answer.ok ? null : `${answer.error.code} ${answer.error.field}`;
}

describe('before a call', () => {
  test('a caller is told what they would meet, by who is at work; what is not known is not told', async () => {
    expect(await outlook('sales-english')).toMatchObject({ open: true, opensAt: null, staffed: false, estimatedWaitMs: null });
    const ana = await started.agent('ana@lisbon.example');
    await ana.available();
    await expect.poll(async () => (await outlook('sales-english')).estimatedWaitMs).toBe(0);
    expect((await outlook('sales-english')).staffed).toBe(true);
    await ana.ask('set-status', { status: 'break' });
    await expect.poll(async () => (await outlook('sales-english')).staffed).toBe(false);
  });

  test('topics that a key does not reach have no outlook for it', async () => {
    expect((await outlook('support-french', shop.id)).error).toMatchObject({ code: 'not-found', field: 'topic' });
    expect((await outlook('sales-english', shop.id)).open).toBe(true);
    expect((await outlook('sales-english', 'pk_nothing')).error).toMatchObject({ code: 'not-found', field: 'key' });
    expect((await outlook('nothing')).error).toMatchObject({ code: 'not-found', field: 'topic' });
  });

  test('a queue that is closed says when it opens, in its zone', async () => {
    const path = '/api/admin/queues/support-french';
    const { queues } = (await (await started.fetch('/api/admin/queues', { cookie: admin })).json()) as { queues: { id: string }[] };
    const { id: _, closed: __, ...queue } = queues.find(({ id }) => id === 'support-french') as { id: string; closed?: boolean };
    const tomorrow = new Date(Date.now() + 86_400_000);
    const hours = { timeZone: 'UTC', weekly: [{ day: tomorrow.getUTCDay() || 7, from: '09:00', to: '17:00' }], holidays: [] };
    const saved = await started.fetch(path, { method: 'PATCH', cookie: admin, body: { ...queue, hours } });
    expect(saved.status).toBe(200);
    const opensAt = Date.UTC(tomorrow.getUTCFullYear(), tomorrow.getUTCMonth(), tomorrow.getUTCDate(), 9);
    const closed = { open: false, opensAt, timeZone: 'UTC', estimatedWaitMs: null };
    await expect.poll(() => outlook('support-french')).toMatchObject(closed);
    await started.fetch(path, { method: 'PATCH', cookie: admin, body: queue });
  });

  test('where the site’s key asks for consent, no call begins without it, and what was accepted is kept with the call', async () => {
    expect(await refusalOf({})).toBe('conflict consent');
    expect(await refusalOf({ consent: 'Something else' })).toBe('conflict consent');
    expect(await refusalOf({ consent: '' })).toBe('conflict consent');
    expect(await refusalOf({ consent: 'x'.repeat(2001) })).toBe('bad-request consent');
    const socket = started.socket(WIDGET_NAMESPACE, { auth: { key: shop.id } });
    const request = { queueId: 'sales-english', name: 'Maria', email: null, customerId: null, page: null, question: null };
    const answer = await socket.emitWithAck('start', { ...request, consent: CONSENT.pt });
    expect(answer.ok).toBe(true);
    await socket.emitWithAck('leave', {});
    const story = await started.fetch(`/api/calls/${answer.data.key.callId}/decisions`, { cookie: admin });
    expect(((await story.json()) as { consent: unknown }).consent).toMatchObject({ text: CONSENT.pt, acceptedAt: expect.any(Number) });
  });

  test('who can’t talk leaves word without standing in the line, and counts as nobody who waited', async () => {
    const caller = started.caller();
    const call = await caller.start('sales-english', { instead: 'leave-message' });
    expect(call.phase).toMatchObject({ kind: 'ended', reason: 'left-word', wayOn: { kind: 'leave-message' } });
    const message = { key: caller.key, kind: 'message', name: 'Maria', email: 'maria@example.com', phone: '', text: 'Please write' };
    expect((await started.fetch('/api/widget/messages', { method: 'POST', body: message })).status).toBe(200);
  });
});

describe('while a caller waits', () => {
  test('their page may be gone for a moment: the place is kept; a farewell gives it up', async () => {
    const first = started.caller();
    await first.start();
    const second = started.caller();
    await second.start();
    await second.position(2);
    const gone = first.key;
    first.key = null;
    first.socket.disconnect();
    const again = started.caller();
    const back = await again.socket.emitWithAck('resume', gone);
    expect(back.data.call.phase).toMatchObject({ kind: 'waiting', position: 1 });
    await again.socket.emitWithAck('leave', {});
    await second.position(1);
    await second.leave();
  });

  test('ring me back: the tab is rung when somebody is free, and the agent has the call once its caller has come', async () => {
    const caller = started.caller();
    await caller.start();
    expect(await caller.socket.emitWithAck('ring-me-back', {})).toMatchObject({ ok: true });
    const ringBackIs = (kind: string) =>
      caller.call.until(`ring back ${kind}`, ({ phase }) => phase.kind === 'waiting' && phase.ringBack?.kind === kind);
    await ringBackIs('kept');
    const ana = await started.agent('ana@lisbon.example');
    await ana.available();
    await ringBackIs('rung');
    expect(ana.state.value?.work.kind).toBe('idle');
    expect(await caller.socket.emitWithAck('am-back', {})).toMatchObject({ ok: true });
    await caller.phase('ringing');
    await ana.work('offer');
    await caller.leave();
    await ana.ask('set-status', { status: 'break' });
  });
});
