import type { Score } from '../../../server/protocol/rating-words.ts';

/** What the list of ratings is narrowed to; empty: not narrowed. */
export interface RatingFilter {
  atMost: `${Score}` | '';
  queue: string;
  agent: string;
  commented: boolean;
}

export const NO_FILTER: RatingFilter = { atMost: '', queue: '', agent: '', commented: false };

/** As the API takes it. */
export function queryOf({ commented, ...texts }: RatingFilter): URLSearchParams {
  const query = new URLSearchParams(Object.entries(texts).filter(([, value]) => value !== ''));
  if (commented) query.set('commented', 'yes');
  return query;
}
