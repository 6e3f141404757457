import type { Locale } from '../../server/protocol/locale.ts';
import type { Feature, Messages } from '../lib/i18n/messages.ts';

/**
 * In the frame's build this stands in for lib/i18n/messages.ts: all words of the frame in one language are one file, and no
 * other words are known. Which features are in it says features.json.
 */
export const EVERYWHERE: readonly Feature[] = [];

const WORDS: Record<Locale, () => Promise<{ default: Partial<Messages> }>> = {
  en: () => import('virtual:words/en'),
  pt: () => import('virtual:words/pt'),
  fr: () => import('virtual:words/fr'),
};

export async function loadMessages(locale: Locale): Promise<Partial<Messages>> {
  return (await WORDS[locale]()).default;
}
