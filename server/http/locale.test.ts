import { expect, test } from 'vitest';
import { localeOf } from './locale.ts';

test.each([
  ['what the person chose', '/agent', 'a=b; tandem-locale=fr; c=d', 'pt', 'fr'],
  ['the browser’s language where nothing was chosen', '/agent', 'a=b', 'pt-PT,en;q=0.5', 'pt'],
  ['the browser’s language where the choice is none of ours', '/', 'tandem-locale=xx', 'fr', 'fr'],
  ['English where nothing is known', '/', undefined, undefined, 'en'],
  ['the language of the page around the widget', '/embed?topic=sales&lang=pt-PT', 'tandem-locale=fr', 'en', 'pt'],
  ['the browser’s language in a widget on a page in no language of ours', '/embed?lang=de', 'tandem-locale=fr', 'pt', 'pt'],
  ['no language from the address of other pages', '/login?lang=pt', undefined, 'fr', 'fr'],
  ['English where the address is no address', '//', undefined, undefined, 'en'],
])('a page speaks %s', (_, url, cookies, acceptLanguage, locale) => {
  expect(localeOf(url, cookies, acceptLanguage)).toBe(locale);
});
