'use client';

import { useEffect, useState } from 'react';
import { type AuditEntry, AuditPage } from '../../../server/protocol/audit.ts';
import { api } from '../../lib/api.ts';
import { type ReadPage, usePages } from '../../lib/use-pages.ts';
import type { Named } from '../acting/acting-context.ts';
import { type AuditFilter, queryOf } from './audit-filter.ts';

/** How long typing rests before it is searched for, ms. */
const REST_MS = 300;

const readEntries: ReadPage<AuditEntry> = async (query, signal) => {
  const { entries, next } = await api(`/api/supervision/audit?${query}`, { schema: AuditPage, ...(signal && { signal }) });
  return { items: entries, next };
};

/** The entries that fit a filter, the newest first; `showMore` brings those before. */
export function useAudit(filter: AuditFilter) {
  const query = queryOf(filter).toString();
  return { query, ...usePages(readEntries, query, REST_MS) };
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
