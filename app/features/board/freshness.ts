import type { BoardCenter } from '../../../server/protocol/board.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** From this age on a center gets no offers any more, and what is shown of it is shown as late. */
const LATE_MS = 10_000;
/** The board comes every 2 s even when nothing changes. */
export const STOPPED_MS = 6_000;

export type Freshness = 'fresh' | 'late' | 'never';

export function freshnessOf(center: Pick<BoardCenter, 'link' | 'heardAt'>, now: number): Freshness {
  if (center.link === 'never' || center.heardAt === null) return 'never';
  return center.link === 'silent' || now - center.heardAt > LATE_MS ? 'late' : 'fresh';
}

export function freshnessWords(center: Pick<BoardCenter, 'link' | 'heardAt'>, now: number): Words {
  const freshness = freshnessOf(center, now);
  if (freshness === 'never' || center.heardAt === null) return words('board.age.never');
  return words(freshness === 'late' ? 'board.age.late' : 'board.age.fresh', { age: { briefly: now - center.heardAt } });
}
