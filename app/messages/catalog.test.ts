import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isPluralElement, isSelectElement, isTagElement, type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { LOCALES, type Locale } from '../../server/protocol/locale.ts';
import { sentenceKey } from '../lib/i18n/error-words.ts';
import { LOCALE_TAGS } from '../lib/i18n/locale-tags.ts';

/** The languages say the same things, with the same facts in them, in the plural forms that each of them has. */

type Catalog = Map<string, string>;

function catalogOf(locale: Locale, file: string): Catalog {
  const found: Catalog = new Map();
  const walk = (node: unknown, at: string[]): void => {
    if (typeof node === 'string') found.set(at.join('.'), node);
    else for (const [key, value] of Object.entries(node as object)) walk(value, [...at, key]);
  };
  walk(JSON.parse(readFileSync(path.join(import.meta.dirname, locale, file), 'utf8')), []);
  return found;
}

/** Every argument and tag of a message with its kind: "count plural", "name", "<b>". */
function argumentsOf(elements: MessageFormatElement[], found = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (isPluralElement(element) || isSelectElement(element)) {
      found.add(`${element.value} ${TYPE[element.type]}`);
      for (const option of Object.values(element.options)) argumentsOf(option.value, found);
    } else if (isTagElement(element)) {
      found.add(`<${element.value}>`);
      argumentsOf(element.children, found);
    } else if (element.type !== TYPE.literal && element.type !== TYPE.pound) found.add(`${element.value} ${TYPE[element.type]}`);
  }
  return found;
}

/** Plural and select forms that a message lacks. "many" of French and Portuguese is for millions, where "other" does. */
function lackingForms(elements: MessageFormatElement[], locale: Locale): string[] {
  return elements.flatMap((element) => {
    if (isTagElement(element)) return lackingForms(element.children, locale);
    if (!isPluralElement(element) && !isSelectElement(element)) return [];
    const inside = Object.values(element.options).flatMap((option) => lackingForms(option.value, locale));
    if (!isPluralElement(element)) return inside;
    const type = element.pluralType ?? 'cardinal';
    const needed = new Intl.PluralRules(LOCALE_TAGS[locale], { type }).resolvedOptions().pluralCategories;
    const lacking = needed.filter((category) => category !== 'many' && !(category in element.options));
    return [...inside, ...lacking.map((category) => `${element.value} ${category}`)];
  });
}

const files = readdirSync(path.join(import.meta.dirname, 'en')).sort();

describe.each(LOCALES)('%s', (locale) => {
  test('has the files of English', () => {
    expect(readdirSync(path.join(import.meta.dirname, locale)).sort()).toEqual(files);
  });

  test.each(files)('%s has the keys of English, and no empty message', (file) => {
    const catalog = catalogOf(locale, file);
    expect([...catalog.keys()].sort()).toEqual([...catalogOf('en', file).keys()].sort());
    expect([...catalog].filter(([, message]) => message.trim() === '')).toEqual([]);
  });

  test.each(files)('%s has the arguments of English in each message', (file) => {
    const english = catalogOf('en', file);
    const different = [...catalogOf(locale, file)].filter(([key, message]) => {
      const facts = (text: string) => [...argumentsOf(parse(text))].sort().join(', ');
      return facts(english.get(key) ?? '') !== facts(message);
    });
    expect(different).toEqual([]);
  });

  test.each(files)('%s has all plural forms that the language needs', (file) => {
    const lacking = [...catalogOf(locale, file)].flatMap(([key, message]) =>
      lackingForms(parse(message), locale).map((form) => `${key}: ${form}`),
    );
    expect(lacking).toEqual([]);
  });
});

test('translations of errors stand under the key of their English sentence', () => {
  const sentences = [...catalogOf('en', 'errors.json')].filter(([key]) => key.startsWith('sentences.'));
  for (const [key, sentence] of sentences) expect(key).toBe(`sentences.${sentenceKey(sentence)}`);
});
