'use client';

import { ChartColumn } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { ReportChoices } from '../../../server/protocol/reports.ts';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { cn } from '../../lib/cn.ts';
import { WireFailure } from '../../lib/failure.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { later } from '../../lib/later.tsx';
import { usePolled } from '../board/use-polled.ts';
import { SupervisorShell } from '../supervisor/supervisor-shell.tsx';
import { ReportBuilder } from './report-builder.tsx';
import { ReportFigures } from './report-figures.tsx';
import { ReportSwitches } from './report-switches.tsx';
import { ReportTable } from './report-table.tsx';
import { ReportTools } from './report-tools.tsx';
import { isEmpty } from './report-view.ts';
import { useDraft, useReport } from './use-report.ts';

const ReportChart = later(
  () => import('./report-chart.tsx').then((module) => module.ReportChart),
  () => <Skeleton className="h-[20.875rem] w-full" />,
);

export function ReportsPage() {
  const t = useTranslations('reports');
  return (
    <SupervisorShell title={t('title')} skeleton={<ReportSkeleton />}>
      <Reports />
    </SupervisorShell>
  );
}

function Reports() {
  const t = useTranslations('reports');
  const errorWords = useErrorWords();
  const [draft, change] = useDraft();
  const { query, chart } = draft;
  const { state, retry } = useReport(query);
  const { polled } = usePolled('/api/reports/choices', ReportChoices, { everyMs: null });
  const choices = polled.kind === 'loaded' ? polled.data : null;
  const refused = state.kind === 'failed' ? state.error : null;
  const changeQuery = (more: Partial<typeof query>) => change((before) => ({ ...before, query: { ...before.query, ...more } }));

  return (
    <>
      <ReportTools draft={draft} onOpen={(opened) => change((before) => ({ ...before, query: opened }))} />
      <ReportBuilder query={query} choices={choices} refused={refused} onChange={changeQuery} />
      {state.kind === 'failed' && (
        <ErrorState title={t('not-counted')} message={errorWords(state.error)} {...(mayPass(state.error) ? { onRetry: retry } : {})} />
      )}
      {state.kind === 'loading' && <ReportSkeleton />}
      {state.kind === 'shown' && (
        // Still to be read while another is being counted.
        <div
          aria-busy={state.updating}
          className={cn('flex flex-col gap-4 transition-opacity duration-100', state.updating && 'opacity-60')}
        >
          <p role="status" className="sr-only">
            {state.updating ? t('updating') : ''}
          </p>
          <ReportSwitches report={state.report} query={query} onChange={(switches) => changeQuery({ switches })} />
          {isEmpty(state.report) ? (
            <Panel aria-label={t('table')}>
              <EmptyState icon={ChartColumn} title={t('no-calls')}>
                {t('no-calls-hint')}
              </EmptyState>
            </Panel>
          ) : (
            <>
              <ReportFigures report={state.report} />
              <ReportChart
                report={state.report}
                measure={chart}
                onMeasure={(measure) => change((before) => ({ ...before, chart: measure }))}
              />
              <ReportTable report={state.report} />
            </>
          )}
        </div>
      )}
    </>
  );
}

/** Asked again, what is too much or not allowed would be refused again. */
const mayPass = (error: unknown) => !(error instanceof WireFailure && ['bad-request', 'forbidden'].includes(error.code));

function ReportSkeleton() {
  const t = useTranslations('reports');
  return (
    <div className="flex flex-col gap-4">
      <span role="status" className="sr-only">
        {t('loading')}
      </span>
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-[20.875rem] w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  );
}
