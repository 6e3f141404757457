'use client';

import { Field } from '../../../components/ui/field.tsx';
import { Input } from '../../../components/ui/input.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { FieldGroup } from '../field-group.tsx';
import { errorsAt, messageAt, sentence, sentenceAt } from '../form-errors.ts';
import { AddButton, RemoveButton } from '../list-button.tsx';
import { ClockSpan } from './clock-span.tsx';
import { type HolidayValue, USUAL_SPAN } from './hours-view.ts';

interface HolidaysFieldProps {
  value: readonly HolidayValue[];
  onChange: (value: HolidayValue[]) => void;
  errors: unknown;
}

/** Days with hours of their own, or none. */
export function HolidaysField({ value, onChange, errors }: HolidaysFieldProps) {
  return (
    <FieldGroup legend="Holidays" hint="Their hours take the place of the weekday’s." error={sentence('The list', messageAt(errors))}>
      {value.map((holiday, index) => {
        const name = `Holiday ${index + 1}`;
        return (
          <HolidayRow
            key={name}
            name={name}
            holiday={holiday}
            errors={errorsAt(errors, index)}
            onChange={(changed) => onChange(value.with(index, changed))}
            onRemove={() => onChange(value.toSpliced(index, 1))}
          />
        );
      })}
      <AddButton onClick={() => onChange([...value, { date: '', name: '', open: null }])}>Add a holiday</AddButton>
    </FieldGroup>
  );
}

interface HolidayRowProps {
  name: string;
  holiday: HolidayValue;
  errors: unknown;
  onChange: (holiday: HolidayValue) => void;
  onRemove: () => void;
}

const CLOSED_OR_OPEN = [
  { value: 'closed', label: 'Closed' },
  { value: 'open', label: 'Open' },
];

function HolidayRow({ name, holiday, errors, onChange, onRemove }: HolidayRowProps) {
  const { open } = holiday;
  return (
    <FieldGroup legend={name} hideLegend className="rounded-md border border-line p-3">
      <div className="flex items-start gap-2">
        <div className="grid min-w-0 flex-1 grid-cols-[10rem_minmax(0,1fr)] items-start gap-3 max-sm:grid-cols-1">
          <Field label="Date" error={sentenceAt('Date', errors, 'date')}>
            <Input
              type="date"
              className="figures"
              value={holiday.date}
              onChange={(event) => onChange({ ...holiday, date: event.target.value })}
            />
          </Field>
          <Field label="Name" error={sentenceAt('Name', errors, 'name')}>
            <Input
              maxLength={80}
              autoComplete="off"
              value={holiday.name}
              onChange={(event) => onChange({ ...holiday, name: event.target.value })}
            />
          </Field>
        </div>
        <RemoveButton aria-label={`Remove ${holiday.name || name.toLowerCase()}`} className="mt-6" onClick={onRemove} />
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <Select
          aria-label={`${name}: closed or open`}
          className="w-40"
          value={open === null ? 'closed' : 'open'}
          onChange={(chosen) => onChange({ ...holiday, open: chosen === 'closed' ? null : USUAL_SPAN })}
          options={CLOSED_OR_OPEN}
        />
        {open !== null && (
          <ClockSpan
            name={name}
            from={open.from}
            to={open.to}
            errors={errorsAt(errors, 'open')}
            onChange={(part) => onChange({ ...holiday, open: { ...open, ...part } })}
          />
        )}
      </div>
    </FieldGroup>
  );
}
