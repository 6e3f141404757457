import type { ReactNode } from 'react';
import { cn } from '../../lib/cn.ts';
import { Skeleton } from './skeleton.tsx';

/** The shape of what is not there yet, in `children`, and words for those who don't see it. */
export function Loading({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div aria-busy="true" className={cn('flex flex-col gap-4', className)}>
      <p role="status" className="sr-only">
        {label}
      </p>
      {children}
    </div>
  );
}

const ROWS = ['a', 'b', 'c', 'd', 'e'];

/** Of a list that fills its panel. */
export function RowsLoading({ label }: { label: string }) {
  return (
    <Loading label={label} className="p-4">
      {ROWS.map((row) => (
        <Skeleton key={row} />
      ))}
    </Loading>
  );
}
