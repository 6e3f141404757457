'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl/react';
import { Input } from '../../../components/ui/input.tsx';
import { RemoveButton } from '../list-button.tsx';
import { useSentences } from '../use-sentences.ts';
import { asClockTime } from './hours-view.ts';

interface ClockSpanProps {
  /** What it belongs to: "Monday", "Christmas". */
  name: string;
  from: string;
  to: string;
  onChange: (part: { from?: string; to?: string }) => void;
  onRemove?: () => void;
  errors: unknown;
}

/** From one time of the day to another. */
export function ClockSpan({ name, from, to, onChange, onRemove, errors }: ClockSpanProps) {
  const t = useTranslations('admin');
  const { sentenceAt } = useSentences();
  const id = useId();
  const wrong = { from: sentenceAt(t('fields.this-time'), errors, 'from'), to: sentenceAt(t('fields.the-end'), errors, 'to') };
  const message = wrong.from ?? wrong.to;
  const field = (part: 'from' | 'to', value: string) => (
    <Input
      aria-label={t(`hours.${part}`, { name })}
      aria-invalid={wrong[part] !== undefined || undefined}
      aria-describedby={wrong[part] === undefined ? undefined : `${id}-error`}
      className="figures w-20 px-2 text-center"
      placeholder={part === 'from' ? '09:00' : '17:00'}
      maxLength={5}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange({ [part]: event.target.value })}
      onBlur={() => asClockTime(value) !== value && onChange({ [part]: asClockTime(value) })}
    />
  );
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        {field('from', from)}
        <span aria-hidden>–</span>
        {field('to', to)}
        {onRemove && (
          <RemoveButton
            aria-label={t('hours.remove', { name, from: from || t('hours.no-from'), to: to || t('hours.no-to') })}
            onClick={onRemove}
          />
        )}
      </div>
      {message !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-missed text-sm">
          {message}
        </p>
      )}
    </div>
  );
}
