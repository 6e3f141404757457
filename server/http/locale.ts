import type { IncomingMessage } from 'node:http';
import { DEFAULT_LOCALE, LOCALE_COOKIE, LOCALE_HEADER, type Locale, localeOfTag, preferredLocale } from '../protocol/locale.ts';

/**
 * Works out the language of a page before it is made, so that it never comes in another one first. The widget's frame speaks
 * the language of the page around it (`lang` in its address), and knows no choice of ours: it stands on somebody else's site.
 */
export function stampLocale(request: IncomingMessage): void {
  request.headers[LOCALE_HEADER] = localeOf(request.url ?? '/', request.headers.cookie, request.headers['accept-language']);
}

export function localeOf(url: string, cookies: string | undefined, acceptLanguage: string | undefined): Locale {
  const address = URL.parse(url, 'http://host');
  const chosen = address?.pathname === '/embed' ? address.searchParams.get('lang') : cookieNamed(LOCALE_COOKIE, cookies);
  return localeOfTag(chosen) ?? preferredLocale(acceptLanguage) ?? DEFAULT_LOCALE;
}

function cookieNamed(name: string, cookies = ''): string | null {
  for (const cookie of cookies.split(';')) {
    const [key, value] = cookie.split('=', 2);
    if (key?.trim() === name) return value ?? null;
  }
  return null;
}
