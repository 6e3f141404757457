import type { Announcement } from '../../../server/protocol/announcements.ts';
import { LOCALES } from '../../../server/protocol/locale.ts';
import { LOCALE_NAMES } from '../../lib/i18n/locale-tags.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** When it comes: "20 s after they began to wait, then every 60 s, while the wait is 120 s or more". */
export function timesWords({ afterSeconds, everySeconds, minWaitSeconds }: Announcement): Words {
  const first = afterSeconds === 0 ? words('announcements.times.at-once') : words('announcements.times.after', { seconds: afterSeconds });
  const times = everySeconds === null ? first : words('announcements.times.every', { first, seconds: everySeconds });
  return minWaitSeconds === null ? times : words('announcements.times.long', { times, seconds: minWaitSeconds });
}

/** In which languages it has words, and in which of them a recording. */
export function languagesWords({ kind, texts, sounds }: Announcement): Words {
  if (kind === 'place') return words('announcements.said-by-page');
  const each = LOCALES.filter((locale) => texts[locale] !== '').map((locale) =>
    words(sounds[locale] === undefined ? 'announcements.language' : 'announcements.language-recorded', { language: LOCALE_NAMES[locale] }),
  );
  return words('announcements.languages', { languages: { list: each } });
}

/** The list with one of them a place earlier or later. */
export function moved(ids: readonly string[], id: string, by: -1 | 1): string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return [...ids];
  const others = ids.filter((one) => one !== id);
  return [...others.slice(0, to), id, ...others.slice(to)];
}
