'use client';

import { useEffect, useState } from 'react';
import type { CustomerSummary } from '../../../server/protocol/customers.ts';

/** `short`: too little was typed. While a search goes on, what was found before stays in sight. */
export type CustomerSearch =
  | { kind: 'short' }
  | { kind: 'searching'; customers: readonly CustomerSummary[] }
  | { kind: 'found'; customers: readonly CustomerSummary[] }
  | { kind: 'failed'; error: unknown };

export const SHORTEST = 2;
const PAUSE_MS = 200;

type Find = (query: string) => Promise<{ customers: CustomerSummary[] }>;

/** Searches a pause after the last key. An answer that comes after a newer question is dropped. @param attempt counts "Try again" */
export function useCustomerSearch(query: string, find: Find, attempt: number): CustomerSearch {
  const [search, setSearch] = useState<CustomerSearch>({ kind: 'short' });
  const words = query.trim();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same again.
  useEffect(() => {
    if (words.length < SHORTEST) {
      setSearch({ kind: 'short' });
      return;
    }
    let over = false;
    setSearch((before) => ({ kind: 'searching', customers: 'customers' in before ? before.customers : [] }));
    const timer = setTimeout(() => {
      find(words).then(
        ({ customers }) => !over && setSearch({ kind: 'found', customers }),
        (error: unknown) => !over && setSearch({ kind: 'failed', error }),
      );
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [words, find, attempt]);
  return search;
}
