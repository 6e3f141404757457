'use client';

import { useEffect, useState } from 'react';

/** The width of an element in pixels, as it is now, at least 240; before it is measured, `usual`. */
export function useWidth(box: { readonly current: HTMLElement | null }, usual: number): number {
  const [width, setWidth] = useState(usual);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(240, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return width;
}
