'use client';

import { useTranslations } from 'use-intl/react';
import { Field } from '../../../components/ui/field.tsx';
import { Input } from '../../../components/ui/input.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { FieldGroup } from '../field-group.tsx';
import { errorsAt, messageAt } from '../form-errors.ts';
import { AddButton, RemoveButton } from '../list-button.tsx';
import { useSentences } from '../use-sentences.ts';
import { ClockSpan } from './clock-span.tsx';
import { type HolidayValue, USUAL_SPAN } from './hours-view.ts';

interface HolidaysFieldProps {
  value: readonly HolidayValue[];
  onChange: (value: HolidayValue[]) => void;
  errors: unknown;
}

/** Days with hours of their own, or none. */
export function HolidaysField({ value, onChange, errors }: HolidaysFieldProps) {
  const t = useTranslations('admin');
  const { sentence } = useSentences();
  return (
    <FieldGroup legend={t('hours.holidays')} hint={t('hours.holidays-hint')} error={sentence(t('fields.list'), messageAt(errors))}>
      {value.map((holiday, index) => {
        const name = t('hours.holiday', { number: index + 1 });
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
      <AddButton onClick={() => onChange([...value, { date: '', name: '', open: null }])}>{t('hours.add-holiday')}</AddButton>
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

function HolidayRow({ name, holiday, errors, onChange, onRemove }: HolidayRowProps) {
  const t = useTranslations('admin');
  const { sentenceAt } = useSentences();
  const { open } = holiday;
  return (
    <FieldGroup legend={name} hideLegend className="rounded-md border border-line p-3">
      <div className="flex items-start gap-2">
        <div className="grid min-w-0 flex-1 grid-cols-[10rem_minmax(0,1fr)] items-start gap-3 max-sm:grid-cols-1">
          <Field label={t('fields.date')} error={sentenceAt(t('fields.date'), errors, 'date')}>
            <Input
              type="date"
              className="figures"
              value={holiday.date}
              onChange={(event) => onChange({ ...holiday, date: event.target.value })}
            />
          </Field>
          <Field label={t('fields.name')} error={sentenceAt(t('fields.name'), errors, 'name')}>
            <Input
              maxLength={80}
              autoComplete="off"
              value={holiday.name}
              onChange={(event) => onChange({ ...holiday, name: event.target.value })}
            />
          </Field>
        </div>
        <RemoveButton aria-label={t('remove', { name: holiday.name || name.toLowerCase() })} className="mt-6" onClick={onRemove} />
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <Select
          aria-label={t('hours.closed-or-open', { name })}
          className="w-40"
          value={open === null ? 'closed' : 'open'}
          onChange={(chosen) => onChange({ ...holiday, open: chosen === 'closed' ? null : USUAL_SPAN })}
          options={(['closed', 'open'] as const).map((value) => ({ value, label: t(`hours.${value}`) }))}
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
