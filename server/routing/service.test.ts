import { expect, test } from 'vitest';
import type { RoutingStore } from '../data/routing-store.ts';
import { SHIFT_QUEUES } from '../testing/shift.ts';
import type { RoutingEvent } from './core/events.ts';
import { emptyState } from './core/state.ts';
import { emptyStats } from './core/stats.ts';
import { RoutingService } from './service.ts';

/** The service around the core: what shares a transaction, and when who is answered. */

/** A store that keeps batches until they are let through. */
class HeldStore implements RoutingStore {
  readonly batches: { events: readonly RoutingEvent[]; store: () => void; refuse: (error: Error) => void }[] = [];
  #waiting: (() => void)[] = [];

  async load() {
    return { state: emptyState(), stats: emptyStats() };
  }
  append(events: readonly RoutingEvent[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.batches.push({ events, store: resolve, refuse: reject });
    for (const tell of this.#waiting.splice(0)) tell();
    return promise;
  }
  /** The batch of this number, counted from 0, once it is there. */
  async batch(index: number) {
    while (this.batches.length <= index) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const batch = this.batches[index];
    if (!batch) throw new Error('unreachable');
    return batch;
  }
  async forgetReportsBefore() {
    return 0;
  }
  async endedSince() {
    return [];
  }
}

const unexpected = (error: unknown) => {
  throw error;
};

async function serviceOn(store: RoutingStore, onFatal: (error: unknown) => void = unexpected): Promise<RoutingService> {
  return RoutingService.open({ store, now: () => 1000, log: { error: () => {}, warn: () => {} }, onFatal });
}

const start = (callId: string) => ({
  kind: 'start-call' as const,
  callId,
  queueId: 'sales',
  caller: { name: callId, email: null, customerId: null, page: null, question: null },
  keyHash: 'h',
  requirement: null,
  roundTrips: {},
  preferredAgentId: null,
});

async function configured(store: HeldStore, service: RoutingService): Promise<void> {
  const done = service.submit(SHIFT_QUEUES);
  (await store.batch(0)).store();
  await done;
}

test('nobody is answered before what was decided is stored, and everybody in the order of asking', async () => {
  const store = new HeldStore();
  const service = await serviceOn(store);
  await configured(store, service);
  const order: string[] = [];
  service.onEvents(async (events) => {
    order.push(...events.map((event) => `told ${'callId' in event ? event.callId : event.kind}`));
  });
  const ask = (callId: string) => service.submit(start(callId)).then(() => order.push(callId));
  const first = [ask('a'), ask('b')];
  const one = await store.batch(1);
  const second = [ask('c'), ask('d')];
  expect(one.events.map((event) => 'callId' in event && event.callId)).toEqual(['a', 'b']);
  expect(order).toEqual([]);
  one.store();
  await Promise.all(first);
  const two = await store.batch(2);
  expect(order.toSorted()).toEqual(['a', 'b', 'told a', 'told b']);
  two.store();
  await Promise.all(second);
  expect(order.filter((word) => !word.startsWith('told'))).toEqual(['a', 'b', 'c', 'd']);
  expect(order.filter((word) => word.startsWith('told'))).toEqual(['told a', 'told b', 'told c', 'told d']);
});

test('a batch has an end, however many wait; the others come in the next ones, in order', async () => {
  const store = new HeldStore();
  const service = await serviceOn(store);
  await configured(store, service);
  const answered: number[] = [];
  const all = Array.from({ length: 700 }, (_, nth) => service.submit(start(`call-${nth}`)).then(() => answered.push(nth)));
  const sizes: number[] = [];
  for (let index = 1; sizes.reduce((sum, size) => sum + size, 0) < 700; index += 1) {
    const batch = await store.batch(index);
    sizes.push(batch.events.length);
    batch.store();
  }
  await Promise.all(all);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(256);
  expect(answered).toEqual(Array.from({ length: 700 }, (_, nth) => nth));
});

test('what is done between batches sees what everybody was told, and nothing that is on its way', async () => {
  const store = new HeldStore();
  const service = await serviceOn(store);
  await configured(store, service);
  const told: string[] = [];
  const telling = Promise.withResolvers<void>();
  service.onEvents(async (events) => {
    await telling.promise;
    told.push(...events.map((event) => ('callId' in event ? event.callId : event.kind)));
  });
  const seen: { told: string[]; known: string[] }[] = [];
  const look = () => service.onceTold(() => void seen.push({ told: [...told], known: [...service.state.calls.keys()] }));
  const first = service.submit(start('a'));
  const one = await store.batch(1);
  const early = look();
  one.store();
  await first;
  // Answered, and not told yet; the next one is decided right after.
  const late = look();
  const second = service.submit(start('b'));
  telling.resolve();
  await Promise.all([early, late]);
  expect(seen).toEqual(Array.from({ length: 2 }, () => ({ told: ['a'], known: ['a'] })));
  (await store.batch(2)).store();
  await second;
  await look();
  expect(seen.at(-1)).toEqual({ told: ['a', 'b'], known: ['a', 'b'] });
  const failing = service.onceTold(() => {
    throw new Error('not to be done');
  });
  await expect(failing).rejects.toThrow('not to be done');
});

test('when a batch can’t be stored, everybody who waits is told so and the service takes nothing more', async () => {
  const store = new HeldStore();
  const fatal: unknown[] = [];
  const service = await serviceOn(store, (error) => fatal.push(error));
  await configured(store, service);
  const asked = [service.submit(start('a'))];
  const batch = await store.batch(1);
  asked.push(service.submit(start('b')));
  const between = service.onceTold(() => void fatal.push('done all the same'));
  const lost = new Error('The database is gone');
  batch.refuse(lost);
  for (const one of [...asked, between]) await expect(one).rejects.toBe(lost);
  expect(fatal).toEqual([lost]);
  await expect(service.submit(start('c'))).rejects.toThrow('Nobody can be reached');
});

test('who watches is told how long commands, storing and offers took, and nothing of passing time', async () => {
  const store = new HeldStore();
  const told: string[] = [];
  const time = (what: string) => (ms: number) => void told.push(ms >= 0 ? what : `${what} before it began`);
  const service = await RoutingService.open({
    ...{ store, now: () => 1000, log: { error: () => {}, warn: () => {} }, onFatal: unexpected },
    times: { answered: time('answered'), stored: time('stored'), offered: time('offered') },
  });
  await configured(store, service);
  expect(told).toEqual(['stored', 'answered']);
  await service.submit({ kind: 'tick' });
  expect(told).toHaveLength(2);
});
