'use client';

import { CalendarCheck } from 'lucide-react';
import { type FormEvent, useCallback, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CallbackBooked, Slots } from '../../../server/protocol/callbacks.ts';
import type { CallKey } from '../../../server/protocol/widget.ts';
import { Button } from '../../components/ui/button.tsx';
import { ButtonRow } from '../../components/ui/button-row.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { api } from '../../lib/api.ts';
import { wireErrorOf } from '../../lib/failure.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { Notice } from '../widget/notice.tsx';
import { BookedView } from './booked-view.tsx';
import { SlotChoice } from './slot-choice.tsx';
import { ownTimeZone } from './slots-view.ts';
import { useSlots } from './use-slots.ts';

export interface BookingFormProps {
  callKey: CallKey;
  known: { name: string; email: string };
  onBack: () => void;
}

/** A callback instead of a call: a time, a name, and the link to come back by. */
export function BookingForm({ callKey, known, onBack }: BookingFormProps) {
  const t = useTranslations('callbacks');
  const errorWords = useErrorWords();
  const fetchSlots = useCallback(() => api<Slots>('/api/widget/callbacks/slots', { method: 'POST', body: { key: callKey } }), [callKey]);
  const { answer, ask } = useSlots(fetchSlots);
  const [chosen, setChosen] = useState<number | null>(null);
  const [values, setValues] = useState({ name: known.name, email: known.email });
  const [refused, setRefused] = useState<{ field: string | null; words: string } | null>(null);
  const [sending, setSending] = useState(false);
  const [booked, setBooked] = useState<CallbackBooked | null>(null);
  const timeZone = ownTimeZone();

  if (booked !== null && answer.kind === 'here')
    return <BookedView booked={booked} timeZone={timeZone} queueName={answer.slots.queueName} slotMs={answer.slots.slotMs} />;
  const back = (
    <Button size="lg" onClick={onBack}>
      {t('back')}
    </Button>
  );
  if (answer.kind === 'loading') return <Skeleton className="h-24" />;
  const times = answer.kind === 'here' ? answer.slots.slots : [];
  if (answer.kind === 'failed' || times.length === 0) {
    return (
      <>
        <Notice kind="info" title={t('none')}>
          {answer.kind === 'failed' ? errorWords(answer.error) : t('none-text')}
        </Notice>
        {back}
      </>
    );
  }
  const slotAt = chosen !== null && times.includes(chosen) ? chosen : (times[0] ?? null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending || slotAt === null) return;
    setSending(true);
    try {
      const body = { key: callKey, slotAt, timeZone, name: values.name.trim(), email: values.email.trim() };
      setBooked(await api<CallbackBooked>('/api/widget/callbacks', { method: 'POST', body }));
    } catch (error) {
      const { field } = wireErrorOf(error);
      setRefused({ field: field === 'slotAt' || field === 'name' || field === 'email' ? field : null, words: errorWords(error) });
      await ask(); // others book as well
    }
    setSending(false);
  };
  const errorAt = (field: string) => (refused?.field === field ? refused.words : undefined);
  const control = (name: 'name' | 'email') => ({
    name,
    value: values[name],
    onChange: ({ target }: { target: { value: string } }) => {
      setValues((before) => ({ ...before, [name]: target.value }));
      setRefused(null);
    },
  });
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {refused !== null && refused.field === null && (
        <Notice kind="error" title={t('not-booked')}>
          {refused.words}
        </Notice>
      )}
      <SlotChoice
        slots={times}
        slotMs={answer.kind === 'here' ? answer.slots.slotMs : 0}
        timeZone={timeZone}
        value={slotAt}
        error={errorAt('slotAt')}
        onChange={(at) => {
          setChosen(at);
          setRefused(null);
        }}
      />
      <Field label={t('name')} error={errorAt('name')}>
        <Input autoComplete="name" maxLength={120} {...control('name')} />
      </Field>
      <Field label={t('email')} hint={t('email-hint')} error={errorAt('email')}>
        <Input type="email" autoComplete="email" maxLength={254} {...control('email')} />
      </Field>
      <ButtonRow>
        {back}
        <Button type="submit" variant="primary" size="lg" busy={sending}>
          <CalendarCheck aria-hidden />
          {t('book')}
        </Button>
      </ButtonRow>
    </form>
  );
}
