'use client';

import { useEffect, useRef } from 'react';

/** What the frame tells the page around it, and hears from it: see public/widget.js. */
type ToHost =
  | { tandem: 'ready' }
  | { tandem: 'height'; height: number }
  | { tandem: 'close' }
  | { tandem: 'call'; active: boolean; unread: number };

/** Goes to the page that named itself when it opened the frame, and to no other that may stand there meanwhile. */
export function tellHost(origin: string | null, message: ToHost): void {
  if (origin !== null && window.parent !== window) window.parent.postMessage(message, origin);
}

/** Hears whether the card was opened or minimized. */
export function useHostMessages(origin: string | null, onShown: (shown: boolean) => void): void {
  const latest = useRef(onShown);
  latest.current = onShown;
  useEffect(() => {
    if (origin === null) return;
    const hear = (event: MessageEvent<unknown>) => {
      if (event.source !== window.parent || event.origin !== origin) return;
      const message = event.data;
      if (typeof message !== 'object' || message === null || !('tandem' in message)) return;
      if (message.tandem === 'opened') latest.current(true);
      if (message.tandem === 'minimized') latest.current(false);
    };
    window.addEventListener('message', hear);
    tellHost(origin, { tandem: 'ready' });
    return () => window.removeEventListener('message', hear);
  }, [origin]);
}

/** The card is as high as what it holds. */
export function useHostHeight(origin: string | null) {
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = content.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => tellHost(origin, { tandem: 'height', height: element.offsetHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [origin]);
  return content;
}
