'use client';

import { Download, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { PagedList } from '../../components/paged-list.tsx';
import { buttonLook } from '../../components/ui/button.tsx';
import { RowsLoading } from '../../components/ui/loading.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { SupervisorShell } from '../supervisor/supervisor-shell.tsx';
import { type AuditFilter, NO_FILTER } from './audit-filter.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { useAudit, useCenters } from './use-audit.ts';

export function AuditPage() {
  const t = useTranslations('audit');
  return (
    <SupervisorShell title={t('title')} skeleton={<RowsLoading label={t('loading')} />}>
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
        <PagedList
          list={list}
          icon={ScrollText}
          words={{ none: t('none'), noneHint: t('none-hint'), noMatchHint: t('no-match-hint'), more: t('more') }}
          narrowed={narrowed}
          loading={<RowsLoading label={t('loading')} />}
          onRetry={retry}
          onMore={() => void showMore()}
          onShowAll={() => setFilter(NO_FILTER)}
        >
          {(entries) => <AuditTable entries={entries} centers={centers} />}
        </PagedList>
      </Panel>
    </>
  );
}
