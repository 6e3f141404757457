'use client';

import { useId, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Hours } from '../../../../server/protocol/hours.ts';
import { Field } from '../../../components/ui/field.tsx';
import { Input } from '../../../components/ui/input.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { errorsAt } from '../form-errors.ts';
import { useSentences } from '../use-sentences.ts';
import { HolidaysField } from './holidays-field.tsx';
import { timeZones, usualHours } from './hours-view.ts';
import { WeeklyField } from './weekly-field.tsx';

interface HoursFieldProps {
  label: string;
  hint: string;
  /** Of hours that are turned on now. */
  timeZone: string;
  value: Hours | null;
  onChange: (value: Hours | null) => void;
  errors: unknown;
}

/** Opening hours, or none: always open. */
export function HoursField({ label, hint, timeZone, value, onChange, errors }: HoursFieldProps) {
  const t = useTranslations('admin');
  const { sentenceAt } = useSentences();
  // What was typed comes back when they are turned off and on again.
  const [kept, setKept] = useState(value);
  const turn = (on: boolean) => {
    if (!on) setKept(value);
    onChange(on ? (kept ?? usualHours(timeZone)) : null);
  };
  return (
    <>
      <Switch label={label} hint={hint} checked={value !== null} onChange={turn} />
      {value !== null && (
        <>
          <TimeZoneField
            value={value.timeZone}
            onChange={(zone) => onChange({ ...value, timeZone: zone })}
            error={sentenceAt(t('fields.time-zone'), errors, 'timeZone')}
          />
          <WeeklyField value={value.weekly} onChange={(weekly) => onChange({ ...value, weekly })} errors={errorsAt(errors, 'weekly')} />
          <HolidaysField
            value={value.holidays}
            onChange={(holidays) => onChange({ ...value, holidays })}
            errors={errorsAt(errors, 'holidays')}
          />
        </>
      )}
    </>
  );
}

const ZONES = timeZones();

/** A list that typing searches. */
function TimeZoneField({ value, onChange, error }: { value: string; onChange: (zone: string) => void; error: string | undefined }) {
  const t = useTranslations('admin.hours');
  const list = useId();
  return (
    <Field label={t('zone')} hint={t('zone-hint')} error={error}>
      <Input
        list={list}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </Field>
  );
}
