/** So often a delivery is tried: over about three hours. */
export const MAX_ATTEMPTS = 12;
const FIRST_MS = 10_000;
const LONGEST_MS = 60 * 60_000;

/**
 * How long to wait after an attempt that failed: twice as long each time, up to an hour, less up to a half by chance, so that
 * what failed together does not come back together.
 * @param attempts made so far, at least 1
 * @param random 0 to 1
 * @returns milliseconds; null: it is given up
 */
export function waitAfter(attempts: number, random: number): number | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1)) * (1 - random / 2);
}
