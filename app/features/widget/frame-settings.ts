import type { FrameSettings } from '../../../server/protocol/widget-keys.ts';

/** What the server gave the frame with its page, by the key of the site: see server/http/frame.ts. */
export function frameSettings(): FrameSettings {
  const given = document.getElementById('settings')?.textContent;
  return given ? (JSON.parse(given) as FrameSettings) : { ok: true, consent: null, needsIdentity: false, accent: null, onAccent: null };
}

/** The key that the page around named in the frame's address; null: none, so that the server's own stands in. */
export const widgetKey = (): string | null => new URLSearchParams(window.location.search).get('key');

/** An address of the API, with the key that the server is to be shown. */
export function withKey(path: `/api/${string}`, key: string | null = widgetKey()): string {
  return key === null ? path : `${path}?${new URLSearchParams({ key })}`;
}
