'use client';

import { useEffect, useState } from 'react';
import { RatingsPage, type ShownRating } from '../../../server/protocol/ratings.ts';
import { ReportChoices } from '../../../server/protocol/reports.ts';
import { api } from '../../lib/api.ts';
import { type ReadPage, usePages } from '../../lib/use-pages.ts';
import { queryOf, type RatingFilter } from './rating-filter.ts';

const readRatings: ReadPage<ShownRating> = async (query, signal) => {
  const { ratings, next } = await api(`/api/ratings?${query}`, { schema: RatingsPage, ...(signal && { signal }) });
  return { items: ratings, next };
};

/** The ratings that fit a filter, the youngest first; `showMore` brings those before. */
export function useRatings(filter: RatingFilter) {
  const query = queryOf(filter).toString();
  return { narrowed: query !== '', ...usePages(readRatings, query) };
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
