import { type Words, words } from '../../../lib/i18n/words.ts';

/** How well two people hear each other, in words. Nothing here touches a browser. */

/** One direction of a party's line, as the media server measures it. */
export interface Line {
  loss: number; // 0..1
  jitterMs: number;
  rttMs: number | null;
}
export interface Heard {
  id: string;
  up: Line | null;
  down: Line | null;
  mos: number | null; // 1 to 4.5
}

export const QUALITY_LEVELS = ['bad', 'poor', 'fair', 'good'] as const;
export type QualityLevel = (typeof QUALITY_LEVELS)[number];

/** Where users of telephones are satisfied, some are not, many are not, nearly all are not (ITU-T G.107, annex B). */
export function levelOfMos(mos: number): QualityLevel {
  if (mos >= 4.03) return 'good';
  if (mos >= 3.6) return 'fair';
  return mos >= 3.1 ? 'poor' : 'bad';
}
/** 1 to 4: how many bars are lit. */
export const barsOf = (level: QualityLevel) => QUALITY_LEVELS.indexOf(level) + 1;

export type Side = 'yours' | 'callers' | 'others';
export interface Trouble {
  side: Side;
  cause: 'loss' | 'jitter' | 'delay';
  /** A share of the sound for `loss`, else milliseconds. */
  amount: number;
}

/** From where on a line is troubled: speech is cut, rattles, or people talk into each other. */
const LIMITS = { loss: 0.03, jitter: 50, delay: 400 } as const;

function troubleOf(side: Side, line: Line | null): (Trouble & { weight: number }) | null {
  if (line === null) return null;
  const all = [
    { cause: 'loss', amount: line.loss },
    { cause: 'jitter', amount: line.jitterMs },
    { cause: 'delay', amount: line.rttMs ?? 0 },
  ] as const;
  const worst = all.map((each) => ({ ...each, side, weight: each.amount / LIMITS[each.cause] })).sort((a, b) => b.weight - a.weight)[0];
  return worst !== undefined && worst.weight >= 1 ? worst : null;
}

/** The worst of what is wrong now; null while nothing is. */
export function worstTrouble(heard: readonly Heard[], you: string): Trouble | null {
  const sideOf = (id: string): Side => (id === you ? 'yours' : id === 'caller' ? 'callers' : 'others');
  const all = heard.flatMap(({ id, up, down }) => [troubleOf(sideOf(id), up), troubleOf(sideOf(id), down)]).filter((each) => each !== null);
  const worst = all.sort((a, b) => b.weight - a.weight)[0];
  return worst === undefined ? null : { side: worst.side, cause: worst.cause, amount: worst.amount };
}

/** A hint comes when it has been bad for so long, and goes when it has been well for so long: nothing flickers. */
const SETTLE_MS = 6_000;

export interface QualityWatch {
  hint: Trouble | null;
  /** Since when what is measured says otherwise than the hint; null while it says the same. */
  otherwiseSince: number | null;
}
export const WELL: QualityWatch = { hint: null, otherwiseSince: null };

/** What is shown after one more measurement. @param now milliseconds, on any clock */
export function watchQuality(before: QualityWatch, trouble: Trouble | null, now: number): QualityWatch {
  const same = (before.hint === null) === (trouble === null);
  // The same trouble goes on: its figure follows. Another one in its place is told at once, the agent is listening anyway.
  if (same) return { hint: trouble, otherwiseSince: null };
  const since = before.otherwiseSince ?? now;
  return now - since >= SETTLE_MS ? { hint: trouble, otherwiseSince: null } : { hint: before.hint, otherwiseSince: since };
}

/** What is wrong on which side, and what to do about it. */
export function hintWords({ side, cause, amount }: Trouble): { title: Words; remedy: Words } {
  return {
    title: words(
      `workstation-devices.quality.hint.${side}.${cause}`,
      cause === 'loss' ? { share: { percent: amount } } : { ms: Math.round(amount) },
    ),
    remedy: words(`workstation-devices.quality.remedy.${side === 'yours' ? 'yours' : 'theirs'}.${cause}`),
  };
}
