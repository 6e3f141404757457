import { useTranslations } from 'use-intl/react';
import { Loading } from '../../components/ui/loading.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';

const FIGURES = [
  ...['waiting', 'longest', 'estimate', 'level', 'asa', 'aht'],
  ...['abandonment', 'missed', 'quality', 'occupancy', 'available', 'on-call'],
];
const FILTERS = ['center', 'queue', 'skill', 'words'];
const ROWS = ['a', 'b', 'c', 'd'];

/** The board's shape before its first message. */
export function BoardSkeleton() {
  const t = useTranslations('board');
  return (
    <Loading label={t('loading')}>
      <div className="flex flex-wrap gap-2">
        {FILTERS.map((filter) => (
          <Skeleton key={filter} className="h-9 w-48 max-sm:w-full" />
        ))}
        <Skeleton className="h-8 w-full max-w-xl max-sm:h-20" />
      </div>
      <div className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-line [gap:1px] sm:grid-cols-3 xl:grid-cols-6">
        {FIGURES.map((figure) => (
          <div key={figure} className="flex h-[6.75rem] flex-col gap-2 bg-surface px-4 py-3">
            <Skeleton className="w-20" />
            <Skeleton className="h-9 w-16" />
            <Skeleton className="h-3 w-24" />
          </div>
        ))}
      </div>
      <Skeleton className="h-8 w-full max-w-xl max-sm:h-16" />
      {(['queues', 'calls', 'agents'] as const).map((part) => (
        <Panel key={part} title={t(part)}>
          <div className="flex flex-col gap-4">
            {ROWS.map((row) => (
              <Skeleton key={row} className="h-9" />
            ))}
          </div>
        </Panel>
      ))}
    </Loading>
  );
}
