import type { Locale } from '../../../server/protocol/locale.ts';

export { LOCALE_TAGS } from '../../../server/protocol/locale.ts';

/** Each in its own words, so that who can't read the language of the page finds theirs. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', pt: 'Português', fr: 'Français' };
