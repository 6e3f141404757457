'use client';

import { CheckCircle2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CallbackBooked } from '../../../server/protocol/callbacks.ts';
import { LOCALE_TAGS } from '../../lib/i18n/locale-tags.ts';
import { useLanguage } from '../../lib/i18n/translations.tsx';
import { CalendarButton } from './calendar-button.tsx';
import { CopyLink } from './copy-link.tsx';
import { momentIn, zoneName } from './slots-view.ts';

interface BookedViewProps {
  booked: CallbackBooked;
  timeZone: string;
  queueName: string;
  slotMs: number;
}

/** It is booked: when, and the link, which is told nowhere else. */
export function BookedView({ booked, timeZone, queueName, slotMs }: BookedViewProps) {
  const t = useTranslations('callbacks');
  const tag = LOCALE_TAGS[useLanguage().locale];
  const link = new URL(booked.path, window.location.origin).href;
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => view.current?.focus({ preventScroll: true }), []);
  return (
    <div ref={view} tabIndex={-1} className="flex flex-col gap-4 outline-none">
      <div className="flex flex-col items-center gap-2 text-center">
        <CheckCircle2 aria-hidden className="size-8 text-available" />
        <p className="font-medium">{t('booked')}</p>
        <p className="font-semibold text-lg">{momentIn(booked.slotAt, { tag, timeZone })}</p>
        <p className="text-muted text-sm">{zoneName(timeZone)}</p>
        <p className="text-balance text-muted text-sm">{t('keep-link')}</p>
      </div>
      <CopyLink link={link} />
      <CalendarButton slotAt={booked.slotAt} slotMs={slotMs} queueName={queueName} link={link} />
    </div>
  );
}
