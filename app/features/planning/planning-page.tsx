'use client';

import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { PlanningScope } from '../../../server/protocol/planning.ts';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useResource } from '../admin/use-resource.ts';
import { SupervisorShell } from '../supervisor/supervisor-shell.tsx';
import { ForecastTab } from './forecast-tab.tsx';
import { PlanningSkeleton } from './planning-skeleton.tsx';
import { WhatIfTab } from './what-if-tab.tsx';

export function PlanningPage() {
  const t = useTranslations('planning');
  return (
    <SupervisorShell title={t('title')} skeleton={<PlanningSkeleton />}>
      <PlanningTabs />
    </SupervisorShell>
  );
}

const TABS = ['forecast', 'what-if'] as const;
const TAB =
  'h-9 border-transparent border-b-2 px-3 font-medium text-muted hover:text-ink data-[state=active]:border-accent-ink data-[state=active]:text-ink';

function PlanningTabs() {
  const t = useTranslations('planning');
  const errorWords = useErrorWords();
  const { resource, retry } = useResource('/api/planning', PlanningScope);
  const [tab, setTab] = useState<string>('forecast');
  if (resource.kind === 'loading') return <PlanningSkeleton />;
  if (resource.kind === 'failed') return <ErrorState message={errorWords(resource.error)} onRetry={retry} />;
  const scope = resource.data;
  if (scope.centers.length === 0) return <EmptyState title={t('no-centers')}>{t('no-centers-hint')}</EmptyState>;
  return (
    <Tabs.Root value={tab} onValueChange={setTab} className="flex flex-col gap-4">
      <Tabs.List aria-label={t('tabs.label')} className="flex gap-2 border-line border-b">
        {TABS.map((name) => (
          <Tabs.Trigger key={name} value={name} className={TAB}>
            {t(`tabs.${name}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {/* Both stay, so that what was typed and what runs is there again. */}
      <Tabs.Content value="forecast" forceMount className="flex flex-col gap-4 data-[state=inactive]:hidden">
        <ForecastTab scope={scope} />
      </Tabs.Content>
      <Tabs.Content value="what-if" forceMount className="flex flex-col gap-4 data-[state=inactive]:hidden">
        <WhatIfTab scope={scope} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
