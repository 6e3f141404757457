import { describe, expect, test } from 'vitest';
import { fetched } from './later.tsx';

/** A download that fails so many times first, and retries that are made by hand. */
function download(failures: number) {
  let attempts = 0;
  const waiting: (() => void)[] = [];
  const code = fetched(
    async () => {
      attempts += 1;
      if (attempts <= failures) throw new Error('no network');
      return 'code';
    },
    (action) => waiting.push(action),
  );
  const told: (string | null)[] = [];
  code.subscribe(() => told.push(code.get()));
  return { code, told, attempts: () => attempts, retry: () => waiting.shift()?.(), settled: () => new Promise(setImmediate) };
}

describe('code that is fetched later', () => {
  test('is fetched once, however often it is wanted, and not before', async () => {
    const { code, told, attempts, settled } = download(0);
    await settled();
    expect([code.get(), attempts()]).toEqual([null, 0]);
    code.fetch();
    code.fetch();
    await settled();
    code.fetch();
    await settled();
    expect([code.get(), told, attempts()]).toEqual(['code', ['code'], 1]);
  });

  test('is asked for again until it comes', async () => {
    const { code, told, attempts, retry, settled } = download(2);
    code.fetch();
    for (const expected of [null, null]) {
      await settled();
      expect(code.get()).toBe(expected);
      retry();
    }
    await settled();
    expect([code.get(), told, attempts()]).toEqual(['code', ['code'], 3]);
  });

  test('tells nobody who has stopped listening', async () => {
    const { code, settled } = download(0);
    const told: string[] = [];
    const stop = code.subscribe(() => told.push('told'));
    stop();
    code.fetch();
    await settled();
    expect(told).toEqual([]);
  });
});
