'use client';

import { useEffect } from 'react';

declare global {
  interface Window {
    /** Made by public/widget.js. */
    Tandem?: { open: () => void; close: () => void; remove: () => void };
  }
}

/**
 * Puts the public tag on the page as a customer's own site has it. By hand, because this page may be reached
 * and left without being loaded anew, and the button must come and go with it.
 */
export function WidgetTag() {
  useEffect(() => {
    const tag = document.createElement('script');
    tag.src = '/widget.js';
    tag.async = true;
    document.body.append(tag);
    return () => {
      tag.remove();
      window.Tandem?.remove();
    };
  }, []);
  return null;
}
