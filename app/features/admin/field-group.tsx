import { type ReactNode, useId } from 'react';
import { cn } from '../../lib/cn.ts';

interface FieldGroupProps {
  legend: ReactNode;
  hint?: ReactNode;
  /** What is wrong with the whole of it, as a plain sentence. */
  error?: string | undefined;
  /** Keeps the legend for screen readers only. */
  hideLegend?: boolean;
  className?: string;
  children: ReactNode;
}

/** Several controls that make one value, with its name and what is wrong with it. */
export function FieldGroup({ legend, hint, error, hideLegend = false, className, children }: FieldGroupProps) {
  const id = useId();
  const describedBy = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset
      aria-describedby={describedBy}
      data-invalid={error === undefined ? undefined : ''}
      className={cn('flex min-w-0 flex-col gap-2', className)}
    >
      <legend className={hideLegend ? 'sr-only' : 'mb-1 font-medium text-sm'}>{legend}</legend>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="-mt-1 text-muted text-xs">
          {hint}
        </p>
      )}
      {children}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-missed text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
