'use client';

import type { UseFormReturn } from 'react-hook-form';
import type { QueueInput } from '../../../../server/protocol/queue.ts';
import { Field } from '../../../components/ui/field.tsx';
import { Input } from '../../../components/ui/input.tsx';
import { messageAt } from '../form-errors.ts';
import { useSentences } from '../use-sentences.ts';

type NumberName = { [Name in keyof QueueInput]: QueueInput[Name] extends number | null ? Name : never }[keyof QueueInput];

interface NumberFieldProps {
  form: UseFormReturn<QueueInput>;
  name: NumberName;
  label: string;
  hint: string;
  /** Left empty it is null, and no fault. */
  mayBeEmpty?: boolean;
}

export function NumberField({ form, name, label, hint, mayBeEmpty = false }: NumberFieldProps) {
  const { sentence } = useSentences();
  return (
    <Field label={label} hint={hint} error={sentence(label, messageAt(form.formState.errors[name]))}>
      <Input
        type="number"
        inputMode="numeric"
        className="figures"
        {...form.register(name, mayBeEmpty ? { setValueAs: asNumberOrNull } : { valueAsNumber: true })}
      />
    </Field>
  );
}

/** react-hook-form hands in what was typed, or what it has already. */
const asNumberOrNull = (value: unknown) => (value === '' || value === null ? null : Number(value));
