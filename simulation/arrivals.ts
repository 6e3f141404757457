import type { Random } from '../server/planning/random.ts';
import type { ListedCall } from './arrivals-csv.ts';
import type { CaseArrivals } from './case.ts';

/** Gives the calls of one stream, one after the other; null when no more come. */
export type NextCall = () => ListedCall | null;

/** @param random of this stream alone, so that what else happens does not change who calls when */
export function arrivalsOf(stream: CaseArrivals, listed: readonly ListedCall[] | null, random: Random): NextCall {
  if (listed !== null) {
    let nth = 0;
    return () => listed[nth++] ?? null;
  }
  const queueId = stream.queue ?? '';
  const intervals = (stream.intervals ?? [{ seconds: 3600, perHour: stream.perHour ?? 0 }]).map(({ seconds, perHour }) => ({
    ms: seconds * 1000,
    perMs: perHour / 3_600_000,
  }));
  if (intervals.every(({ perMs }) => perMs === 0)) return () => null;

  let nth = 0;
  let beginsAt = 0;
  let atMs = 0;
  return () => {
    // One unit is the mean distance of two calls; it is used up faster where the rate is higher.
    let units = stream.between === 'fixed' ? 1 : -Math.log(random.uniform());
    for (;;) {
      const interval = intervals[nth % intervals.length];
      if (!interval) return null;
      const endsAt = beginsAt + interval.ms;
      const left = (endsAt - atMs) * interval.perMs;
      if (units <= left) {
        atMs += units / interval.perMs;
        return { atMs, queueId };
      }
      units -= left;
      atMs = beginsAt = endsAt;
      nth += 1;
    }
  };
}
