/** What is told of a series of measurements, all in milliseconds. */
export interface Figures {
  min: number;
  median: number;
  p90: number;
  p95: number;
  max: number;
}

/** @throws RangeError without samples: a figure of nothing is no figure */
export function figuresOf(samples: readonly number[]): Figures {
  if (samples.length === 0) throw new RangeError('There is nothing to take figures of');
  const sorted = samples.toSorted((a, b) => a - b);
  return { min: at(sorted, 0), median: at(sorted, 0.5), p90: at(sorted, 0.9), p95: at(sorted, 0.95), max: at(sorted, 1) };
}

/** The smallest sample that this share of all samples does not exceed (nearest rank): a value that was really measured. */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
