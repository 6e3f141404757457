const two = (value: number) => String(value).padStart(2, '0');

/** m:ss, from an hour on h:mm:ss. Negative time is shown as none. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** A duration that may not be known yet. */
export const durationOr = (ms: number | null, none = '–') => (ms === null ? none : duration(ms));

export const percent = (share: number | null, none = '–') => (share === null ? none : `${Math.round(share * 100)} %`);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in one unit: "just now", "12 min ago", "3 h ago", "yesterday", "5 days ago". */
export function age(at: number, now: number): string {
  const ms = Math.max(0, now - at);
  if (ms < MINUTE) return 'just now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ago`;
  const days = Math.floor(ms / DAY);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** "12 Nov", with the year when it isn't this one. */
export function day(at: number, now: number): string {
  const date = new Date(at);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString('en-GB', { day: '2-digit', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** "pt-BR" → "Portuguese (Brazil)"; a tag that nobody knows stays as it is. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
