import type { StrategyName } from '../../../protocol/queue.ts';
import { fastestServer } from './fastest-server.ts';
import { fewestExtraSkills } from './fewest-extra-skills.ts';
import { leastOccupied } from './least-occupied.ts';
import { longestIdle } from './longest-idle.ts';
import { random } from './random.ts';
import type { Strategy } from './strategy.ts';

/** Every strategy that a queue can name. */
export const STRATEGY: Record<StrategyName, Strategy> = {
  'longest-idle': longestIdle,
  'least-occupied': leastOccupied,
  'fastest-server': fastestServer,
  'fewest-extra-skills': fewestExtraSkills,
  random,
};
