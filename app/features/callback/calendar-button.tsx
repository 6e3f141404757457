'use client';

import { CalendarPlus } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { calendarFile } from './ics.ts';

interface CalendarButtonProps {
  slotAt: number;
  slotMs: number;
  queueName: string;
  link: string;
}

/** A file that every calendar takes in. */
export function CalendarButton({ slotAt, slotMs, queueName, link }: CalendarButtonProps) {
  const t = useTranslations('callbacks.calendar');
  const save = () => {
    const file = calendarFile({
      // One callback is one entry, wherever it is moved to.
      uid: `${link.slice(link.lastIndexOf('/') + 1)}@tandem`,
      startsAt: slotAt,
      endsAt: slotAt + slotMs,
      at: Date.now(),
      title: t('title', { queue: queueName }),
      text: t('text', { link }),
      url: link,
    });
    const address = URL.createObjectURL(new Blob([file], { type: 'text/calendar;charset=utf-8' }));
    Object.assign(document.createElement('a'), { href: address, download: 'callback.ics' }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  return (
    <Button onClick={save}>
      <CalendarPlus aria-hidden />
      {t('add')}
    </Button>
  );
}
