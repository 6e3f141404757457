import { LOCALES, type Locale } from '../../../server/protocol/locale.ts';

/** What can be tried on the shop's page; each is an attribute of the tag, or a variable of the page's CSS. */
export interface TagOptions {
  theme: '' | 'light' | 'dark';
  lang: '' | Locale;
  position: '' | 'bottom-right' | 'bottom-left';
  label: string;
  /** As #rrggbb; empty: the key's own. */
  accent: string;
  /** By name or id. */
  topic: string;
  /** Who is signed in at the shop, which nobody has verified; and a token of its server, which says so. */
  name: string;
  email: string;
  identity: string;
  /** A JSON object, as it was typed. */
  context: string;
  /** A second tag, on the other side. */
  second: boolean;
}

export const PLAIN: TagOptions = {
  ...{ theme: '', lang: '', position: '', label: '', accent: '' },
  ...{ topic: '', name: '', email: '', identity: '', context: '', second: false },
};
export const TOPIC_EXAMPLE = 'Support (English)';
export const CONTEXT_EXAMPLE = '{"cart": 3}';
export const THEMES = ['', 'light', 'dark'] as const;
export const LANGUAGES = ['', ...LOCALES] as const;
export const POSITIONS = ['', 'bottom-right', 'bottom-left'] as const;

/** The attributes of each tag on the page, by their names without `data-`. */
export function tagsOf(options: TagOptions, secondLabel: string): Record<string, string>[] {
  const { theme, lang, position, label, second } = options;
  const [topic, name, email, identity, context] = [options.topic, options.name, options.email, options.identity, options.context].map(
    (text) => text.trim(),
  ) as [string, string, string, string, string];
  const filled = (attributes: Record<string, string>) => Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
  const first = filled({ topic, name, email, identity, context, label, position, theme, lang });
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

/** The call by the API of the first tag, as it stands in a site's script. */
export function callText({ topic, context }: Pick<TagOptions, 'topic' | 'context'>): string {
  const asked = [topic.trim() && `topic: ${JSON.stringify(topic.trim())}`, contextOf(context) && `context: ${context.trim()}`].filter(
    Boolean,
  );
  return [
    'const { tandem } = document.querySelector(\'script[src$="/widget.js"]\');',
    "const stop = tandem.on('call-ended', () => stop());",
    asked.length === 0 ? 'tandem.call();' : `tandem.call({ ${asked.join(', ')} });`,
  ].join('\n');
}

/** What was typed, as an object; undefined where it is none. */
export function contextOf(typed: string): Record<string, unknown> | undefined {
  try {
    const context: unknown = JSON.parse(typed);
    return typeof context === 'object' && context !== null && !Array.isArray(context) ? (context as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
