'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ReactNode, Ref } from 'react';
import { useTranslations } from 'use-intl/react';
import { cn } from '../../lib/cn.ts';
import { useFieldProps } from './field.tsx';
import { controlLook } from './input.tsx';

export interface SelectOption {
  value: string;
  label: ReactNode;
  /** What is typed to find it; needed when the label isn't a string. */
  text?: string;
  disabled?: boolean;
}

interface SelectProps {
  value: string | undefined;
  onChange: (value: string) => void;
  options: readonly SelectOption[];
  placeholder?: string;
  /** Only outside a Field, whose label is the name otherwise. */
  'aria-label'?: string;
  disabled?: boolean;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A combobox of fixed choices. Inside a Field it takes the label, hint and error from it. */
export function Select({ value, onChange, options, placeholder, disabled = false, className, ref, ...rest }: SelectProps) {
  const t = useTranslations('common');
  return (
    <Radix.Root value={value ?? ''} onValueChange={onChange} disabled={disabled}>
      <Radix.Trigger
        ref={ref}
        {...useFieldProps()}
        aria-label={rest['aria-label']}
        className={cn(
          controlLook,
          'flex h-9 cursor-pointer items-center justify-between gap-2 text-left data-placeholder:text-muted [&>span]:truncate',
          className,
        )}
      >
        <Radix.Value placeholder={placeholder ?? t('choose')} />
        <Radix.Icon>
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-raised"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                {...(option.text === undefined ? {} : { textValue: option.text })}
                className="flex min-h-8 cursor-pointer items-center justify-between gap-4 rounded-md px-2 -outline-offset-2 data-highlighted:bg-accent-soft data-disabled:opacity-50"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator>
                  <Check aria-hidden className="size-4 text-accent" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
