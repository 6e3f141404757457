import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Messages } from '../../lib/i18n/messages.ts';
import { useLanguage } from '../../lib/i18n/translations.tsx';
import { errorsAt, halfOf, messageAt, sentence } from './form-errors.ts';

type Halves = keyof Messages['admin']['wrong']['halves'];

/** What is wrong with a field, as a sentence in the language of the page. The schemas, and the server, speak English. */
export function useSentences() {
  const { locale } = useLanguage();
  const t = useTranslations('admin.wrong');
  return useMemo(() => {
    const say = (label: string, message: string | undefined): string | undefined => {
      if (locale === 'en' || message === undefined || message === '') return sentence(label, message);
      const { key, values } = halfOf(message);
      const half = `halves.${key}` as `halves.${Halves}`;
      return t('about', { label, what: t.has(half) ? t(half, values) : t('other') });
    };
    return {
      sentence: say,
      /** Of a part of a value. */
      sentenceAt: (label: string, errors: unknown, ...path: (string | number)[]) => say(label, messageAt(errorsAt(errors, ...path))),
    };
  }, [locale, t]);
}
