import type { ReactNode } from 'react';
import { cn } from '../../lib/cn.ts';

/** Names and values, one a line; what is not known is left out. */
export function DetailList({ details, className }: { details: readonly (readonly [string, ReactNode])[]; className?: string }) {
  const known = details.filter(([, value]) => value !== null && value !== '' && value !== undefined);
  if (known.length === 0) return null;
  return (
    <dl className={cn('grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm', className)}>
      {known.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
