import type { ProbedCenter } from './topics.ts';

const TRIES = 3;
const LIMIT_MS = 1000;
/** Longer than this says only that it is far. */
const LONGEST_MS = 10_000;

export type RoundTrips = Record<string, number>;

interface Probing {
  probe: (address: string, signal: AbortSignal) => Promise<unknown>;
  /** Milliseconds that never go back. */
  clock: () => number;
  limitMs: number;
}

const BROWSER: Probing = {
  probe: (address, signal) => fetch(address, { cache: 'no-store', signal }),
  clock: () => performance.now(),
  limitMs: LIMIT_MS,
};

/**
 * How far each center's media is from this browser: the best of three round trips, in whole milliseconds, told as they come in
 * and for a second at most. The first one also opens the connection; a center that does not answer is left out.
 */
export async function measureRoundTrips(
  centers: readonly ProbedCenter[],
  tell: (roundTrips: RoundTrips) => void,
  signal: AbortSignal,
  { probe, clock, limitMs }: Probing = BROWSER,
): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const best: RoundTrips = {};
  // Centers behind one address are as far as each other: measured apart they would only stand in each other's way.
  const behind = Map.groupBy(centers, (center) => center.probe);
  await Promise.all(
    [...behind].map(async ([address, reached]) => {
      for (let tries = 0; tries < TRIES && !limit.aborted; tries += 1) {
        const sentAt = clock();
        try {
          await probe(address, limit);
        } catch {
          return;
        }
        if (limit.aborted) return;
        const took = Math.round(clock() - sentAt);
        for (const { id } of reached) best[id] = Math.min(best[id] ?? LONGEST_MS, took);
        tell({ ...best });
      }
    }),
  );
}
