import { useCallback } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WireError } from '../../../server/protocol/common.ts';
import { messageOf } from '../failure.ts';
import type { Messages } from './messages.ts';
import { useLanguage } from './translations.tsx';

/**
 * Says to people what was thrown. Servers write their errors in English, as exactly as they can; in another language the same
 * sentence is looked up, else there is a more general one for the error's code.
 */
export function useErrorWords(): (error: unknown) => string {
  const { locale } = useLanguage();
  const translate = useTranslations('errors');
  return useCallback(
    (error: unknown) => {
      const english = isWireError(error) ? error.message : messageOf(error);
      if (locale === 'en') return english;
      const sentence = `sentences.${sentenceKey(english)}` as `sentences.${keyof Messages['errors']['sentences']}`;
      if (translate.has(sentence)) return translate(sentence);
      return isWireError(error) ? translate(`codes.${error.code}`) : translate('other');
    },
    [locale, translate],
  );
}

/** A WireFailure, or the error as it came. */
function isWireError(error: unknown): error is WireError {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error && typeof error.message === 'string';
}

/** Under which key an English sentence has its translations: "No such call." → "no-such-call". */
export const sentenceKey = (english: string): string =>
  english
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
