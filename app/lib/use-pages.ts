'use client';

import { useCallback, useEffect, useState } from 'react';

/** A list that is brought page by page. `next`: where it goes on; null at its end. */
export type PagedList<T> =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'loaded'; items: readonly T[]; next: string | null; more: 'none' | 'loading' | { error: unknown } };

/** Brings one page of what fits a query. @throws WireFailure */
export type ReadPage<T> = (query: string, signal?: AbortSignal) => Promise<{ items: readonly T[]; next: string | null }>;

/**
 * What fits a query, the first page of it; `showMore` brings the one after.
 * @param read the same function each time: another one begins anew
 * @param restMs how long the query rests before it is asked, ms: for what is typed
 */
export function usePages<T>(read: ReadPage<T>, query: string, restMs = 0) {
  const [list, setList] = useState<PagedList<T>>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what it is fetched again for.
  useEffect(() => {
    const abort = new AbortController();
    const look = () =>
      read(query, abort.signal).then(
        (page) => setList({ kind: 'loaded', ...page, more: 'none' }),
        (error: unknown) => !abort.signal.aborted && setList({ kind: 'failed', error }),
      );
    const timer = setTimeout(look, restMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [read, query, restMs, attempt]);

  const retry = useCallback(() => {
    setList({ kind: 'loading' });
    setAttempt((count) => count + 1);
  }, []);
  const showMore = async () => {
    if (list.kind !== 'loaded' || list.next === null || list.more === 'loading') return;
    const before = list;
    setList({ ...before, more: 'loading' });
    // What was narrowed meanwhile has another list: the answer is not for that.
    const onto = (change: (shown: Extract<PagedList<T>, { kind: 'loaded' }>) => PagedList<T>) =>
      setList((shown) => (shown.kind === 'loaded' && shown.items === before.items ? change(shown) : shown));
    try {
      const page = await read(`${query}${query === '' ? '' : '&'}cursor=${before.next}`);
      onto((shown) => ({ kind: 'loaded', items: [...shown.items, ...page.items], next: page.next, more: 'none' }));
    } catch (error) {
      onto((shown) => ({ ...shown, more: { error } }));
    }
  };
  return { list, retry, showMore };
}
