/** Figures over independent runs. */

export interface Estimate {
  mean: number;
  /** Half the width of the 95 % confidence interval (Student's t); null with fewer than two runs. */
  halfWidth: number | null;
  runs: number;
}

/** @throws RangeError without values: an estimate from nothing is none */
export function estimate(values: readonly number[]): Estimate {
  const runs = values.length;
  if (runs === 0) throw new RangeError('There is nothing to estimate from');
  const mean = values.reduce((sum, value) => sum + value, 0) / runs;
  if (runs < 2) return { mean, halfWidth: null, runs };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs - 1);
  return { mean, halfWidth: studentQuantile(0.975, runs - 1) * Math.sqrt(variance / runs), runs };
}

/** The smallest value that this share of all does not exceed; `sorted` is ascending. NaN of nothing. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The value that Student's t with so many degrees of freedom stays below with this probability, above one half. */
export function studentQuantile(probability: number, freedom: number): number {
  let low = 0;
  let high = 1;
  while (studentShare(high, freedom) < probability) high *= 2;
  for (let nth = 0; nth < 60; nth += 1) {
    const middle = (low + high) / 2;
    if (studentShare(middle, freedom) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T ≤ t) for t ≥ 0. */
function studentShare(t: number, freedom: number): number {
  return 1 - incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
}

/** Regularized incomplete beta function, by its continued fraction (Abramowitz and Stegun 26.5.8). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  let fraction = 1;
  let c = 1;
  let d = 0;
  for (let nth = 0; nth <= 300; nth += 1) {
    const m = Math.floor(nth / 2);
    const odd = nth % 2 === 1;
    const term =
      nth === 0
        ? 1
        : odd
          ? (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
          : (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + term * d);
    c = nonZero(1 + term / c);
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-14 && nth > 1) break;
  }
  return front * (fraction - 1);
}

const nonZero = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);

/** Lanczos' approximation, good to 15 digits for arguments from one half. */
function logGamma(x: number): number {
  const base = x + 6.5;
  const series = LANCZOS.reduce((sum, coefficient, nth) => sum + coefficient / (x + nth), LANCZOS_FIRST);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series);
}
const LANCZOS_FIRST = 0.9999999999998099;
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
  9.984369578019572e-6, 1.5056327351493116e-7,
];
