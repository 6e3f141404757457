import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../../lib/cn.ts';

interface PanelProps extends Omit<ComponentProps<'section'>, 'title'> {
  title?: ReactNode;
  /** At the right of the title. */
  action?: ReactNode;
  flush?: boolean;
}

/** A card. Give it `aria-label` to make it a region that can be found. `flush` is for tables, which touch the edge. */
export function Panel({ title, action, flush = false, className, children, ...rest }: PanelProps) {
  const titled = title !== undefined || action !== undefined;
  return (
    <section className={cn('min-w-0 rounded-lg border border-line bg-surface', className)} {...rest}>
      {titled && (
        <header className="flex min-h-8 items-center justify-between gap-2 px-4 pt-2.5">
          {title !== undefined && <h2 className="font-semibold text-base">{title}</h2>}
          {action}
        </header>
      )}
      <div className={cn(!flush && 'px-4 pb-4', !flush && (titled ? 'pt-1.5' : 'pt-4'))}>{children}</div>
    </section>
  );
}

/** A small heading over a part of a page or panel. `as` keeps the headings of the page in order. */
export function SectionTitle({ as: Heading = 'h3', className, ...rest }: ComponentProps<'h3'> & { as?: 'h2' | 'h3' }) {
  return <Heading className={cn('font-medium text-muted text-xs', className)} {...rest} />;
}

/** A figure with its name: the name in words, the figure large and of fixed width. */
export function Figure({ label, value, hint, className }: { label: ReactNode; value: ReactNode; hint?: ReactNode; className?: string }) {
  return (
    <div className={cn('min-w-0', className)}>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="figures font-semibold text-xl">{value}</dd>
      {hint !== undefined && <dd className="text-muted text-xs">{hint}</dd>}
    </div>
  );
}
