'use client';

import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Slots } from '../../../server/protocol/callbacks.ts';
import { Button } from '../../components/ui/button.tsx';
import { ButtonRow } from '../../components/ui/button-row.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { Notice } from '../widget/notice.tsx';
import { SlotChoice } from './slot-choice.tsx';
import { ownTimeZone } from './slots-view.ts';
import { useSlots } from './use-slots.ts';

interface MoveFormProps {
  fetchSlots: () => Promise<Slots>;
  /** @throws when the time can't be had */
  onMove: (slotAt: number) => Promise<void>;
  onClose: () => void;
}

/** Another time for a callback. */
export function MoveForm({ fetchSlots, onMove, onClose }: MoveFormProps) {
  const t = useTranslations('callbacks');
  const errorWords = useErrorWords();
  const { answer, ask } = useSlots(fetchSlots);
  const [chosen, setChosen] = useState<number | null>(null);
  const [refused, setRefused] = useState<string | undefined>();
  const [sending, setSending] = useState(false);
  const close = <Button onClick={onClose}>{t('back')}</Button>;
  if (answer.kind === 'loading') return <Skeleton className="h-24" />;
  if (answer.kind === 'failed' || answer.slots.slots.length === 0) {
    return (
      <>
        <Notice kind="info" title={t('none')}>
          {answer.kind === 'failed' ? errorWords(answer.error) : t('none-text')}
        </Notice>
        {close}
      </>
    );
  }
  const { slots, slotMs } = answer.slots;
  const slotAt = chosen !== null && slots.includes(chosen) ? chosen : (slots[0] ?? 0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    try {
      await onMove(slotAt);
      onClose();
    } catch (error) {
      setRefused(errorWords(error));
      await ask();
      setSending(false);
    }
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <SlotChoice
        {...{ slots, slotMs }}
        timeZone={ownTimeZone()}
        value={slotAt}
        error={refused}
        onChange={(at) => {
          setChosen(at);
          setRefused(undefined);
        }}
      />
      <ButtonRow>
        {close}
        <Button type="submit" variant="primary" busy={sending}>
          {t('move-to')}
        </Button>
      </ButtonRow>
    </form>
  );
}
