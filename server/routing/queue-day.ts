import { SHORT_ABANDON_SECONDS } from '../protocol/formulas.ts';
import type { EndedCall } from './measures.ts';

/** A queue's day in numbers, brought along call by call: looking at it costs the same at noon as in the morning. */

export interface QueueCounts {
  /** Calls that callers waited for. */
  offered: number;
  /** Of those, which are over. */
  over: number;
  answered: number;
  inTime: number;
  answerWaitMs: number;
  abandoned: number;
  abandonedWithin: number[];
  /** Callers who left the line for a message or a callback. */
  elsewhere: number;
  elsewhereWithin: number[];
  /** Calls that were talked and wrapped up, also those that agents asked for; and the time of both, hold included. */
  handled: number;
  handleMs: number;
  missedOffers: number;
  qualitySamples: number;
  /** Sum of the mean opinion scores of those samples. */
  qualitySum: number;
}

export const noCounts = (): QueueCounts => ({
  offered: 0,
  over: 0,
  answered: 0,
  inTime: 0,
  answerWaitMs: 0,
  abandoned: 0,
  abandonedWithin: SHORT_ABANDON_SECONDS.map(() => 0),
  elsewhere: 0,
  elsewhereWithin: SHORT_ABANDON_SECONDS.map(() => 0),
  handled: 0,
  handleMs: 0,
  missedOffers: 0,
  qualitySamples: 0,
  qualitySum: 0,
});

/** @param counts is changed */
export function addCall(counts: QueueCounts, call: Omit<EndedCall, 'id' | 'estimatedWaitMs'>, serviceLevelMs: number): void {
  const { enqueuedAt, acceptedAt, connectedAt, completedAt, endedAt, outcome, waited } = call;
  if (outcome === 'answered' && completedAt !== null && connectedAt !== null) {
    counts.handled += 1;
    counts.handleMs += completedAt - connectedAt;
  }
  if (!waited) return;
  counts.offered += 1;
  if (outcome === 'answered') {
    counts.answered += 1;
    if (acceptedAt === null) return;
    counts.answerWaitMs += acceptedAt - enqueuedAt;
    if (acceptedAt - enqueuedAt <= serviceLevelMs) counts.inTime += 1;
  } else if (outcome === 'abandoned' || outcome === 'elsewhere') {
    counts[outcome] += 1;
    const within = counts[`${outcome}Within`];
    for (const [nth, seconds] of SHORT_ABANDON_SECONDS.entries())
      if (endedAt - enqueuedAt < seconds * 1000) within[nth] = (within[nth] ?? 0) + 1;
  }
}

/** The same of a call that is over. @param counts is changed */
export function addEnded(counts: QueueCounts, call: EndedCall, serviceLevelMs: number): void {
  addCall(counts, call, serviceLevelMs);
  if (call.waited) counts.over += 1;
}

/** Counts of several queues together. */
export function sumOf(all: readonly QueueCounts[]): QueueCounts {
  const sum = noCounts();
  for (const counts of all) addCounts(sum, counts);
  return sum;
}

/** @param sum is changed */
export function addCounts(sum: QueueCounts, counts: QueueCounts): void {
  for (const key of NUMBERS) sum[key] += counts[key];
  for (const key of LISTS) sum[key] = sum[key].map((before, nth) => before + (counts[key][nth] ?? 0));
}

const LISTS = ['abandonedWithin', 'elsewhereWithin'] as const;
const { abandonedWithin: _, elsewhereWithin: __, ...numbers } = noCounts();
const NUMBERS = Object.keys(numbers) as (keyof typeof numbers)[];
