import { useTranslations } from 'use-intl/react';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The shape of a list before it is there. */
export function ListSkeleton() {
  const t = useTranslations('admin');
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <Skeleton className="h-9 w-48" />
      <Panel>
        <div className="flex flex-col gap-5">
          {ROWS.map((row) => (
            <Skeleton key={row} />
          ))}
        </div>
      </Panel>
    </div>
  );
}
