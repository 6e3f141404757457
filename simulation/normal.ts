/**
 * The value that a standard normal variable stays below with this probability; `share` is between 0 and 1.
 * Acklam's rational approximation: its relative error is below 1.2e-9.
 */
export function normalQuantile(share: number): number {
  const tail = Math.min(share, 1 - share);
  if (tail > 0.02425) {
    const q = share - 0.5;
    const r = q * q;
    return (q * polynomial(CENTER_ABOVE, r)) / (polynomial(CENTER_BELOW, r) * r + 1);
  }
  const q = Math.sqrt(-2 * Math.log(tail));
  const lower = polynomial(TAIL_ABOVE, q) / (polynomial(TAIL_BELOW, q) * q + 1);
  return share < 0.5 ? lower : -lower;
}

// Coefficients of P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function", 2003.
const CENTER_ABOVE = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239];
const CENTER_BELOW = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
const TAIL_ABOVE = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783,
];
const TAIL_BELOW = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

/** Highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
