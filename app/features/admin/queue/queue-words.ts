import type { StrategyName, WayOn } from '../../../../server/protocol/queue.ts';

export const STRATEGY_WORDS: Record<StrategyName, { name: string; why: string }> = {
  'longest-idle': { name: 'Longest idle', why: 'Who has been free for the longest time. Fair, and right for most queues.' },
  'least-occupied': { name: 'Least occupied', why: 'Who has worked the smallest share of their time lately: evens out the load.' },
  'fastest-server': { name: 'Fastest', why: 'Whose calls are the shortest on average: the shortest waits, but the fast work more.' },
  'fewest-extra-skills': {
    name: 'Fewest extra skills',
    why: 'Who can do little else: keeps the versatile free for the calls that need them.',
  },
  random: { name: 'Random', why: 'Anybody: to compare the others with.' },
};

export const WAY_ON_WORDS: Record<WayOn['kind'], string> = {
  message: 'Tell the caller',
  'leave-message': 'Offer to leave a message',
  callback: 'Offer a callback',
  queue: 'Send the call to another queue',
};
export const WAY_ON_KINDS = Object.keys(WAY_ON_WORDS) as WayOn['kind'][];
