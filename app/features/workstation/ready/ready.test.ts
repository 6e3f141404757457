import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { microphoneMark, notificationsMark, pathMark, type Readiness, verdictOf } from './readiness.ts';
import { ReadyStore } from './ready-store.ts';

const ALL: Readiness = { microphone: 'ok', path: 'ok', notifications: 'granted' };

describe('who may become available', () => {
  test.each<[what: Partial<Readiness>, without: boolean, verdict: string]>([
    [{}, false, 'ready'],
    [{ microphone: 'checking', path: 'waits' }, false, 'checking'],
    [{ path: 'checking' }, false, 'checking'],
    [{ microphone: 'refused', path: 'waits' }, false, 'blocked'],
    [{ path: 'no-path' }, false, 'blocked'],
    [{ path: 'no-server' }, true, 'blocked'],
    [{ notifications: 'prompt' }, false, 'ask'],
    [{ notifications: 'denied' }, false, 'ask'],
    [{ notifications: 'denied' }, true, 'ready'],
    [{ notifications: 'unsupported' }, false, 'ready'],
    [{ path: 'no-path', notifications: 'denied' }, true, 'blocked'],
  ])('%o, without notifications %s: %s', (what, without, verdict) => {
    expect(verdictOf({ ...ALL, ...what }, without)).toBe(verdict);
  });

  test('each line has its sign', () => {
    const bad: Readiness = { microphone: 'busy', path: 'no-path', notifications: 'denied' };
    expect([microphoneMark(bad), pathMark(bad), notificationsMark(bad)]).toEqual(['failed', 'failed', 'advice']);
    expect([microphoneMark(ALL), pathMark(ALL), notificationsMark(ALL)]).toEqual(['ok', 'ok', 'ok']);
  });
});

function setUp() {
  const world = {
    problem: null as 'refused' | null,
    path: 'ok' as 'ok' | 'no-path',
    notifications: 'granted' as Readiness['notifications'],
    without: false,
    open: 0,
    asked: 0,
    wait: Promise.resolve(),
  };
  const store = new ReadyStore({
    microphone: async () => {
      world.asked += 1;
      await world.wait;
      if (world.problem !== null) throw new Error(world.problem);
      world.open += 1;
      return {
        close: () => {
          world.open -= 1;
        },
      };
    },
    problemOf: () => 'refused',
    path: async () => world.path,
    notifications: () => world.notifications,
    loadWithout: () => world.without,
    saveWithout: () => {
      world.without = true;
    },
  });
  return { world, store };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('when all is well nothing is shown, the microphone is off again, and it is not asked twice', async () => {
  const { world, store } = setUp();
  expect(await Promise.all([store.mayGo(), store.mayGo()])).toEqual([true, true]);
  expect(await store.mayGo()).toBe(true);
  expect(world).toMatchObject({ asked: 1, open: 0 });
  expect(store.get()).toMatchObject({ shown: false, verdict: 'ready' });
});

test('after another microphone was chosen it is checked again', async () => {
  const { world, store } = setUp();
  await store.mayGo();
  store.forget();
  await store.mayGo();
  expect(world.asked).toBe(2);
});

test('without a microphone, or a way for the sound, the agent stays where they are and sees why', async () => {
  const { world, store } = setUp();
  world.problem = 'refused';
  expect(await store.mayGo()).toBe(false);
  expect(store.get()).toMatchObject({ shown: true, verdict: 'blocked', readiness: { microphone: 'refused', path: 'waits' } });
  world.problem = null;
  world.path = 'no-path';
  expect(await store.mayGo()).toBe(false);
  expect(store.get()).toMatchObject({ shown: true, verdict: 'blocked', readiness: { microphone: 'ok', path: 'no-path' } });
  world.path = 'ok';
  expect(await store.mayGo()).toBe(true);
  expect(store.get().shown).toBe(false);
});

test('without notifications the agent decides, and is not asked again on this machine', async () => {
  const { world, store } = setUp();
  world.notifications = 'denied';
  expect(await store.mayGo()).toBe(false);
  expect(store.get()).toMatchObject({ shown: true, verdict: 'ask' });
  store.goWithout();
  expect(store.get()).toMatchObject({ shown: false, verdict: 'ready' });
  expect(await store.mayGo()).toBe(true);
  expect(world).toMatchObject({ asked: 1, without: true });
});

test('notifications that are allowed meanwhile make it ready', async () => {
  const { world, store } = setUp();
  world.notifications = 'prompt';
  await store.mayGo();
  world.notifications = 'granted';
  store.lookAtNotifications();
  expect(store.get().verdict).toBe('ready');
});

test('a check that takes long is shown while it goes on', async () => {
  const { world, store } = setUp();
  let go = (): void => undefined;
  world.wait = new Promise((done) => {
    go = done;
  });
  const asked = store.mayGo();
  await vi.advanceTimersByTimeAsync(1_900);
  expect(store.get().shown).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(store.get()).toMatchObject({ shown: true, verdict: 'checking' });
  go();
  expect(await asked).toBe(true);
  expect(store.get().shown).toBe(false);
});
