/** A straight line through measurements, by least squares. */
export interface Slope {
  /** Of the value, an hour. */
  perHour: number;
  /** Of `perHour`: how far it may be off by the measurements' own unrest, one standard error. */
  error: number;
  mean: number;
}

/** @param points with times in ms. @returns null below three points, through which any line goes */
export function slopeOf(points: readonly { at: number; value: number }[]): Slope | null {
  const samples = points.length;
  if (samples < 3) return null;
  const hours = points.map(({ at }) => at / 3_600_000);
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / samples;
  const [middle, mean] = [meanOf(hours), meanOf(points.map(({ value }) => value))];
  const spread = hours.reduce((sum, hour) => sum + (hour - middle) ** 2, 0);
  if (spread === 0) return null;
  const perHour = points.reduce((sum, { value }, n) => sum + ((hours[n] ?? 0) - middle) * (value - mean), 0) / spread;
  const off = points.reduce((sum, { value }, n) => sum + (value - mean - perHour * ((hours[n] ?? 0) - middle)) ** 2, 0);
  return { perHour, error: Math.sqrt(off / (samples - 2) / spread), mean };
}
