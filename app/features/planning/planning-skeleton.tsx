import { useTranslations } from 'use-intl/react';
import { Loading } from '../../components/ui/loading.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';

/** The page's shape before anything is known. */
export function PlanningSkeleton() {
  const t = useTranslations('planning');
  return (
    <Loading label={t('loading')}>
      <Skeleton className="h-9 w-full max-w-2xl" />
      <Panel>
        <Skeleton className="h-56 w-full" />
      </Panel>
      <Panel>
        <Skeleton className="h-56 w-full" />
      </Panel>
    </Loading>
  );
}
