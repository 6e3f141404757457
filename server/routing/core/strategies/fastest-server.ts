import { expectedHandleMs } from '../stats.ts';
import { type Strategy, seconds } from './strategy.ts';

/** Whoever handles calls in the shortest time on average; the first calls of a new agent count little. */
export const fastestServer: Strategy = {
  name: 'fastest-server',
  rank: ({ work }) => expectedHandleMs(work),
  measure: ({ work }) => 60_000 / expectedHandleMs(work),
  figure: ({ work }) => ({ by: 'fastest-server', handleSeconds: seconds(expectedHandleMs(work)) }),
};
