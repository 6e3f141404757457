import type { TandemEvents } from '../../../packages/widget/src/types.ts';

/** All that a button tells the page around it. */
export const EVENTS = [
  ...(['ready', 'refused', 'opened', 'closed'] as const),
  ...(['call-started', 'call-connected', 'call-ended', 'message'] as const),
] satisfies (keyof TandemEvents)[];

export interface Told {
  at: number;
  /** Of the tag, from 0. */
  nth: number;
  name: keyof TandemEvents;
  detail: TandemEvents[keyof TandemEvents];
}

const KEPT = 50;

/** The youngest first, and no more of them than anybody reads. */
export const withTold = (all: readonly Told[], told: Told): readonly Told[] => [told, ...all].slice(0, KEPT);
