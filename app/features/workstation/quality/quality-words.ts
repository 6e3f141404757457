import { type Words, words } from '../../../lib/i18n/words.ts';
import type { Trouble } from '../../../lib/media/line-trouble.ts';

/** How well two people hear each other, in words. Nothing here touches a browser. */

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
