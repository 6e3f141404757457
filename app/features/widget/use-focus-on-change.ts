import { useEffect, useRef } from 'react';

/** When one view gives way to another, the focus goes along, or it would be lost with the button that was pressed. */
export function useFocusOnChange(key: string) {
  const view = useRef<HTMLDivElement>(null);
  const shown = useRef(key);
  useEffect(() => {
    if (shown.current === key) return;
    shown.current = key;
    view.current?.focus({ preventScroll: true });
  }, [key]);
  return view;
}
