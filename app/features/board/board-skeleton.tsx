import { useTranslations } from 'use-intl/react';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';

const FIGURES = ['waiting', 'longest', 'level', 'abandonment', 'available', 'on-call'];
const ROWS = ['a', 'b', 'c', 'd'];

/** The board's shape before its first message. */
export function BoardSkeleton() {
  const t = useTranslations('board');
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <Skeleton className="h-9 w-full max-w-2xl" />
      <div className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-line [gap:1px] sm:grid-cols-3 xl:grid-cols-6">
        {FIGURES.map((figure) => (
          <div key={figure} className="flex flex-col gap-2 bg-surface px-4 py-3">
            <Skeleton className="w-20" />
            <Skeleton className="h-9 w-16" />
            <Skeleton className="h-3 w-24" />
          </div>
        ))}
      </div>
      {(['queues', 'calls', 'agents'] as const).map((part) => (
        <Panel key={part} title={t(part)}>
          <div className="flex flex-col gap-4">
            {ROWS.map((row) => (
              <Skeleton key={row} />
            ))}
          </div>
        </Panel>
      ))}
    </div>
  );
}
