import { LOCALES, type Locale } from '../../../server/protocol/locale.ts';

/** What can be tried on the shop's page; each is an attribute of the tag, or a variable of the page's CSS. */
export interface TagOptions {
  theme: '' | 'light' | 'dark';
  lang: '' | Locale;
  position: '' | 'bottom-right' | 'bottom-left';
  label: string;
  /** As #rrggbb; empty: the key's own. */
  accent: string;
  /** A JSON object, as it was typed. */
  context: string;
  /** A second tag, on the other side. */
  second: boolean;
}

export const PLAIN: TagOptions = { theme: '', lang: '', position: '', label: '', accent: '', context: '', second: false };
export const CONTEXT_EXAMPLE = '{"cart": 3}';
export const THEMES = ['', 'light', 'dark'] as const;
export const LANGUAGES = ['', ...LOCALES] as const;
export const POSITIONS = ['', 'bottom-right', 'bottom-left'] as const;

/** The attributes of each tag on the page, by their names without `data-`. */
export function tagsOf({ theme, lang, position, label, context, second }: TagOptions, secondLabel: string): Record<string, string>[] {
  const filled = (attributes: Record<string, string>) => Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
  const first = filled({ theme, lang, position, label, context: context.trim() });
  if (!second) return [first];
  const side = position === 'bottom-left' ? 'bottom-right' : 'bottom-left';
  // Said for both: without it each would stand where the key says.
  return [
    { ...first, position: position || 'bottom-right' },
    { ...filled({ theme, lang }), position: side, label: secondLabel },
  ];
}

/** A tag as it stands in a page. */
export function tagText(server: string, attributes: Record<string, string>): string {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` data-${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  return `<script src="${server}/widget.js" data-key="pk_…"${written.join('')} async></script>`;
}
