'use client';

import { useCallback, useEffect, useState } from 'react';
import { type AuditEntry, AuditPage } from '../../../server/protocol/audit.ts';
import { api } from '../../lib/api.ts';
import type { Named } from '../acting/acting.tsx';
import { type AuditFilter, queryOf } from './audit-filter.ts';

export type AuditList =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'loaded'; entries: readonly AuditEntry[]; next: string | null; more: 'none' | 'loading' | { error: unknown } };

/** How long typing rests before it is searched for, ms. */
const REST_MS = 300;

/** The entries that fit a filter, the newest first; `showMore` brings those before. */
export function useAudit(filter: AuditFilter) {
  const [list, setList] = useState<AuditList>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const query = queryOf(filter).toString();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what it is fetched again for.
  useEffect(() => {
    const abort = new AbortController();
    const look = () =>
      api(`/api/supervision/audit?${query}`, { schema: AuditPage, signal: abort.signal }).then(
        (page) => setList({ kind: 'loaded', ...page, more: 'none' }),
        (error: unknown) => !abort.signal.aborted && setList({ kind: 'failed', error }),
      );
    const timer = setTimeout(look, REST_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
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
    const onto = (change: (shown: Extract<AuditList, { kind: 'loaded' }>) => AuditList) =>
      setList((shown) => (shown.kind === 'loaded' && shown.entries === before.entries ? change(shown) : shown));
    try {
      const page = await api(`/api/supervision/audit?${query}${query === '' ? '' : '&'}cursor=${before.next}`, { schema: AuditPage });
      onto((shown) => ({ kind: 'loaded', entries: [...shown.entries, ...page.entries], next: page.next, more: 'none' }));
    } catch (error) {
      onto((shown) => ({ ...shown, more: { error } }));
    }
  };
  return { list, query, retry, showMore };
}

/** The centers to choose from; none until they are known. */
export function useCenters(): readonly Named[] {
  const [centers, setCenters] = useState<readonly Named[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    api<{ centers: Named[] }>('/api/supervision/rights', { signal: abort.signal }).then(
      (rights) => setCenters(rights.centers),
      () => undefined,
    );
    return () => abort.abort();
  }, []);
  return centers;
}
