const HALF_MINUTE = 30_000;
const MINUTE = 60_000;
/** Above this, halves of minutes say more than is known. */
const FINE_BELOW_MS = 3 * MINUTE;

const stepOf = (ms: number) => (ms > FINE_BELOW_MS ? MINUTE : HALF_MINUTE);

/**
 * An estimated wait as callers are told it: rounded up to half minutes, above three to minutes, and never none.
 * What was told before stands until the estimate has left its step by half a step, so that it does not flicker.
 * @param before what this caller was told last; null: nothing
 * @returns milliseconds
 */
export function calmWait(ms: number | null, before: number | null): number | null {
  if (ms === null) return null;
  if (before !== null) {
    const step = stepOf(before);
    if (ms > before - 1.5 * step && ms <= before + 0.5 * step) return before;
  }
  const step = stepOf(ms);
  return Math.max(step, Math.ceil(ms / step) * step);
}
