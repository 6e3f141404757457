import type { Switches } from '../../../server/protocol/formulas.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** How service level and abandonment are counted at the moment, in words. Pure. */

export function abandonedWords({ shortAbandonSeconds, countElsewhere }: Switches): Words {
  const more = countElsewhere ? '-and-elsewhere' : '';
  return shortAbandonSeconds === 0
    ? words(`board.formula.abandoned${more}`)
    : words(`board.formula.abandoned-after${more}`, { seconds: shortAbandonSeconds });
}

/** What the service level is a share of. */
export const wholeWords = (switches: Switches): Words =>
  switches.countAbandons ? words('board.formula.whole', { abandoned: abandonedWords(switches) }) : words('board.formula.answered');

/** @param seconds of the queues in sight; null: each has its own */
export const levelWords = (seconds: number | null, switches: Switches): Words =>
  words('board.formula.formula', {
    part: seconds === null ? words('board.formula.within-own') : words('board.formula.within', { seconds }),
    whole: wholeWords(switches),
  });
