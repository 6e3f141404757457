import type { Locale } from '../../server/protocol/locale.ts';
import type { Feature, Messages } from '../lib/i18n/messages.ts';

/**
 * In the frame's build this stands in for lib/i18n/messages.ts: the words of one language are two files, and no other words are
 * known. Which features are in which says features.json: `first` what the form shows, without the parts of the widget's that
 * `of-calls` names, `later` what stands behind later() in features/widget/later-views.ts.
 */
export const EVERYWHERE: readonly Feature[] = [];

type Load = () => Promise<{ default: Partial<Messages> }>;
const WORDS: Record<Locale, { first: Load; later: Load }> = {
  en: { first: () => import('virtual:words/first/en'), later: () => import('virtual:words/later/en') },
  pt: { first: () => import('virtual:words/first/pt'), later: () => import('virtual:words/later/pt') },
  fr: { first: () => import('virtual:words/first/fr'), later: () => import('virtual:words/later/fr') },
};

export const loadMessages = async (locale: Locale): Promise<Partial<Messages>> => (await WORDS[locale].first()).default;
export const loadLaterMessages = async (locale: Locale): Promise<Partial<Messages>> => (await WORDS[locale].later()).default;
