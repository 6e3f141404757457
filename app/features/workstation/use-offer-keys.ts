'use client';

import { useEffect, useRef } from 'react';

/** Enter accepts and Esc declines wherever the focus is, unless it is in something that wants the key itself. */
export function useOfferKeys(keys: { accept: () => void; decline: () => void }): void {
  const latest = useRef(keys);
  latest.current = keys;

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || wantsKeys(event.target)) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        latest.current.decline();
      } else if (event.key === 'Enter' && !pressesItself(event.target)) {
        event.preventDefault();
        latest.current.accept();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

const wantsKeys = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [role="menu"], [role="dialog"], [role="listbox"]') !== null;

/** A button in focus is pressed by Enter already. */
const pressesItself = (target: EventTarget | null) => target instanceof Element && target.closest('button, a') !== null;
