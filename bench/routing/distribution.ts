/** What is told of a series of measurements. */
export interface Distribution {
  samples: number;
  mean: number;
  median: number;
  /** The value that 99 of 100 do not exceed. */
  p99: number;
  min: number;
  max: number;
}

/** @throws RangeError without samples */
export function distributionOf(samples: readonly number[]): Distribution {
  if (samples.length === 0) throw new RangeError('There is nothing to take figures of');
  const sorted = Float64Array.from(samples).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { samples: sorted.length, mean, median: at(0.5), p99: at(0.99), min: at(0), max: at(1) };
}
