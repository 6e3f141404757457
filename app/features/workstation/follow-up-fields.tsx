'use client';

import { CalendarPlus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { useClock } from '../../lib/clock.ts';
import { type DueFault, dayAt, daysAfter, FURTHEST_DAYS, nextWorkday } from './follow-up-days.ts';

export interface FollowUpDraft {
  dueOn: string;
  note: string;
}
export interface FollowUpFaults {
  dueOn: DueFault | null;
  note: 'missing' | null;
}

interface FollowUpFieldsProps {
  value: FollowUpDraft | null;
  onChange: (value: FollowUpDraft | null) => void;
  faults: FollowUpFaults | null;
}

/** What is to be done later, and when; nothing unless the agent asks for it. */
export function FollowUpFields({ value, onChange, faults }: FollowUpFieldsProps) {
  const t = useTranslations('workstation-desk.follow-up');
  const today = dayAt(useClock().now());
  const note = useRef<HTMLInputElement>(null);
  const added = useRef(false);
  const adder = useRef<HTMLButtonElement>(null);
  const shown = value !== null;
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    if (shown) note.current?.focus();
    else adder.current?.focus();
  }, [shown]);

  if (value === null) {
    const begin = () => {
      added.current = true;
      onChange({ dueOn: nextWorkday(today), note: '' });
    };
    return (
      <Button ref={adder} variant="quiet" size="sm" onClick={begin} className="-ml-3 justify-self-start self-start">
        <CalendarPlus aria-hidden />
        {t('add')}
      </Button>
    );
  }
  const quick = [
    { word: t('tomorrow'), day: daysAfter(today, 1) },
    { word: t('in-a-week'), day: daysAfter(today, 7) },
  ];
  return (
    <fieldset className="grid gap-3 rounded-lg border border-line p-3">
      <legend className="sr-only">{t('title')}</legend>
      <div className="flex items-center justify-between gap-2">
        <p aria-hidden className="font-medium text-sm">
          {t('title')}
        </p>
        <Button
          variant="quiet"
          size="icon"
          aria-label={t('remove')}
          onClick={() => {
            added.current = true;
            onChange(null);
          }}
          className="-my-1 -mr-1"
        >
          <X aria-hidden />
        </Button>
      </div>
      <Field label={t('what')} error={faults?.note == null ? undefined : t('what-missing')}>
        <Input ref={note} value={value.note} maxLength={500} onChange={(event) => onChange({ ...value, note: event.target.value })} />
      </Field>
      <div className="flex flex-wrap items-end gap-2">
        <Field label={t('when')} error={faults?.dueOn == null ? undefined : t(`due-fault.${faults.dueOn}`)} className="min-w-40">
          <Input
            type="date"
            className="figures"
            min={today}
            max={daysAfter(today, FURTHEST_DAYS)}
            value={value.dueOn}
            onChange={(event) => onChange({ ...value, dueOn: event.target.value })}
          />
        </Field>
        {quick.map(({ word, day }) => (
          <Button
            key={day}
            aria-pressed={value.dueOn === day}
            className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
            onClick={() => onChange({ ...value, dueOn: day })}
          >
            {word}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
