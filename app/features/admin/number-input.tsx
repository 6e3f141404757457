'use client';

import type { ComponentProps } from 'react';
import { Input } from '../../components/ui/input.tsx';

interface NumberInputProps extends Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'type'> {
  /** NaN while nothing is typed that is a number. */
  value: number | null;
  onChange: (value: number) => void;
}

/** A number that is part of a larger value. */
export function NumberInput({ value, onChange, ...rest }: NumberInputProps) {
  return (
    <Input
      type="number"
      inputMode="numeric"
      value={value === null || Number.isNaN(value) ? '' : value}
      onChange={(event) => onChange(event.target.valueAsNumber)}
      {...rest}
    />
  );
}
