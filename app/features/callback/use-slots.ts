'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Slots } from '../../../server/protocol/callbacks.ts';

export type SlotsAnswer = { kind: 'loading' } | { kind: 'failed'; error: unknown } | { kind: 'here'; slots: Slots };

/** The times that can be booked; `ask` looks anew, since others book as well. @param fetchSlots stays the same one */
export function useSlots(fetchSlots: () => Promise<Slots>) {
  const [answer, setAnswer] = useState<SlotsAnswer>({ kind: 'loading' });
  const ask = useCallback(
    () =>
      fetchSlots().then(
        (slots) => setAnswer({ kind: 'here', slots }),
        (error: unknown) => setAnswer({ kind: 'failed', error }),
      ),
    [fetchSlots],
  );
  useEffect(() => void ask(), [ask]);
  return { answer, ask };
}
