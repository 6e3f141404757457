'use client';

import type { Center, Queue } from '../../../../server/protocol/queue.ts';
import { FieldGroup } from '../field-group.tsx';
import { messageAt, sentence } from '../form-errors.ts';
import { Checkbox, RadioOption } from '../options.tsx';

interface CentersFieldProps {
  centers: readonly Center[];
  value: Queue['centers'];
  onChange: (value: Queue['centers']) => void;
  errors: unknown;
}

/** Whose own calls these are. */
export function CentersField({ centers, value, onChange, errors }: CentersFieldProps) {
  const wrongOne = Array.isArray(errors) ? errors.map(messageAt).find((message) => message !== undefined) : undefined;
  const toggle = (id: string, on: boolean) =>
    onChange(centers.flatMap((center) => ((center.id === id ? on : value?.includes(center.id)) ? [center.id] : [])));
  return (
    <FieldGroup
      legend="Centers"
      hint="A step can add more of them later."
      error={sentence('The list', messageAt(errors)) ?? sentence('The list', wrongOne)}
    >
      <RadioOption name="queue-centers" label="All centers" checked={value === null} onChange={() => onChange(null)} />
      <RadioOption name="queue-centers" label="Only some" checked={value !== null} onChange={() => onChange(value ?? [])} />
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
