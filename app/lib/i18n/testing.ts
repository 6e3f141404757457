import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createTranslator } from 'use-intl/core';
import type { Locale } from '../../../server/protocol/locale.ts';
import { formatsFor } from './formats.ts';
import { LOCALE_TAGS } from './locale-tags.ts';
import { type Say, sayWith, type Translate } from './words.ts';

const MESSAGES = path.join(import.meta.dirname, '../../messages');

/** Says what a view model returns, for tests: as a browser would, with every feature's words. A missing word throws. */
export function sayIn(locale: Locale): Say {
  const messages = Object.fromEntries(
    readdirSync(path.join(MESSAGES, locale)).map((file) => [
      path.basename(file, '.json'),
      JSON.parse(readFileSync(path.join(MESSAGES, locale, file), 'utf8')),
    ]),
  );
  const translate = createTranslator({
    locale: LOCALE_TAGS[locale],
    messages,
    timeZone: 'UTC',
    onError: (error) => {
      throw error;
    },
  });
  return sayWith(translate as unknown as Translate, formatsFor(locale));
}
