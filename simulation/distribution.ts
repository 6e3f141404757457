import { z } from 'zod';
import { normalQuantile } from './normal.ts';

/** How long something takes, as a case file says it. Times in seconds. */

export const seconds = z.number('is not a number').min(0, 'is below 0').max(31_622_400, 'is above a year');
const mean = seconds.refine((value) => value > 0, 'is not above 0');

export const Distribution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exponential'), meanSeconds: mean }),
  /** The mean and standard deviation of the times themselves, not of their logarithms. */
  z.strictObject({ kind: z.literal('lognormal'), meanSeconds: mean, deviationSeconds: mean }),
  z.strictObject({ kind: z.literal('fixed'), seconds }),
  /** Times that were measured; each is as likely as any other. */
  z.strictObject({ kind: z.literal('empirical'), seconds: z.array(seconds).min(1, 'is empty').max(100_000) }),
]);
export type Distribution = z.infer<typeof Distribution>;

/** Milliseconds, not rounded, for a number between 0 and 1: the share of times that are shorter. */
export type Quantile = (share: number) => number;

/**
 * By its inverse, so that one random number makes one time: with the same seed a caller keeps their number
 * whichever agent serves them, and policies are compared over the same callers.
 */
export function quantileOf(distribution: Distribution): Quantile {
  switch (distribution.kind) {
    case 'exponential': {
      const meanMs = distribution.meanSeconds * 1000;
      return (share) => -meanMs * Math.log(1 - share);
    }
    case 'lognormal': {
      const { meanSeconds, deviationSeconds } = distribution;
      const variance = Math.log(1 + (deviationSeconds / meanSeconds) ** 2);
      const median = meanSeconds * 1000 * Math.exp(-variance / 2);
      const deviation = Math.sqrt(variance);
      return (share) => median * Math.exp(deviation * normalQuantile(share));
    }
    case 'fixed': {
      const ms = distribution.seconds * 1000;
      return () => ms;
    }
    case 'empirical': {
      const sorted = distribution.seconds.map((value) => value * 1000).sort((a, b) => a - b);
      return (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    }
    default:
      return distribution satisfies never;
  }
}

/** Seconds. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'fixed':
      return distribution.seconds;
    case 'empirical':
      return distribution.seconds.reduce((sum, value) => sum + value, 0) / distribution.seconds.length;
    default:
      return distribution.meanSeconds;
  }
}
