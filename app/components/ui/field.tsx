'use client';

import { createContext, type ReactNode, useContext, useId } from 'react';
import { cn } from '../../lib/cn.ts';

interface FieldIds {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

/** What a control inside a Field takes over from it: its label, its hint and its error belong to it by these. */
export function useFieldProps() {
  const field = useContext(FieldContext);
  if (field === null) return {};
  return { id: field.id, 'aria-describedby': field.describedBy, 'aria-invalid': field.invalid || undefined };
}

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong, as a plain sentence. */
  error?: string | undefined;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}

/** A label, one control, and what is wrong with it. */
export function Field({ label, hint, error, hideLabel = false, className, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [hint !== undefined && hintId, error !== undefined && errorId].filter(Boolean).join(' ') || undefined;
  return (
    <FieldContext.Provider value={{ id, describedBy, invalid: error !== undefined }}>
      <div className={cn('flex flex-col gap-1', className)}>
        <label htmlFor={id} className={hideLabel ? 'sr-only' : 'font-medium text-sm'}>
          {label}
        </label>
        {children}
        {hint !== undefined && (
          <p id={hintId} className="text-muted text-xs">
            {hint}
          </p>
        )}
        {error !== undefined && (
          <p id={errorId} role="alert" className="text-missed text-sm">
            {error}
          </p>
        )}
      </div>
    </FieldContext.Provider>
  );
}
