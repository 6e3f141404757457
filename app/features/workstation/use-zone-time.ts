'use client';

import { useMemo } from 'react';
import { LOCALE_TAGS } from '../../lib/i18n/locale-tags.ts';
import { useLanguage } from '../../lib/i18n/translations.tsx';

/** Times of day as they are written here, in a center's own zone: "09:41". @param timeZone IANA */
export function useZoneTime(timeZone: string): (at: number) => string {
  const { locale } = useLanguage();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(LOCALE_TAGS[locale], { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return (at) => format.format(at);
  }, [locale, timeZone]);
}
