'use client';

import { useTranslations } from 'use-intl/react';
import type { Center, Queue } from '../../../../server/protocol/queue.ts';
import { FieldGroup } from '../field-group.tsx';
import { messageAt } from '../form-errors.ts';
import { Checkbox, RadioOption } from '../options.tsx';
import { useSentences } from '../use-sentences.ts';

interface CentersFieldProps {
  centers: readonly Center[];
  value: Queue['centers'];
  onChange: (value: Queue['centers']) => void;
  errors: unknown;
}

/** Whose own calls these are. */
export function CentersField({ centers, value, onChange, errors }: CentersFieldProps) {
  const t = useTranslations('admin');
  const { sentence } = useSentences();
  const wrongOne = Array.isArray(errors) ? errors.map(messageAt).find((message) => message !== undefined) : undefined;
  const toggle = (id: string, on: boolean) =>
    onChange(centers.flatMap((center) => ((center.id === id ? on : value?.includes(center.id)) ? [center.id] : [])));
  return (
    <FieldGroup
      legend={t('queue-centers.legend')}
      hint={t('queue-centers.hint')}
      error={sentence(t('fields.list'), messageAt(errors)) ?? sentence(t('fields.list'), wrongOne)}
    >
      <RadioOption name="queue-centers" label={t('queue-centers.all')} checked={value === null} onChange={() => onChange(null)} />
      <RadioOption name="queue-centers" label={t('queue-centers.some')} checked={value !== null} onChange={() => onChange(value ?? [])} />
      {value !== null && (
        <div className="flex flex-wrap gap-x-5 gap-y-2 pl-6">
          {centers.map(({ id, name }) => (
            <Checkbox key={id} label={name} checked={value.includes(id)} onChange={(on) => toggle(id, on)} />
          ))}
        </div>
      )}
    </FieldGroup>
  );
}
