import { idleMs, type Strategy, seconds } from './strategy.ts';

/** Whoever has waited longest for a call: everybody gets about the same rest. */
export const longestIdle: Strategy = {
  name: 'longest-idle',
  rank: ({ agent }) => agent.status.since,
  measure: ({ agent }, now) => idleMs(agent, now),
  figure: ({ agent }, now) => ({ by: 'longest-idle', idleSeconds: seconds(idleMs(agent, now)) }),
};
