import { useEffect } from 'react';
import { tellHost } from './host-page.ts';

const BLINK_MS = 1000;

/** Rings while there is something to ring for: by sound, in the title of the tab, which the page around shows, and by notification. */
export function useTabRing(ringing: { title: string } | null, origin: string | null): void {
  const title = ringing?.title ?? null;
  useEffect(() => {
    if (title === null) return;
    let stop: (() => void) | null = null;
    let over = false;
    void import('./tab-ring.ts').then(({ ringTab }) => {
      if (!over) stop = ringTab(title);
    });
    tellHost(origin, { tandem: 'ring', title });
    const own = document.title;
    const blink = setInterval(() => {
      document.title = document.title === title ? own : title;
    }, BLINK_MS);
    document.title = title;
    return () => {
      over = true;
      stop?.();
      clearInterval(blink);
      document.title = own;
      tellHost(origin, { tandem: 'ring', title: null });
    };
  }, [title, origin]);
}
