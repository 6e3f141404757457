import { useTranslations } from 'use-intl/react';
import { Loading } from '../../components/ui/loading.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The shape of a list before it is there. */
export function ListSkeleton() {
  const t = useTranslations('admin');
  return (
    <Loading label={t('loading')}>
      <Skeleton className="h-9 w-48" />
      <Panel>
        <div className="flex flex-col gap-5">
          {ROWS.map((row) => (
            <Skeleton key={row} />
          ))}
        </div>
      </Panel>
    </Loading>
  );
}
