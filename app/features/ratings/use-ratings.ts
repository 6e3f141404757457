'use client';

import { useCallback, useEffect, useState } from 'react';
import { RatingsPage, type ShownRating } from '../../../server/protocol/ratings.ts';
import { ReportChoices } from '../../../server/protocol/reports.ts';
import { api } from '../../lib/api.ts';
import { queryOf, type RatingFilter } from './rating-filter.ts';

export type RatingList =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'loaded'; ratings: readonly ShownRating[]; next: string | null; more: 'none' | 'loading' | { error: unknown } };

/** The ratings that fit a filter, the youngest first; `showMore` brings those before. */
export function useRatings(filter: RatingFilter) {
  const [list, setList] = useState<RatingList>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const query = queryOf(filter).toString();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what it is fetched again for.
  useEffect(() => {
    const abort = new AbortController();
    api(`/api/ratings?${query}`, { schema: RatingsPage, signal: abort.signal }).then(
      (page) => setList({ kind: 'loaded', ...page, more: 'none' }),
      (error: unknown) => !abort.signal.aborted && setList({ kind: 'failed', error }),
    );
    return () => abort.abort();
  }, [query, attempt]);

  const retry = useCallback(() => {
    setList({ kind: 'loading' });
    setAttempt((count) => count + 1);
  }, []);
  const showMore = async () => {
    if (list.kind !== 'loaded' || list.next === null || list.more === 'loading') return;
    const before = list;
    setList({ ...before, more: 'loading' });
    // What was narrowed meanwhile has another list: the answer is not for that.
    const onto = (change: (shown: Extract<RatingList, { kind: 'loaded' }>) => RatingList) =>
      setList((shown) => (shown.kind === 'loaded' && shown.ratings === before.ratings ? change(shown) : shown));
    try {
      const page = await api(`/api/ratings?${query}${query === '' ? '' : '&'}cursor=${before.next}`, { schema: RatingsPage });
      onto((shown) => ({ kind: 'loaded', ratings: [...shown.ratings, ...page.ratings], next: page.next, more: 'none' }));
    } catch (error) {
      onto((shown) => ({ ...shown, more: { error } }));
    }
  };
  return { list, narrowed: query !== '', retry, showMore };
}

/** Queues and agents to choose from; none until they are known. */
export function useChoices(): Pick<ReportChoices, 'queues' | 'agents'> {
  const [choices, setChoices] = useState<Pick<ReportChoices, 'queues' | 'agents'>>({ queues: [], agents: [] });
  useEffect(() => {
    const abort = new AbortController();
    api('/api/reports/choices', { schema: ReportChoices, signal: abort.signal }).then(setChoices, () => undefined);
    return () => abort.abort();
  }, []);
  return choices;
}
