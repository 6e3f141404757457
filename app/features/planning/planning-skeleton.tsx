import { useTranslations } from 'use-intl/react';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';

/** The page's shape before anything is known. */
export function PlanningSkeleton() {
  const t = useTranslations('planning');
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <Skeleton className="h-9 w-full max-w-2xl" />
      <Panel>
        <Skeleton className="h-56 w-full" />
      </Panel>
      <Panel>
        <Skeleton className="h-56 w-full" />
      </Panel>
    </div>
  );
}
