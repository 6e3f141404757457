import { describe, expect, test } from 'vitest';
import { WireFailure } from '../../../lib/failure.ts';
import type { MessageRecorderEvents } from '../../../lib/media/message-recorder.ts';
import { RecordingStore } from './recording-store.ts';

class Refused extends Error {}

/** A browser and a server that do as they are told, and keep what was done. */
function world({ microphone = true, begin = true, stop = true } = {}) {
  const did: string[] = [];
  let events: MessageRecorderEvents | null = null;
  let count = 0;
  const store = new RecordingStore({
    openMicrophone: async () => {
      if (!microphone) throw new Refused();
      did.push('microphone on');
      return { stream: {} as MediaStream, close: () => did.push('microphone off') };
    },
    problemOf: (error) => (error instanceof Refused ? 'refused' : null),
    begin: async () => {
      if (!begin) throw new WireFailure({ code: 'too-many', message: 'Too many' });
      count += 1;
      return { id: `r${count}`, ticket: 't', longestMs: 180_000 };
    },
    record: (_, __, told) => {
      events = told;
      return { level: () => 0.5, close: () => did.push('left') };
    },
    stop: async (id) => {
      did.push(`stop ${id}`);
      if (!stop) throw new WireFailure({ code: 'conflict', message: 'Nothing was heard.' });
      return { durationMs: 4200 };
    },
    drop: (id) => did.push(`drop ${id}`),
    now: () => 1000,
  });
  const told = () => {
    if (events === null) throw new Error('Nothing is being recorded');
    return events;
  };
  return { store, did, told };
}

describe('recording a message', () => {
  test('begins when the sound flows, ends by a press, and gives the microphone back', async () => {
    const { store, did, told } = world();
    await store.start();
    expect([store.get(), store.level()]).toEqual([{ kind: 'preparing' }, 0.5]);
    told().recording();
    expect(store.get()).toEqual({ kind: 'recording', until: 181_000 });
    const stopped = store.stop();
    expect(store.get()).toEqual({ kind: 'ending' });
    await stopped;
    expect(store.get()).toEqual({ kind: 'recorded', id: 'r1', durationMs: 4200 });
    expect(did).toEqual(['microphone on', 'left', 'microphone off', 'stop r1']);
  });

  test('again throws the first away; what was sent is not thrown away', async () => {
    const { store, did, told } = world();
    await store.start();
    told().recording();
    await store.stop();
    await store.start();
    expect(did.at(-2)).toBe('drop r1');
    told().recording();
    await store.stop();
    store.sent();
    store.discard();
    expect(did).not.toContain('drop r2');
  });

  test('that ends by itself keeps what was said', async () => {
    const { store, told } = world();
    await store.start();
    told().recording();
    told().over();
    await new Promise(setImmediate);
    expect(store.get()).toMatchObject({ kind: 'recorded' });
  });

  test.each([
    [{ microphone: false }, { kind: 'no-microphone', problem: 'refused' }],
    [{ begin: false }, { kind: 'failed', error: { code: 'too-many' } }],
  ])('with %j is not begun, says why, and leaves the microphone off', async (change, state) => {
    const { store, did } = world(change);
    await store.start();
    expect(store.get()).toMatchObject(state);
    expect(did.filter((one) => one === 'microphone on')).toHaveLength(did.filter((one) => one === 'microphone off').length);
  });

  test('that does not get through, or in which nothing was heard, says so and can be begun again', async () => {
    const { store, told, did } = world({ stop: false });
    await store.start();
    told().failed('no-path');
    expect(store.get()).toMatchObject({ kind: 'failed', error: { code: 'unavailable' } });
    await store.start();
    told().recording();
    await store.stop();
    expect(store.get()).toMatchObject({ kind: 'failed', error: { message: 'Nothing was heard.' } });
    expect(did.filter((one) => one.startsWith('drop'))).toEqual(['drop r1', 'drop r2']);
  });

  test('that is given up while the browser asks leaves nothing behind', async () => {
    const { store, did } = world();
    const starting = store.start();
    store.discard();
    await starting;
    expect([store.get(), did]).toEqual([{ kind: 'none' }, ['microphone on', 'microphone off']]);
  });
});
