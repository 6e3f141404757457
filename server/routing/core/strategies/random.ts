import { longestIdle } from './longest-idle.ts';
import type { Strategy } from './strategy.ts';

/** Any of the free agents, all with the same chance: to compare the others with. */
export const random: Strategy = {
  name: 'random',
  rank: longestIdle.rank,
  measure: () => 1,
  figure: () => ({ by: 'random' }),
  byChance: true,
};

/** A number from 0 up to `below`, the same for the same seed: the core has no chance of its own (invariant 6). Knuth's multiplicative hash, mixed as in MurmurHash3. */
export function chanceOf(seed: number, below: number): number {
  let hash = Math.imul(seed, 2_654_435_761);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % below;
}
