import type { Locale } from '../../../server/protocol/locale.ts';

/** For `lang`, for plural forms and for Intl: the Portuguese is Portugal's, days and times in English are British. */
export const LOCALE_TAGS: Record<Locale, string> = { en: 'en-GB', pt: 'pt-PT', fr: 'fr-FR' };

/** Each in its own words, so that who can't read the language of the page finds theirs. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', pt: 'Português', fr: 'Français' };
