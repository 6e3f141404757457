/** The languages of the pages, and how one is chosen from what a browser says. */

export const LOCALES = ['en', 'pt', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'en';

/** For `lang`, for plural forms and for Intl: the Portuguese is Portugal's, days and times in English are British. */
export const LOCALE_TAGS: Record<Locale, string> = { en: 'en-GB', pt: 'pt-PT', fr: 'fr-FR' };

/** What a person chose in this browser. */
export const LOCALE_COOKIE = 'tandem-locale';
/** By which our web server tells the pages the language that it has worked out. It overwrites what a client sends by this name. */
export const LOCALE_HEADER = 'x-tandem-locale';

/** The locale of a language tag, by its language alone: "pt-BR" → "pt". */
export function localeOfTag(tag: string | null | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split(/[-_]/, 1)[0];
  return LOCALES.find((locale) => locale === language);
}

/** The locale that an Accept-Language header likes best; undefined when it names none of ours. */
export function preferredLocale(header: string | null | undefined): Locale | undefined {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((found) => found !== undefined);
      return { locale: localeOfTag(tag), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.quality > 0 && wish.locale !== undefined);
  // The sort is stable: of equals the first stands.
  return wishes.sort((one, other) => other.quality - one.quality)[0]?.locale;
}
