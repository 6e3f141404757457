import { expect, test } from 'vitest';
import { measureRoundTrips, type RoundTrips } from './round-trips.ts';

const centers = [
  { id: 'lisbon', probe: '/lisbon' },
  { id: 'toronto', probe: '/toronto' },
];

/** Each center answers after these times; when they are used up, never. */
function probing(times: Record<string, number[]>) {
  let now = 0;
  return {
    clock: () => now,
    limitMs: 30,
    probe: async (address: string, signal: AbortSignal) => {
      const time = times[address]?.shift();
      if (time === undefined) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      now += time ?? 0;
    },
  };
}

async function measured(times: Record<string, number[]>): Promise<RoundTrips> {
  let told: RoundTrips = {};
  await measureRoundTrips(
    centers,
    (roundTrips) => {
      told = roundTrips;
    },
    new AbortController().signal,
    probing(times),
  );
  return told;
}

test('the best of three round trips counts, in whole milliseconds', async () => {
  const one = [{ id: 'lisbon', probe: '/lisbon' }];
  const told: RoundTrips[] = [];
  await measureRoundTrips(one, (roundTrips) => told.push(roundTrips), new AbortController().signal, probing({ '/lisbon': [80, 12.4, 30] }));
  expect(told).toEqual([{ lisbon: 80 }, { lisbon: 12 }, { lisbon: 12 }]);
});

test('centers behind one address are measured once', async () => {
  const told: RoundTrips[] = [];
  const both = ['lisbon', 'toronto'].map((id) => ({ id, probe: '/media' }));
  await measureRoundTrips(both, (roundTrips) => told.push(roundTrips), new AbortController().signal, probing({ '/media': [30, 20, 25] }));
  expect(told.at(-1)).toEqual({ lisbon: 20, toronto: 20 });
});

test('a center that does not answer is left out, and holds nobody up', async () => {
  expect(await measured({ '/lisbon': [20, 20, 20] })).toEqual({ lisbon: 20 });
  expect(await measured({})).toEqual({});
});

test('a way that is very long is told as the longest', async () => {
  expect((await measured({ '/toronto': [60_000] })).toronto).toBe(10_000);
});
