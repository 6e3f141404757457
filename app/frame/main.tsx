import './frame.css';
import { type ReactNode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'use-intl/react';
import { DEFAULT_LOCALE, LOCALE_TAGS, localeOfTag } from '../../server/protocol/locale.ts';
import { waitForWords } from '../features/widget/later-views.ts';
import { WidgetPage } from '../features/widget/widget-page.tsx';
import { Translations } from '../lib/i18n/translations.tsx';
import { fetched } from '../lib/later.tsx';
import { loadLaterMessages, loadMessages } from './words.ts';

/** The widget's frame, `/embed`: a page of its own, since visitors who only look at the form are to load little. */
const locale = localeOfTag(document.documentElement.lang) ?? DEFAULT_LOCALE;
const first = await loadMessages(locale);

/** The words of a call come with its views, which wait for them. */
const later = fetched(async () => ({ ...first, ...(await loadLaterMessages(locale)) }));
waitForWords(
  () =>
    new Promise((resolve) => {
      const look = () => later.get() !== null && resolve();
      later.subscribe(look);
      later.fetch();
      look();
    }),
);

const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

function AllWords({ children }: { children: ReactNode }) {
  const messages = useSyncExternalStore(later.subscribe, later.get);
  return (
    <IntlProvider locale={LOCALE_TAGS[locale]} messages={messages ?? first} timeZone={TIME_ZONE}>
      {children}
    </IntlProvider>
  );
}

const place = document.getElementById('frame');
if (place !== null)
  createRoot(place).render(
    <Translations locale={locale} features={[]} messages={first}>
      <AllWords>
        <WidgetPage />
      </AllWords>
    </Translations>,
  );
