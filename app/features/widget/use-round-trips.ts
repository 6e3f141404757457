'use client';

import { useCallback, useEffect, useRef } from 'react';
import { measureRoundTrips, type RoundTrips } from './round-trips.ts';
import type { ProbedCenter } from './topics.ts';

/** Round trips as far as they are known: measured while the caller writes, and never waited for. */
export function useRoundTrips() {
  const known = useRef<RoundTrips>({});
  const measuring = useRef<AbortController | null>(null);
  const measure = useCallback((centers: readonly ProbedCenter[]) => {
    measuring.current?.abort();
    const abort = new AbortController();
    measuring.current = abort;
    void measureRoundTrips(
      centers,
      (roundTrips) => {
        known.current = roundTrips;
      },
      abort.signal,
    );
  }, []);
  useEffect(() => () => measuring.current?.abort(), []);
  return { known, measure };
}
