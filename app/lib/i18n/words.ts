import { useMemo } from 'react';
import type { MessageKeys, NestedKeyOf } from 'use-intl';
import { useTranslations } from 'use-intl/react';
import { type Formats, useFormats } from './formats.ts';
import type { Messages } from './messages.ts';

/** The whole key of a message: "board.waiting.title". */
export type MessageKey = MessageKeys<Messages, NestedKeyOf<Messages>>;

/**
 * What is to be said, without saying it: view models return this, and so need no language and no browser. Values may be words
 * themselves, or what is written differently in each language.
 */
export interface Words {
  key: MessageKey;
  values?: Readonly<Record<string, WordValue>>;
}

export type WordValue =
  | string
  | number
  | Words
  | { duration: number }
  | { percent: number }
  | { briefly: number }
  | { weekday: number }
  | { language: string }
  | { list: readonly (string | Words)[] };

export const words = (key: MessageKey, values?: Words['values']): Words => (values === undefined ? { key } : { key, values });

/** Says words; what people wrote themselves (a queue's text, a server's sentence) is a string, and stays as it is. */
export type Say = (words: Words | string) => string;

/** Says words in the language of the page. */
export function useWords(): Say {
  const translate = useTranslations();
  const formats = useFormats();
  return useMemo(() => sayWith(translate as Translate, formats), [translate, formats]);
}

export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string;

export function sayWith(translate: Translate, formats: Formats): Say {
  const say: Say = (said) => {
    if (typeof said === 'string') return said;
    const { key, values } = said;
    if (values === undefined) return translate(key);
    return translate(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)])));
  };
  function plain(value: WordValue): string | number {
    if (typeof value !== 'object') return value;
    if ('key' in value) return say(value);
    if ('duration' in value) return formats.duration(value.duration);
    if ('weekday' in value) return formats.weekday(value.weekday, true);
    if ('briefly' in value) return formats.briefly(value.briefly);
    if ('percent' in value) return formats.percent(value.percent);
    if ('language' in value) return formats.languageName(value.language);
    return formats.list(value.list.map(say));
  }
  return say;
}
