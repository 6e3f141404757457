'use client';

import { Download, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Banner } from '../../components/ui/banner.tsx';
import { Button, buttonLook } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { SupervisorShell } from '../supervisor/supervisor-shell.tsx';
import { type AuditFilter, NO_FILTER } from './audit-filter.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { type AuditList, useAudit, useCenters } from './use-audit.ts';

export function AuditPage() {
  const t = useTranslations('audit');
  return (
    <SupervisorShell title={t('title')} skeleton={<Loading />}>
      <Audit />
    </SupervisorShell>
  );
}

function Audit() {
  const t = useTranslations('audit');
  const [filter, setFilter] = useState<AuditFilter>(NO_FILTER);
  const centers = useCenters();
  const { list, query, retry, showMore } = useAudit(filter);
  const narrowed = query !== '';
  const fileOf = (format: string) => `/api/supervision/audit/export?${query}${narrowed ? '&' : ''}format=${format}`;
  return (
    <>
      <AuditFilters filter={filter} centers={centers} onChange={(part) => setFilter((before) => ({ ...before, ...part }))} />
      <Panel
        title={t('entries')}
        action={
          <span className="flex gap-2">
            {(['csv', 'json'] as const).map((format) => (
              <a key={format} href={fileOf(format)} download className={buttonLook({ size: 'sm' })}>
                <Download aria-hidden />
                {t(`export.${format}`)}
              </a>
            ))}
          </span>
        }
        flush
      >
        <Entries
          list={list}
          centers={centers}
          narrowed={narrowed}
          onRetry={retry}
          onMore={() => void showMore()}
          onShowAll={() => setFilter(NO_FILTER)}
        />
      </Panel>
    </>
  );
}

interface EntriesProps {
  list: AuditList;
  centers: readonly { id: string; name: string }[];
  narrowed: boolean;
  onRetry: () => void;
  onMore: () => void;
  onShowAll: () => void;
}

function Entries({ list, centers, narrowed, onRetry, onMore, onShowAll }: EntriesProps) {
  const t = useTranslations();
  const errorWords = useErrorWords();
  if (list.kind === 'failed') return <ErrorState title={t('common.not-loaded')} message={errorWords(list.error)} onRetry={onRetry} />;
  if (list.kind === 'loading') return <Loading />;
  if (list.entries.length === 0)
    return (
      <EmptyState
        icon={ScrollText}
        title={t(narrowed ? 'common.nothing-matches' : 'audit.none')}
        action={narrowed ? <Button onClick={onShowAll}>{t('common.show-all')}</Button> : undefined}
      >
        {t(narrowed ? 'audit.no-match-hint' : 'audit.none-hint')}
      </EmptyState>
    );
  return (
    <>
      <AuditTable entries={list.entries} centers={centers} />
      {typeof list.more === 'object' && <Banner kind="error" title={errorWords(list.more.error)} className="m-4" />}
      {list.next !== null && (
        <div className="flex justify-center border-line border-t p-3">
          <Button busy={list.more === 'loading'} onClick={onMore}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Loading() {
  const t = useTranslations('audit');
  return (
    <div aria-busy="true" className="flex flex-col gap-4 p-4">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <Skeleton key={row} />
      ))}
    </div>
  );
}
