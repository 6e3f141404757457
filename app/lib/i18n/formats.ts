import type { Locale } from '../../../server/protocol/locale.ts';
import { LOCALE_TAGS } from './locale-tags.ts';
import { useLanguage } from './translations.tsx';

const two = (value: number) => String(value).padStart(2, '0');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Numbers, times and names as a language writes them. Times are milliseconds, in the zone of this machine. */
export interface Formats {
  locale: Locale;
  /** m:ss, from an hour on h:mm:ss. Negative time is shown as none. */
  duration(ms: number): string;
  /** A duration that may not be known yet. */
  durationOr(ms: number | null, none?: string): string;
  /** A share of 1: 0.86 → "86 %". */
  percent(share: number | null, none?: string): string;
  /** Small shares, where a tenth of a percent tells something: 0.021 → "2.1 %". */
  percentWithTenths(share: number | null, none?: string): string;
  /** Tenths while every tenth counts, whole seconds later: "0.4 s", "14 s", "3 min". `whole`: no tenths. */
  briefly(ms: number, whole?: boolean): string;
  number(value: number, fractionDigits?: number): string;
  /** "12 Nov", with the year when it isn't this one. */
  day(at: number, now: number): string;
  /** "Monday 23 November", with the year when it isn't this one. */
  longDay(at: number, now: number): string;
  /** "09:41". */
  time(at: number): string;
  /** "09:41:07". */
  timeWithSeconds(at: number): string;
  /** "12 Nov, 09:41", with the year when it isn't this one. */
  moment(at: number, now: number): string;
  /** How long ago, in one unit: "just now", "12 min ago", "3 h ago", "yesterday", "5 days ago". */
  age(at: number, now: number): string;
  /** 1 is Monday: "Monday", or short "Mon". */
  weekday(day: number, short?: boolean): string;
  /** "pt-BR" → "Portuguese (Brazil)"; a tag that nobody knows stays as it is. */
  languageName(tag: string): string;
  /** "Ana, Bia and David". */
  list(items: readonly string[]): string;
}

const made = new Map<Locale, Formats>();

export function formatsFor(locale: Locale): Formats {
  const known = made.get(locale);
  if (known !== undefined) return known;
  const formats = makeFormats(locale);
  made.set(locale, formats);
  return formats;
}

/** The formats of the page's language. */
export const useFormats = (): Formats => formatsFor(useLanguage().locale);

/** Intl's own words for ages are either long or, in English, not what people write: these are short in all three. */
const AGES: Record<Locale, { now: string; minutes(n: number): string; hours(n: number): string }> = {
  en: { now: 'just now', minutes: (n) => `${n} min ago`, hours: (n) => `${n} h ago` },
  pt: { now: 'agora mesmo', minutes: (n) => `há ${n} min`, hours: (n) => `há ${n} h` },
  fr: { now: 'à l’instant', minutes: (n) => `il y a ${n} min`, hours: (n) => `il y a ${n} h` },
};

function makeFormats(locale: Locale): Formats {
  const tag = LOCALE_TAGS[locale];
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options);
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const shortDay = { day: locale === 'en' ? '2-digit' : 'numeric', month: 'short' } as const;
  const fullDay = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const year = { year: 'numeric' } as const;
  const sameYear = (at: number, now: number) => new Date(at).getFullYear() === new Date(now).getFullYear();
  /** With the year only where it isn't this one. */
  const dated = (options: Intl.DateTimeFormatOptions) => {
    const near = dates(options);
    const far = dates({ ...options, ...year });
    return (at: number, now: number) => (sameYear(at, now) ? near : far).format(at);
  };
  const timeOfDay = dates(clock);
  const exactTime = dates({ ...clock, second: '2-digit' });
  const longWeekday = dates({ weekday: 'long', timeZone: 'UTC' });
  const shortWeekday = dates({ weekday: 'short', timeZone: 'UTC' });
  const days = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  const names = new Intl.DisplayNames([tag], { type: 'language' });
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  // A space between number and sign in all three; a line never breaks there.
  const gap = locale === 'fr' ? '\u202f' : locale === 'pt' ? '\u00a0' : ' ';

  const duration = (ms: number) => {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
    return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
  };

  return {
    locale,
    duration,
    durationOr: (ms, none = '–') => (ms === null ? none : duration(ms)),
    percent: (share, none = '–') => (share === null ? none : `${whole.format(share * 100)}${gap}%`),
    percentWithTenths: (share, none = '–') => (share === null ? none : `${tenths.format(share * 100)}${gap}%`),
    briefly(ms, whole = false) {
      const seconds = Math.max(0, ms) / 1000;
      if (seconds < 10 && !whole) return `${tenths.format(Math.floor(seconds * 10) / 10)}${gap}s`;
      if (seconds < 120) return `${Math.floor(seconds)}${gap}s`;
      return `${Math.floor(seconds / 60)}${gap}min`;
    },
    number: (value, digits) =>
      digits === undefined
        ? value.toLocaleString(tag)
        : value.toLocaleString(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    day: dated(shortDay),
    longDay: dated(fullDay),
    time: (at) => timeOfDay.format(at),
    timeWithSeconds: (at) => exactTime.format(at),
    moment: dated({ ...shortDay, ...clock }),
    age(at, now) {
      const ms = Math.max(0, now - at);
      const short = AGES[locale];
      if (ms < MINUTE) return short.now;
      if (ms < HOUR) return short.minutes(Math.floor(ms / MINUTE));
      if (ms < DAY) return short.hours(Math.floor(ms / HOUR));
      const ago = Math.floor(ms / DAY);
      // Two days have a word of their own in some languages; "5 days ago" stands beside it in lists.
      return ago === 1 ? days.format(-1, 'day') : new Intl.RelativeTimeFormat(tag).format(-ago, 'day');
    },
    // The 1st of January 2024 was a Monday.
    weekday: (day, short = false) => (short ? shortWeekday : longWeekday).format(Date.UTC(2024, 0, day)),
    languageName(wanted) {
      try {
        return names.of(wanted) ?? wanted;
      } catch {
        return wanted;
      }
    },
    list: (items) => lists.format(items),
  };
}
