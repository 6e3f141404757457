'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { Hours } from '../../../../server/protocol/hours.ts';
import { Button } from '../../../components/ui/button.tsx';
import { useFormats } from '../../../lib/i18n/formats.ts';
import { FieldGroup } from '../field-group.tsx';
import { errorsAt, messageAt } from '../form-errors.ts';
import { useSentences } from '../use-sentences.ts';
import { ClockSpan } from './clock-span.tsx';
import { dayRows, mondayOnWorkdays, withSpan } from './hours-view.ts';

interface WeeklyFieldProps {
  value: Hours['weekly'];
  onChange: (value: Hours['weekly']) => void;
  errors: unknown;
}

/** The spans of each weekday. */
export function WeeklyField({ value, onChange, errors }: WeeklyFieldProps) {
  const t = useTranslations('admin');
  const { sentence } = useSentences();
  const { weekday } = useFormats();
  return (
    <FieldGroup legend={t('hours.weekly')} hint={t('hours.weekly-hint')} error={sentence(t('fields.list'), messageAt(errors))}>
      <div className="flex flex-col">
        {dayRows(value)
          .map((row) => ({ ...row, name: weekday(row.day) }))
          .map(({ day, name, spans }) => (
            <fieldset key={day} className="flex items-start gap-2 border-line border-t py-2 first:border-t-0">
              <legend className="sr-only">{name}</legend>
              <span aria-hidden className="w-24 shrink-0 pt-2 text-sm max-sm:w-12">
                <span className="max-sm:hidden">{name}</span>
                <span className="sm:hidden">{weekday(day, true)}</span>
              </span>
              <div className="flex min-w-0 flex-1 flex-col gap-2">
                {spans.length === 0 && <p className="pt-2 text-muted text-sm">{t('hours.closed')}</p>}
                {spans.map(({ key, index, span }, nth) => (
                  <ClockSpan
                    key={key}
                    name={nth === 0 ? name : t('hours.nth', { name, number: nth + 1 })}
                    from={span.from}
                    to={span.to}
                    errors={errorsAt(errors, index)}
                    onChange={(part) => onChange(value.with(index, { ...span, ...part }))}
                    onRemove={() => onChange(value.toSpliced(index, 1))}
                  />
                ))}
              </div>
              <Button
                variant="quiet"
                size="icon"
                aria-label={t('hours.add-on', { day: name })}
                onClick={() => onChange(withSpan(value, day))}
              >
                <Plus aria-hidden />
              </Button>
            </fieldset>
          ))}
      </div>
      <Button size="sm" className="self-start" onClick={() => onChange(mondayOnWorkdays(value))}>
        {t('hours.like-monday')}
      </Button>
    </FieldGroup>
  );
}
