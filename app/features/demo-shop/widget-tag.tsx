'use client';

import { type RefObject, useEffect } from 'react';
import type { Tandem } from '../../../packages/widget/src/types.ts';
import { EVENTS, type Told } from './events.ts';

interface WidgetTagProps {
  /** Of each tag, by names without `data-`. */
  tags: readonly Record<string, string>[];
  /** The button of the first, once it is there. */
  tandem: RefObject<Tandem | null>;
  onEvent: (told: Told) => void;
}

/**
 * Puts the public tag on the page as a customer's own site has it. By hand, because this page may be reached
 * and left without being loaded anew, and the button must come and go with it.
 */
export function WidgetTag({ tags, tandem, onEvent }: WidgetTagProps) {
  const written = JSON.stringify(tags);
  useEffect(() => {
    const elements = (JSON.parse(written) as Record<string, string>[]).map((attributes, index) => {
      const tag = document.createElement('script') as HTMLScriptElement & { tandem?: Tandem };
      tag.src = '/widget.js';
      tag.async = true;
      for (const [name, value] of Object.entries(attributes)) tag.setAttribute(`data-${name}`, value);
      tag.addEventListener('load', () => {
        // Left meanwhile: then nothing of it stays.
        if (!tag.isConnected) tag.tandem?.destroy();
        else if (index === 0) tandem.current = tag.tandem ?? null;
        for (const name of EVENTS) tag.tandem?.on(name, (detail) => onEvent({ at: Date.now(), nth: index, name, detail }));
      });
      document.body.append(tag);
      return tag;
    });
    return () => {
      tandem.current = null;
      for (const tag of elements) {
        tag.remove();
        tag.tandem?.destroy();
      }
    };
  }, [written, tandem, onEvent]);
  return null;
}
