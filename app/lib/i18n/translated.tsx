import type { Metadata } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { DEFAULT_LOCALE, LOCALE_HEADER, type Locale, localeOfTag } from '../../../server/protocol/locale.ts';
import { EVERYWHERE, type Feature, loadMessages, type Messages } from './messages.ts';
import { Translations } from './translations.tsx';

export type PageName = keyof Messages['common']['pages'];

/** In which language the page is asked for: worked out by our web server (server/http/locale.ts). */
export async function requestLocale(): Promise<Locale> {
  return localeOfTag((await headers()).get(LOCALE_HEADER)) ?? DEFAULT_LOCALE;
}

/** Gives a page the words of its features, in the language of the request and no other. */
export async function Translated({ features, children }: { features: readonly Feature[]; children: ReactNode }) {
  const locale = await requestLocale();
  const all = [...EVERYWHERE, ...features];
  return (
    <Translations locale={locale} features={all} messages={await loadMessages(locale, all)}>
      {children}
    </Translations>
  );
}

/** The page's title, in the language of the request. */
export async function pageMetadata(page: PageName): Promise<Metadata> {
  const { common } = await loadMessages(await requestLocale(), ['common']);
  return { title: common?.pages[page] ?? 'Tandem' };
}
