'use client';

import { useTranslations } from 'use-intl/react';
import { Field } from '../../components/ui/field.tsx';
import { NumberInput } from './number-input.tsx';
import { asPercent, asShare } from './percent.ts';

interface PercentFieldProps {
  label: string;
  hint: string;
  /** 0..1; null: none. */
  value: number | null;
  /** NaN while nothing is typed that is a number. */
  onChange: (share: number) => void;
  error: string | undefined;
}

/** A share, typed in percent. */
export function PercentField({ label, hint, value, onChange, error }: PercentFieldProps) {
  const t = useTranslations('admin');
  return (
    <Field label={t('percent', { label })} hint={hint} error={error}>
      <NumberInput
        className="figures"
        min={0}
        max={100}
        value={value === null ? null : asPercent(value)}
        onChange={(typed) => onChange(asShare(typed))}
      />
    </Field>
  );
}
