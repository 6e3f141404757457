import type { ReactNode } from 'react';

export type FigureRow = readonly [name: string, value: ReactNode, explained?: string];

/** Names at the left, figures at the right, of one width so that nothing moves. */
export function FigureRows({ rows, className = 'grid gap-2' }: { rows: readonly FigureRow[]; className?: string }) {
  return (
    <dl className={className}>
      {rows.map(([name, value, explained]) => (
        <div key={name} className="flex items-baseline justify-between gap-4">
          <dt className="text-muted">
            {explained === undefined ? (
              name
            ) : (
              <abbr title={explained} className="no-underline">
                {name}
              </abbr>
            )}
          </dt>
          <dd className="figures font-semibold text-lg">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
