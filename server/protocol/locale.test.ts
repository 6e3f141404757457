import { expect, test } from 'vitest';
import { localeOfTag, preferredLocale } from './locale.ts';

test.each([
  ['pt-BR', 'pt'],
  ['FR_ca', 'fr'],
  [' en ', 'en'],
  ['de', undefined],
  ['', undefined],
  [null, undefined],
])('the locale of the tag %s is %s', (tag, locale) => {
  expect(localeOfTag(tag)).toBe(locale);
});

test.each([
  ['pt-PT,pt;q=0.9,en;q=0.8', 'pt'],
  ['en;q=0.5, fr;q=0.7', 'fr'],
  ['de-DE,de;q=0.9,fr;q=0.3', 'fr'],
  ['fr;q=0, en;q=0.1', 'en'],
  ['fr,pt', 'fr'],
  ['fr;q=nonsense', 'fr'],
  ['*', undefined],
  ['', undefined],
  [undefined, undefined],
])('of “%s” the best is %s', (header, locale) => {
  expect(preferredLocale(header)).toBe(locale);
});
