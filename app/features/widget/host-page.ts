'use client';

import { useEffect, useRef } from 'react';
import type { FromFrame, Known, ToFrame } from '../../../packages/widget/src/frame-messages.ts';
import { knownOf } from './host-known.ts';
import { readOptions } from './widget-options.ts';

/** Goes to the page that named itself when it opened the frame, and to no other that may stand there meanwhile. */
export function tellHost(origin: string | null, message: FromFrame): void {
  if (origin !== null && window.parent !== window) window.parent.postMessage(message, origin);
}

/** What the page around keeps for the next page of its site, where storage is closed to the frame: see call-key.ts. */
export const handToHost = (mark: string | null): void => tellHost(readOptions(window.location.search, '').origin, { tandem: 'keep', mark });

export interface HostHandlers {
  /** The card was opened or minimized. */
  onShown: (shown: boolean) => void;
  /** The button is taken off the page. */
  onHangUp?: () => void;
  /** What the page knows of its visitor; said before anything else, and again when it changes. */
  onKnown?: (known: Known, kept: unknown) => void;
  /** The page asks for a call. */
  onPlaceCall?: (topic: string | null) => void;
}

/** Hears the page around. */
export function useHostMessages(origin: string | null, handlers: HostHandlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    if (origin === null) return;
    const hear = (event: MessageEvent<unknown>) => {
      if (event.source !== window.parent || event.origin !== origin) return;
      const message = event.data;
      if (typeof message !== 'object' || message === null || !('tandem' in message)) return;
      const { onShown, onHangUp, onKnown, onPlaceCall } = latest.current;
      switch (message.tandem as ToFrame['tandem']) {
        case 'opened':
          return onShown(true);
        case 'minimized':
          return onShown(false);
        case 'hang-up':
          return onHangUp?.();
        case 'known':
          return onKnown?.(knownOf(message), 'kept' in message ? message.kept : null);
        case 'place-call':
          return onPlaceCall?.('topic' in message && typeof message.topic === 'string' ? message.topic.slice(0, 64) : null);
      }
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
