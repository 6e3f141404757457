import { describe, expect, it } from 'vitest';
import { Random } from '../server/planning/random.ts';
import { estimate, percentile, studentQuantile } from '../server/planning/statistics.ts';
import { meanOf, quantileOf } from './distribution.ts';
import { normalQuantile } from './normal.ts';

describe('the statistics of runs', () => {
  it.each([
    [1, 12.706205],
    [2, 4.302653],
    [9, 2.262157],
    [19, 2.093024],
    [29, 2.04523],
    [120, 1.97993],
  ])('Student’s t with %d degrees of freedom is as in printed tables', (freedom, printed) => {
    expect(studentQuantile(0.975, freedom)).toBeCloseTo(printed, 5);
  });

  it('the interval of ten runs is the mean and 2.262 standard errors', () => {
    const { mean, halfWidth } = estimate([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(mean).toBe(5.5);
    expect(halfWidth).toBeCloseTo(2.262157 * Math.sqrt(9.1666667 / 10), 5);
  });

  it('one run has no interval, none no estimate', () => {
    expect(estimate([3])).toEqual({ mean: 3, halfWidth: null, runs: 1 });
    expect(() => estimate([])).toThrow(RangeError);
  });

  it('of ten intervals at 95 % about nine and a half hold the true mean', () => {
    const random = new Random(7);
    const intervals = Array.from({ length: 4000 }, () => estimate(Array.from({ length: 10 }, () => normalQuantile(random.uniform()))));
    const held = intervals.filter(({ mean, halfWidth }) => Math.abs(mean) <= (halfWidth ?? 0)).length;
    expect(held / 4000).toBeGreaterThan(0.938);
    expect(held / 4000).toBeLessThan(0.962);
  });

  it('a percentile is a value that was there', () => {
    expect([0.5, 0.9, 0.91, 1].map((share) => percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], share))).toEqual([5, 9, 10, 10]);
  });
});

describe('seeded randomness', () => {
  it('the same seed gives the same numbers, another seed or stream others', () => {
    const first = (...seeds: number[]) => {
      const random = new Random(...seeds);
      return Array.from({ length: 5 }, () => random.bits());
    };
    expect(first(1, 2)).toEqual(first(1, 2));
    expect(first(1, 2)).not.toEqual(first(2, 1));
    expect(first(1)).not.toEqual(first(1, 0));
    expect(first(5)).not.toEqual(first(5 + 2 ** 32));
  });

  it('is spread evenly: chi-square over 100 classes stays in its 99.9 % range, also from one seed to the next', () => {
    const evenness = (next: (nth: number) => number) => {
      const counts = new Array<number>(100).fill(0);
      for (let nth = 0; nth < 100_000; nth += 1) {
        const place = Math.floor(next(nth) * 100);
        counts[place] = (counts[place] ?? 0) + 1;
      }
      return counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    };
    const random = new Random(42);
    expect(evenness(() => random.uniform())).toBeLessThan(149);
    expect(evenness((nth) => new Random(nth).uniform())).toBeLessThan(149);
  });
});

describe('a distribution', () => {
  it.each([
    [{ kind: 'exponential', meanSeconds: 180 }, 180, 180],
    [{ kind: 'lognormal', meanSeconds: 200, deviationSeconds: 150 }, 200, 150],
    [{ kind: 'fixed', seconds: 12.5 }, 12.5, 0],
    [{ kind: 'empirical', seconds: [10, 20, 60] }, 30, 21.602],
  ] as const)('%j has its mean and its deviation', (given, mean, deviation) => {
    const distribution = given.kind === 'empirical' ? { ...given, seconds: [...given.seconds] } : given;
    const quantile = quantileOf(distribution);
    const random = new Random(11);
    const drawn = Array.from({ length: 400_000 }, () => quantile(random.uniform()) / 1000);
    const drawnMean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const drawnDeviation = Math.sqrt(drawn.reduce((sum, value) => sum + (value - drawnMean) ** 2, 0) / drawn.length);
    expect(meanOf(distribution)).toBe(mean);
    expect(Math.abs(drawnMean - mean)).toBeLessThanOrEqual(mean * 0.006);
    expect(Math.abs(drawnDeviation - deviation)).toBeLessThanOrEqual(deviation * 0.02 + 0.001);
  });

  it('normal quantiles are as in printed tables', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963985, 7);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306, 7);
    expect(normalQuantile(0.999)).toBeCloseTo(3.090232306, 7);
  });
});
