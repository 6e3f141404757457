import { useCallback } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WireError } from '../../../server/protocol/common.ts';
import type { Locale } from '../../../server/protocol/locale.ts';
import type { SentenceKey } from '../../../server/protocol/sentences.ts';
import { messageOf } from '../failure.ts';
import type { Messages } from './messages.ts';
import { useLanguage } from './translations.tsx';

/**
 * Says to people what was thrown. Servers write their errors in English, as exactly as they can; in another language the same
 * sentence is looked up, by the key that comes along when names or numbers are in it, else by its words. A server may know one
 * that this page doesn't: then there is a more general one for the error's code.
 */
export function useErrorWords(): (error: unknown) => string {
  const { locale } = useLanguage();
  const translate = useTranslations('errors');
  return useCallback((error: unknown) => errorWords(error, locale, translate), [locale, translate]);
}

/** What `useErrorWords` says, with `translate` for the words of "errors". */
export function errorWords(error: unknown, locale: Locale, translate: Translator): string {
  const english = isWireError(error) ? error.message : messageOf(error);
  if (locale === 'en') return english;
  const named = isWireError(error) ? namedOf(error) : null;
  if (named !== null && translate.has(named.key)) return translate(named.key, named.values);
  const sentence = `sentences.${sentenceKey(english)}` as `sentences.${keyof Messages['errors']['sentences']}`;
  if (translate.has(sentence)) return translate(sentence);
  return isWireError(error) ? translate(`codes.${error.code}`) : translate('other');
}

type Translator = ReturnType<typeof useTranslations<'errors'>>;

/** The sentence of an error in which there are names or numbers. Its keys have a hyphen; what every object has, has none. */
function namedOf({ sentence, values }: WireError): { key: `named.${SentenceKey}`; values: Record<string, string | number> } | null {
  return sentence === undefined || !/^[a-z]+(-[a-z]+)+$/.test(sentence)
    ? null
    : { key: `named.${sentence as SentenceKey}`, values: values ?? {} };
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
