'use client';

import { type RefObject, useRef } from 'react';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import type { Column } from './view-model.ts';

const COLUMNS: readonly Column[] = ['next', 'call', 'customer'];

/** F6 goes from column to column, as it does from pane to pane elsewhere. On a phone it brings the column to the front. */
export function useColumnKeys(setColumn: (column: Column) => void): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const go = (step: 1 | -1) => {
    const columns = [...(main.current?.querySelectorAll<HTMLElement>(':scope > :not(h1)') ?? [])];
    const here = columns.findIndex((column) => column.contains(document.activeElement));
    const at = here === -1 ? (step === 1 ? 0 : COLUMNS.length - 1) : (here + step + COLUMNS.length) % COLUMNS.length;
    const column = COLUMNS[at];
    const target = columns[at];
    if (column === undefined || target === undefined) return;
    setColumn(column);
    // After the column has come to the front: what is not shown takes no focus.
    requestAnimationFrame(() => {
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: 'nearest' });
    });
  };
  useShortcut('next-column', () => go(1));
  useShortcut('previous-column', () => go(-1));
  return main;
}
