'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { IntlProvider } from 'use-intl/react';
import { LOCALE_COOKIE, type Locale, localeOfTag } from '../../../server/protocol/locale.ts';
import { LOCALE_TAGS } from './locale-tags.ts';
import { type Feature, loadMessages, type Messages } from './messages.ts';
import { retitled } from './retitled.ts';

interface Language {
  locale: Locale;
  /**
   * Puts the page into another language where it stands: nothing is loaded anew, so a call goes on. Rejects when the words can't
   * be had (no connection); the language then stays.
   */
  choose(locale: Locale): Promise<void>;
}

const LanguageContext = createContext<Language | null>(null);

/** The language of the page, and the way to another. */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error('A page must stand in <Translated>.');
  return language;
}

interface TranslationsProps {
  locale: Locale;
  features: readonly Feature[];
  messages: Partial<Messages>;
  children: ReactNode;
}

/** Words for everything inside, first as the server gave them. */
export function Translations({ locale, features, messages, children }: TranslationsProps) {
  const [shown, setShown] = useState({ locale, messages });
  const wanted = useRef(locale);
  const latest = useRef(messages);
  const needed = useRef(features);
  needed.current = features;

  const choose = useCallback(async (next: Locale) => {
    const before = wanted.current;
    wanted.current = next;
    const loaded = await loadMessages(next, needed.current).catch((error: unknown) => {
      wanted.current = before;
      throw error;
    });
    if (wanted.current !== next) return; // another one was chosen meanwhile
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${LOCALE_COOKIE}=${next}; Path=/; Max-Age=31536000; SameSite=Lax`;
    document.documentElement.lang = LOCALE_TAGS[next];
    document.title = retitled(document.title, latest.current.common?.pages, loaded.common?.pages);
    latest.current = loaded;
    setShown({ locale: next, messages: loaded });
  }, []);
  const language = useMemo<Language>(() => ({ locale: shown.locale, choose }), [shown.locale, choose]);

  // A page kept from before, come back to after the language was changed on another one.
  useEffect(() => {
    const current = localeOfTag(document.documentElement.lang);
    if (current !== undefined && current !== locale) choose(current).catch(() => undefined);
  }, [locale, choose]);

  return (
    <LanguageContext value={language}>
      <IntlProvider locale={LOCALE_TAGS[shown.locale]} messages={shown.messages} timeZone={TIME_ZONE} onError={complain}>
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}

const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A missing word is our mistake: shown by its key, and told where developers look. */
function complain(error: Error): void {
  if (process.env.NODE_ENV !== 'production') console.error(error);
}
