import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './data/database.ts';
import type { BookedCallbacks, CallbackBooked, CallbackView, Slots } from './protocol/callbacks.ts';
import type { WireError } from './protocol/common.ts';
import type { CallKey } from './protocol/widget.ts';
import { hashKey } from './sockets/keys.ts';
import { Started } from './testing/started.ts';

/** Calls that are booked for a time, in slots of two seconds, and links by which agents ask for a call: over HTTP and sockets. */

const started = new Started({ TANDEM_CALLBACK_SLOT_SECONDS: '2' });
let sofia = '';
beforeAll(async () => {
  await started.start();
  sofia = await started.signIn('sofia@lisbon.example');
  const cookie = await started.signIn('admin@tandem.example');
  const { queues } = (await (await started.fetch('/api/admin/queues', { cookie })).json()) as { queues: { id: string }[] };
  const change = (id: string, more: object) =>
    started.fetch(`/api/admin/queues/${id}`, { method: 'PATCH', cookie, body: { ...queues.find((queue) => queue.id === id), ...more } });
  expect((await change('sales-english', { callbacksPerSlot: 1 })).status).toBe(200);
  expect((await change('support-french', { callbacksPerSlot: 0 })).status).toBe(200);
  expect(await (await change('sales-english', { callbacksPerSlot: 101 })).json()).toMatchObject({ error: { field: 'callbacksPerSlot' } });
});
afterAll(() => started.close());

type Answer<T> = T & { error?: WireError };
async function post<T>(path: string, body: object, cookie?: string): Promise<Answer<T>> {
  const response = await started.fetch(path, { method: 'POST', body, ...(cookie ? { cookie } : {}) });
  return (await response.json()) as Answer<T>;
}
const refusal = async (path: string, body: object) => {
  const { error } = await post<object>(path, body);
  return [error?.code, error?.field ?? null];
};
const tokenOf = ({ path }: CallbackBooked) => path.slice('/call/'.length);
const look = (token: string) => post<CallbackView>('/api/callbacks/look', { token });

/** Who waited in a queue, and has left it. */
async function gaveUp(queueId = 'sales-english'): Promise<CallKey> {
  const caller = started.caller();
  await caller.start(queueId);
  await caller.leave({ instead: 'callback' });
  if (!caller.key) throw new Error('The caller has no key');
  return caller.key;
}
const slotsOf = async (key: CallKey) => (await post<Slots>('/api/widget/callbacks/slots', { key })).slots;
let people = 0;
const booking = (key: CallKey, slotAt: number, change: object = {}) => {
  people += 1;
  return { key, slotAt, name: 'Maria Silva', email: `maria${people}@example.com`, timeZone: 'Europe/Lisbon', ...change };
};
/** Books a slot that begins soon, but not before it is booked. */
async function booked(key: CallKey, slotAt?: number) {
  const at = slotAt ?? (await slotsOf(key)).find((slot) => slot > Date.now() + 1000) ?? 0;
  const answer = await post<CallbackBooked>('/api/widget/callbacks', booking(key, at));
  if (answer.error) throw new Error(answer.error.message);
  return { token: tokenOf(answer), slotAt: at };
}
/** The key of the contact, as soon as it is time. */
async function joined(token: string): Promise<CallKey> {
  for (;;) {
    const { key, error } = await post<{ key: CallKey }>('/api/callbacks/join', { token });
    if (!error) return key;
    if (error.message !== 'It is not time yet') throw new Error(error.message);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a callback is booked by who has left the line; at its time it is a contact that waits for its caller, then rings', async () => {
  const key = await gaveUp();
  const { token, slotAt } = await booked(key);
  expect(await look(token)).toMatchObject({
    queueName: 'Sales (English)',
    name: 'Maria Silva',
    timeZone: 'Europe/Lisbon',
    state: { kind: 'booked', slotAt, slotMs: 2000 },
  });
  const ana = await started.agent('ana@lisbon.example');
  await ana.available();
  const contact = await joined(token);
  expect(Date.now()).toBeGreaterThanOrEqual(slotAt);
  expect((await look(token)).state).toEqual({ kind: 'due' });
  // Nobody is rung before they are there.
  expect(ana.state.value?.work.kind).toBe('idle');
  const maria = started.caller();
  maria.key = contact;
  const { call } = ((await maria.socket.emitWithAck('resume', contact)) as { data: { call: { ticket: string } } }).data;
  expect(call.ticket).not.toBe('');
  const offer = await ana.work('offer');
  expect(offer).toMatchObject({ caller: { name: 'Maria Silva' } });
  await maria.leave();
  await expect.poll(async () => (await look(token)).state).toEqual({ kind: 'over', how: 'left' });
  expect((await post<object>('/api/callbacks/join', { token })).error).toMatchObject({ code: 'conflict' });
  ana.socket.disconnect();
});

test('what can’t be booked is refused at its field, and nothing is booked', async () => {
  const [first, second] = [await gaveUp(), await gaveUp()];
  const slot = (await slotsOf(first)).at(40) ?? 0;
  const book = (change: object, key = first) => refusal('/api/widget/callbacks', booking(key, slot, change));
  expect(await book({ slotAt: slot - 24 * 3_600_000 })).toEqual(['bad-request', 'slotAt']);
  expect(await book({ slotAt: slot + 1 })).toEqual(['bad-request', 'slotAt']);
  expect(await book({ slotAt: slot + 8 * 24 * 3_600_000 })).toEqual(['bad-request', 'slotAt']);
  expect(await book({ slotAt: 'tomorrow' })).toEqual(['bad-request', 'slotAt']);
  expect(await book({ timeZone: 'Mars/Olympus' })).toEqual(['bad-request', 'timeZone']);
  expect(await book({ name: ' ' })).toEqual(['bad-request', 'name']);
  expect(await book({ key: { ...first, secret: 'another-secret-of-16' } })).toEqual(['not-found', null]);
  // Only who has left the line; and not in a queue that books none.
  const waiting = started.caller();
  await waiting.start('sales-english');
  expect(await book({ key: waiting.key })).toEqual(['conflict', null]);
  expect((await slotsOf(waiting.key as CallKey)).length).toBeGreaterThan(100);
  await waiting.leave();
  expect(await refusal('/api/widget/callbacks/slots', { key: await gaveUp('support-french') })).toEqual(['conflict', null]);

  expect(await book({})).toEqual([undefined, null]);
  expect(await book({ slotAt: slot + 2000 })).toEqual(['conflict', 'slotAt']); // the same call
  expect(await book({}, second)).toEqual(['conflict', 'slotAt']); // as many as may
  expect(await slotsOf(second)).not.toContain(slot);
});

test('of several who want the last place at once one has it', async () => {
  const keys = await Promise.all(Array.from({ length: 4 }, () => gaveUp()));
  const slot = (await slotsOf(keys[0] as CallKey)).at(60) ?? 0;
  const answers = await Promise.all(keys.map((key) => post<CallbackBooked>('/api/widget/callbacks', booking(key, slot))));
  expect(answers.filter(({ error }) => error === undefined)).toHaveLength(1);
});

test('a link moves and cancels its callback, and another link does nothing', async () => {
  const key = await gaveUp();
  const slots = await slotsOf(key);
  const { token } = await booked(key, slots.at(80));
  const other = await booked(await gaveUp(), slots.at(90));
  const move = (slotAt: number) => refusal('/api/callbacks/move', { token, slotAt });
  expect(await move(slots.at(90) ?? 0)).toEqual(['conflict', 'slotAt']);
  expect(await move(1)).toEqual(['bad-request', 'slotAt']);
  const moved = await post<CallbackView>('/api/callbacks/move', { token, slotAt: slots.at(85) });
  expect(moved.state).toMatchObject({ kind: 'booked', slotAt: slots.at(85) });
  expect((await post<object>('/api/callbacks/join', { token })).error).toMatchObject({ code: 'conflict', message: 'It is not time yet' });
  for (let times = 0; times < 2; times += 1)
    expect((await post<CallbackView>('/api/callbacks/cancel', { token })).state).toEqual({ kind: 'over', how: 'canceled' });
  expect(await move(slots.at(86) ?? 0)).toEqual(['conflict', null]);
  expect((await look(other.token)).state.kind).toBe('booked');
  // Other programs are told, of the move and of the cancellation once.
  const at = slots.at(85);
  const told = (await started.told('callback-booked')).filter(({ callId }) => callId === key.callId);
  expect(told.map(({ callbackAt }) => callbackAt)).toEqual([slots.at(80), at]);
  expect(await started.told('callback-canceled')).toMatchObject([{ callId: key.callId, queueId: 'sales-english', callbackAt: at }]);
  for (const path of ['look', 'slots', 'cancel', 'join'])
    expect(await refusal(`/api/callbacks/${path}`, { token: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })).toEqual(['not-found', 'token']);
  expect(await refusal('/api/callbacks/look', { token: '../../etc' })).toEqual(['bad-request', 'token']);
  // Whose callback was canceled may book another.
  await booked(key, slots.at(87));
});

test('survives a restart: its time is kept, and a contact that was made waits on', async () => {
  const key = await gaveUp();
  const { token } = await booked(key);
  const contact = await joined(token);
  const later = await booked(await gaveUp());
  await started.restart();
  expect((await look(token)).state).toEqual({ kind: 'due' });
  expect(await joined(token)).toEqual(contact);
  // Its time may have come while nobody was there.
  await joined(later.token);
  const list = (await (await started.fetch('/api/callbacks', { cookie: sofia })).json()) as BookedCallbacks;
  expect(list.callbacks).toContainEqual(
    expect.objectContaining({ name: 'Maria Silva', queueName: 'Sales (English)', slotAt: later.slotAt, state: 'due' }),
  );
  expect((await started.fetch('/api/callbacks')).status).toBe(401);
});

test('other programs are told of a callback that was missed, also while the program was away', async () => {
  const { token } = await booked(await gaveUp());
  await started.tandem.close();
  const { prisma, close } = await openDatabase({ url: null, folder: started.folder });
  const slotAt = new Date(Date.now() - 20 * 60_000);
  await prisma.callback.updateMany({ where: { tokenHash: hashKey(token) }, data: { slotAt } });
  await close();
  await started.start();
  await expect.poll(async () => (await look(token)).state).toEqual({ kind: 'over', how: 'missed' });
  await expect.poll(() => started.told('callback-missed')).toMatchObject([{ queueId: 'sales-english', callbackAt: slotAt.getTime() }]);
});

test('an agent who returns a message makes a link, which brings its customer to them', async () => {
  const key = await gaveUp();
  const message = { key, kind: 'message', name: 'Rui', email: 'rui@example.pt', phone: '', text: 'Please call me' };
  await post('/api/widget/messages', message);
  const carol = await started.agent('carol@toronto.example');
  const ana = await started.agent('ana@lisbon.example');
  const { messages } = (await (await started.fetch('/api/messages', { cookie: ana.cookie })).json()) as {
    messages: { id: string; name: string }[];
  };
  const { id } = messages.find(({ name }) => name === 'Rui') ?? { id: '' };
  expect((await post<object>(`/api/messages/${id}/link`, {}, ana.cookie)).error).toMatchObject({ code: 'conflict' });
  await post(`/api/messages/${id}/take`, {}, ana.cookie);
  const token = tokenOf(await post<CallbackBooked>(`/api/messages/${id}/link`, {}, ana.cookie));
  expect(await look(token)).toMatchObject({ name: 'Rui', agentName: 'Ana Martins', state: { kind: 'open' } });
  // Carol has been idle for longer.
  await carol.available();
  await ana.available();
  const contact = await joined(token);
  const rui = started.caller();
  await rui.socket.emitWithAck('resume', contact);
  expect(await ana.work('offer')).toMatchObject({ caller: { name: 'Rui' } });
  expect(carol.state.value?.work.kind).toBe('idle');
  await rui.socket.emitWithAck('leave', {});
});
