'use client';

import type { ComponentProps } from 'react';
import { cn } from '../../lib/cn.ts';
import { useFieldProps } from './field.tsx';

/** Shared by everything that is typed into. 16 px on a phone, or the browser zooms into it. */
export const controlLook =
  'w-full rounded-md border border-control bg-surface px-3 text-ink placeholder:text-muted hover:border-ink/60 disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-missed max-md:text-lg';

export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return <input type={type} {...useFieldProps()} className={cn(controlLook, 'h-9', className)} {...rest} />;
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} {...useFieldProps()} className={cn(controlLook, 'resize-y py-2', className)} {...rest} />;
}
