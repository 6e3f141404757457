'use client';

import { CalendarClock } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Badge } from '../../components/ui/badge.tsx';
import { LOCALE_TAGS } from '../../lib/i18n/locale-tags.ts';
import { useLanguage } from '../../lib/i18n/translations.tsx';
import { daysAfter, dueOf, noonOf } from './follow-up-days.ts';

/** When something is due: in words where it is near, with a mark where it is late. */
export function DueWords({ dueOn, today }: { dueOn: string; today: string }) {
  const t = useTranslations('workstation-desk.follow-up');
  const { locale } = useLanguage();
  const date = new Intl.DateTimeFormat(LOCALE_TAGS[locale], {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(dueOn.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const }),
  }).format(noonOf(dueOn) ?? 0);
  const due = dueOf(dueOn, today);
  if (due === 'later') return <time dateTime={dueOn}>{dueOn === daysAfter(today, 1) ? t('due-tomorrow') : t('due', { date })}</time>;
  return (
    <Badge tone={due === 'overdue' ? 'missed' : 'not-ready'}>
      <CalendarClock aria-hidden />
      <time dateTime={dueOn}>{due === 'overdue' ? t('overdue-since', { date }) : t('due-today')}</time>
    </Badge>
  );
}
