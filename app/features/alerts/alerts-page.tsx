'use client';

import { useTranslations } from 'use-intl/react';
import { ListSkeleton } from '../admin/list-skeleton.tsx';
import { SupervisorShell } from '../supervisor/supervisor-shell.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { RulesPanel } from './rules-panel.tsx';

/** Rules on live figures, and what they have found. */
export function AlertsPage() {
  const t = useTranslations('common.pages');
  return (
    <SupervisorShell title={t('alerts')} skeleton={<ListSkeleton />}>
      <RulesPanel />
      <HistoryPanel />
    </SupervisorShell>
  );
}
