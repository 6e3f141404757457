import './frame.css';
import { createRoot } from 'react-dom/client';
import { DEFAULT_LOCALE, localeOfTag } from '../../server/protocol/locale.ts';
import { WidgetPage } from '../features/widget/widget-page.tsx';
import { Translations } from '../lib/i18n/translations.tsx';
import { loadMessages } from './words.ts';

/** The widget's frame, `/embed`: a page of its own, since visitors who only look at the form are to load little. */
const locale = localeOfTag(document.documentElement.lang) ?? DEFAULT_LOCALE;
const messages = await loadMessages(locale);
const place = document.getElementById('frame');
if (place !== null)
  createRoot(place).render(
    <Translations locale={locale} features={[]} messages={messages}>
      <WidgetPage />
    </Translations>,
  );
