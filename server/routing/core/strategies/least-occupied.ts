import { OCCUPANCY_MS, occupancyAt } from '../stats.ts';
import type { Strategy } from './strategy.ts';

/**
 * Whoever has been on calls for the smallest share of their ready time of late. While agents are free all shares fall
 * alike, by e^(−t ÷ `OCCUPANCY_MS`): so the order between them stands, and ln(share) + at ÷ `OCCUPANCY_MS` tells it.
 */
export const leastOccupied: Strategy = {
  name: 'least-occupied',
  rank: ({ work }) =>
    work === undefined || work.occupancy <= 0 ? Number.NEGATIVE_INFINITY : Math.log(work.occupancy) + work.at / OCCUPANCY_MS,
  measure: ({ work }, now) => 1 - (work === undefined ? 0 : occupancyAt(work, now)),
  figure: ({ work }, now) => ({ by: 'least-occupied', occupancy: work === undefined ? 0 : occupancyAt(work, now) }),
};
