import { expect, test } from 'vitest';
import type { Config } from '../config.ts';
import type { ServerView } from '../protocol/system.ts';
import { World } from './core/testing.ts';
import { Draining } from './draining.ts';

/** A routing server that is told to end, with whoever else is there; what it did, in order. */
function told({ drainMs = 60_000, others = [] as { state: ServerView['state']; silentMs: number }[], own = true } = {}) {
  const world = new World();
  world.agent('ana', 'lisbon', { sales: 1 });
  const call = world.call();
  world.connect(call);
  world.call();
  const done: string[] = [];
  const servers = others.map(({ state, silentMs }) => ({ state, seenAt: 100_000 - silentMs }) as ServerView);
  const draining = new Draining({
    service: { state: world.state, close: async () => void done.push('decides no more') },
    leadership: { close: async () => void done.push('gives the lease up') },
    servers: { list: async () => ({ now: 100_000, servers }) },
    rooms: { placeOf: () => ({ id: 'one', centerId: null, url: own ? null : 'https://media.example' }) },
    config: { drainMs } as Config,
    log: { info: () => {}, warn: () => {} },
  });
  return { world, call, servers, done, draining };
}
const HANDED_OVER = ['decides no more', 'gives the lease up'];

test('where another stands by, it is that one’s turn at once, whoever talks', async () => {
  const { draining, done } = told({ others: [{ state: 'stands-by', silentMs: 5000 }] });
  await draining.drain();
  expect(done).toEqual(HANDED_OVER);
  expect(draining.isDraining).toBe(false);
});

test('one that was heard long ago, or does something else, can’t take over', async () => {
  const others = [
    { state: 'stands-by', silentMs: 30_000 },
    { state: 'serves', silentMs: 0 },
  ] as const;
  const { draining, done } = told({ others: [...others], drainMs: 0 });
  await draining.drain();
  expect(done).toEqual([]);
});

test('alone it takes no new calls, and ends once nobody talks any more', async () => {
  const { world, call, draining, done } = told();
  let ended = false;
  const end = draining.drain().then(() => {
    ended = true;
  });
  await expect.poll(() => draining.isDraining).toBe(true);
  expect(ended).toBe(false);
  world.do({ kind: 'caller-left', callId: call });
  await end;
  expect(done).toEqual([]);
});

test('another that comes to stand by meanwhile takes over', async () => {
  const { servers, draining, done } = told();
  const end = draining.drain();
  await expect.poll(() => draining.isDraining).toBe(true);
  servers.push({ state: 'stands-by', seenAt: 100_000 } as ServerView);
  await end;
  expect(done).toEqual(HANDED_OVER);
});

test('who talks by a media server talks on without it; and it waits no longer than it was told to', async () => {
  const elsewhere = told({ own: false });
  await elsewhere.draining.drain();
  expect(elsewhere.draining.isDraining).toBe(false);
  const hurried = told({ drainMs: 10 });
  await hurried.draining.drain();
  expect(hurried.draining.isDraining).toBe(true);
  expect(hurried.world.state.calls.get(hurried.call)?.state.kind).toBe('connected');
});
