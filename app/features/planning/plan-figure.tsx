import type { ReactNode } from 'react';

/** A figure of a list of them, with what it is. */
export function PlanFigure({ name, value, note }: { name: string; value: ReactNode; note: string }) {
  return (
    <div className="flex flex-col bg-surface px-4 py-3">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="figures font-semibold text-2xl">{value}</dd>
      <dd className="text-muted text-xs">{note}</dd>
    </div>
  );
}
