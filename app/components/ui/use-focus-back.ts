'use client';

import { useInsertionEffect, useRef } from 'react';

/** Where the focus was when a dialog was last opened from the page itself: one dialog may lead to the next. */
let lastOpener: HTMLElement | null = null;

let givingBack = false;

/** Whether the focus that an element gets right now comes back from a dialog: nobody went there to learn what it is. */
export const isFocusBack = (): boolean => givingBack;

/**
 * Where the focus goes when a dialog closes: to what opened it, as the next Tab or Enter is meant from there. Returns what a
 * Radix dialog takes as `onCloseAutoFocus`; it does this by itself only for dialogs with a trigger of its own, and ours are
 * opened by shortcuts and menus as well.
 */
export function useFocusBack(open: boolean): (event: Event) => void {
  const opener = useRef<HTMLElement | null>(null);
  // Before a field inside takes the focus, which it does ahead of every other effect.
  useInsertionEffect(() => {
    if (!open) return;
    opener.current = openerOf(document.activeElement);
    if (opener.current !== null && opener.current.closest('[role="dialog"]') === null) lastOpener = opener.current;
  }, [open]);
  return (event) => {
    event.preventDefault();
    // Somebody has it already: the field that what was done here leads to.
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    // A call that came meanwhile is what Enter is meant for.
    const urgent = document.querySelector<HTMLElement>('[data-urgent]');
    givingBack = true;
    (urgent ?? [opener.current, lastOpener].find((element) => element?.isConnected))?.focus({ preventScroll: true });
    givingBack = false;
  };
}

/** A line of a menu is gone with its menu: the button of the menu stands for it. */
function openerOf(element: Element | null): HTMLElement | null {
  const button = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = button ? document.getElementById(button) : element;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}
