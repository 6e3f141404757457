import type { Language } from './words.ts';

/** What the key's administrator set; see server/http/frame.ts. */
export type Settings =
  | { ok: true; label: Record<Language, string>; position: 'bottom-right' | 'bottom-left'; accent: string | null; onAccent: string | null }
  | { ok: false; error: { code: string; message: string } };

/** The settings can't be had: the frame will say what is wrong. */
const PLAIN: Settings = { ok: true, label: { en: '', pt: '', fr: '' }, position: 'bottom-right', accent: null, onAccent: null };

/**
 * Fetched as a module and not by `fetch`: pages with a strict policy allow scripts of the server, and need not allow connections.
 * It sets no cookie and names nobody.
 */
export async function settingsOf(server: URL, key: string | undefined): Promise<Settings> {
  const address = new URL('embed/settings.js', server);
  if (key !== undefined) address.searchParams.set('key', key);
  try {
    return ((await import(/* @vite-ignore */ /* webpackIgnore: true */ address.href)) as { default: Settings }).default;
  } catch {
    return PLAIN;
  }
}
