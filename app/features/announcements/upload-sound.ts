import { Announcement } from '../../../server/protocol/announcements.ts';
import type { Locale } from '../../../server/protocol/locale.ts';
import { Refusal } from '../../../server/protocol/me.ts';
import { unreachable, WireFailure } from '../../lib/failure.ts';

export const soundPath = (id: string, locale: Locale) => `/api/admin/announcements/${encodeURIComponent(id)}/sounds/${locale}` as const;

/**
 * Sends a recording, and tells how much of it is there (0..1); `fetch` could not say.
 * @returns the announcement as it is now @throws WireFailure, whose field is `sound` when it is the recording's
 */
export function uploadSound(id: string, locale: Locale, file: Blob, onProgress: (share: number) => void, signal: AbortSignal) {
  return new Promise<Announcement>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', soundPath(id, locale));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      const body = jsonOf(request.responseText);
      const announcement = Announcement.safeParse(body);
      if (request.status === 200 && announcement.success) return resolve(announcement.data);
      const refusal = Refusal.safeParse(body);
      reject(refusal.success ? new WireFailure(refusal.data.error) : unreachable());
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
