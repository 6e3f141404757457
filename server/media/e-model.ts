/**
 * How good a line sounds, by the E-model (ITU-T G.107, with everything that can't be measured here at its default values):
 * a rating R from 0 to 100, less what delay and loss take away, and from it the mean opinion score that people would give.
 *
 * Loss weighs by G.107 (7-29). G.113 has no figures for Opus; those of G.711 with concealment stand in (Ie = 0, Bpl = 25.1):
 * Opus at the rates of a browser is at least as good, and its error correction mends single losses. Echo is left out: browsers
 * cancel it.
 */
export interface Line {
  /** Share of the packets that were lost, 0..1. */
  loss: number;
  jitterMs: number;
  /** null: not measured yet; counts as none. */
  rttMs: number | null;
}

const WITHOUT_IMPAIRMENT = 93.2;
const EQUIPMENT = 0; // Ie
const LOSS_ROBUSTNESS = 25.1; // Bpl
const BURST_RATIO = 1; // losses at random
/** A packet's own length, the codec's look-ahead, and the smallest buffer of a browser. */
const FIXED_DELAY_MS = 60;

/** R, 0..100. */
export function ratingOf({ loss, jitterMs, rttMs }: Line): number {
  // A browser's buffer grows to about twice the jitter.
  const delay = (rttMs ?? 0) / 2 + 2 * jitterMs + FIXED_DELAY_MS;
  return Math.min(100, Math.max(0, WITHOUT_IMPAIRMENT - delayImpairment(delay) - lossImpairment(loss * 100)));
}

/** 1 (bad) to 4.5 (excellent), by G.107 annex B. */
export function opinionOf(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

/** Idd of G.107 (7-27): nobody minds the first 100 ms. `delayMs` is from mouth to ear. */
function delayImpairment(delayMs: number): number {
  if (delayMs <= 100) return 0;
  const x = Math.log2(delayMs / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}

/** Ie,eff of G.107 (7-29). */
function lossImpairment(percent: number): number {
  return EQUIPMENT + (95 - EQUIPMENT) * (percent / (percent / BURST_RATIO + LOSS_ROBUSTNESS));
}
