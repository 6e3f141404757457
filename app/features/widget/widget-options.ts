/** What the page around the widget said by its script tag (see public/widget.js). Nothing here is to be trusted. */
export interface WidgetOptions {
  /** Of the page around: messages go to it and come from it only. null when there is no page around. */
  origin: string | null;
  topic: string | null;
  name: string;
  email: string;
  customerId: string | null;
  page: string | null;
  theme: 'light' | 'dark' | null;
  accent: string | null;
  onAccent: string | null;
}

/** Who is calling stands behind the # so that no server's log keeps it; read from both, for those who link here by hand. */
export function readOptions(search: string, hash: string): WidgetOptions {
  const query = new URLSearchParams(search);
  const known = new URLSearchParams(hash.replace(/^#/, ''));
  const read = (key: string, longest: number) => (known.get(key) ?? query.get(key))?.trim().slice(0, longest) || null;
  const theme = read('theme', 8);
  return {
    origin: originOf(query.get('origin')),
    topic: read('topic', 64),
    name: read('name', 120) ?? '',
    email: read('email', 254) ?? '',
    customerId: read('customer', 64),
    page: read('page', 500),
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    accent: read('accent', 64),
    onAccent: read('on-accent', 64),
  };
}

function originOf(text: string | null): string | null {
  const url = text === null ? null : URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : null;
}

interface Topic {
  id: string;
  name: string;
}

/** The topic that a tag names, by its id or by its name as people write it. */
export function topicNamed(topics: readonly Topic[], wanted: string | null): Topic | undefined {
  if (wanted === null) return undefined;
  const plain = (text: string) => text.trim().toLowerCase();
  return topics.find((topic) => topic.id === wanted) ?? topics.find((topic) => plain(topic.name) === plain(wanted));
}
