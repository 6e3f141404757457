import { type ReadyCase, readyCase } from './read-case.ts';

/** A small center for tests: 3 agents with one skill, a call a minute of 2 minutes each. */
export const SMALL = {
  name: 'small',
  skills: ['sales', 'support'],
  centers: [{ id: 'lisbon' }],
  agents: [{ group: 'agents', count: 3, center: 'lisbon', skills: { sales: 3 } }],
  queues: [{ id: 'sales', requirement: { skillId: 'sales', level: 1 } }],
  arrivals: [{ queue: 'sales', perHour: 60, service: { kind: 'exponential', meanSeconds: 120 } }],
  seconds: 36_000,
};
export type Small = typeof SMALL;

/** The small center with changes at its top. */
export function small(change: object = {}): ReadyCase {
  return readyCase({ ...SMALL, ...change }, 'small.json');
}

/** The first of the small center's agents, queues or arrivals with changes, beside others. */
export function changed<K extends 'agents' | 'queues' | 'arrivals'>(key: K, change: object, ...others: object[]) {
  return { [key]: [{ ...SMALL[key][0], ...change }, ...others] };
}
