'use client';

import { ChevronDown } from 'lucide-react';
import { type ComponentProps, useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { Field, useFieldProps } from '../../components/ui/field.tsx';
import { controlLook } from '../../components/ui/input.tsx';
import { cn } from '../../lib/cn.ts';
import { LOCALE_TAGS } from '../../lib/i18n/locale-tags.ts';
import { useLanguage } from '../../lib/i18n/translations.tsx';
import { daysOf, zoneName } from './slots-view.ts';

interface SlotChoiceProps {
  slots: readonly number[];
  slotMs: number;
  /** The customer's. */
  timeZone: string;
  /** One of the slots. */
  value: number | null;
  error: string | undefined;
  onChange: (slotAt: number) => void;
}

/** A day, then a time of it, by the customer's own clock. */
export function SlotChoice({ slots, slotMs, timeZone, value, error, onChange }: SlotChoiceProps) {
  const t = useTranslations('callbacks.choice');
  const tag = LOCALE_TAGS[useLanguage().locale];
  const days = useMemo(() => daysOf(slots, { tag, timeZone, slotMs }), [slots, tag, timeZone, slotMs]);
  const day = days.find((one) => one.slots.some(({ at }) => at === value)) ?? days[0];
  return (
    <div className="flex flex-col gap-3">
      <Field label={t('day')}>
        <Native
          value={day?.day ?? ''}
          onChange={({ target }) => {
            const first = days.find((one) => one.day === target.value)?.slots[0];
            if (first) onChange(first.at);
          }}
        >
          {days.map((one) => (
            <option key={one.day} value={one.day}>
              {one.label}
            </option>
          ))}
        </Native>
      </Field>
      <Field label={t('time')} error={error}>
        <Native name="slotAt" value={value ?? ''} onChange={({ target }) => onChange(Number(target.value))}>
          {day?.slots.map(({ at, label }) => (
            <option key={at} value={at}>
              {label}
            </option>
          ))}
        </Native>
      </Field>
      <p className="text-muted text-xs">{t('zone', { zone: zoneName(timeZone) })}</p>
    </div>
  );
}

/** The system's own: on a phone it is the one that people know. */
function Native({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select {...useFieldProps()} className={cn(controlLook, 'h-9 appearance-none pr-9', className)} {...rest} />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-3 size-4 text-muted" />
    </span>
  );
}
