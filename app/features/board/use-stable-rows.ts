import { useRef } from 'react';
import { keepSame } from './board-view.ts';

export function useStableRows<T extends { id: string }>(rows: readonly T[]): readonly T[] {
  const last = useRef<readonly T[]>([]);
  last.current = keepSame(last.current, rows);
  return last.current;
}
