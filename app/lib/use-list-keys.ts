'use client';

import { type KeyboardEvent, useEffect, useId, useState } from 'react';

interface ListKeys {
  /** How many lines can be chosen. */
  count: number;
  /** Whether the list is in sight: else only the arrows mean something. */
  open: boolean;
  onOpen?: () => void;
  onChoose: (index: number) => void;
  onClose?: () => void;
}

const STEPS: Record<string, (active: number, count: number) => number> = {
  ArrowDown: (active, count) => (active + 1) % count,
  ArrowUp: (active, count) => (active - 1 + count) % count,
  PageDown: (active, count) => Math.min(active + 8, count - 1),
  PageUp: (active) => Math.max(active - 8, 0),
};

/**
 * The keyboard of a text input with a list of choices under it: arrows move through the list, Enter chooses, Escape closes. The
 * focus stays in the input, so that typing goes on (the combobox pattern of the ARIA practices).
 */
export function useListKeys({ count, open, onOpen, onChoose, onClose }: ListKeys) {
  const id = useId();
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, Math.max(0, count - 1));
  const optionId = (index: number) => `${id}-${index}`;
  const activeId = open && count > 0 ? optionId(active) : undefined;

  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (open && count > 0) setActive(step(active, count));
      else onOpen?.();
    } else if (event.key === 'Enter' && open && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (count > 0) onChoose(active);
    } else if (event.key === 'Escape' && open && onClose !== undefined) {
      event.preventDefault();
      event.stopPropagation(); // the dialog around it stays
      onClose();
    }
  };

  return {
    active,
    setActive,
    inputProps: {
      role: 'combobox',
      autoComplete: 'off',
      spellCheck: false,
      'aria-autocomplete': 'list',
      'aria-expanded': open,
      'aria-controls': open ? id : undefined,
      'aria-activedescendant': activeId,
      onKeyDown: press,
    } as const,
    /** With `role="listbox"` and its name. */
    listProps: {
      id,
      // The input keeps the focus while a choice is pressed.
      onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault(),
    },
    optionProps: (index: number) => ({
      id: optionId(index),
      role: 'option' as const,
      'aria-selected': index === active,
      onMouseMove: () => {
        if (index !== active) setActive(index);
      },
      onClick: () => onChoose(index),
    }),
  };
}
