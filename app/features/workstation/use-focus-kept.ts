'use client';

import { type RefObject, useEffect } from 'react';

/**
 * What was in focus may go away with a change, as a button does that has done its work: the focus then stays near, so that the
 * next Tab goes on from there and not from the top of the page.
 */
export function useFocusKept(place: RefObject<HTMLElement | null>, change: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` is what may take the focus away.
  useEffect(() => {
    // A dialog that closes gives the focus back first.
    const timer = setTimeout(() => {
      const focused = document.activeElement;
      const lost = focused === null || focused === document.body || focused.matches(':disabled');
      if (lost) place.current?.focus({ preventScroll: true });
    });
    return () => clearTimeout(timer);
  }, [place, change]);
}
