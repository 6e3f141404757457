'use client';

import { useCallback, useEffect, useState } from 'react';
import type { LeftMessages } from '../../../../server/protocol/messages.ts';
import { api } from '../../../lib/api.ts';

/** Many agents ask from one address: rarely while only the number is shown, oftener while the list is read. */
const EVERY_MS = 30_000;
const EVERY_MS_OPEN = 8_000;

export type LeftAnswer = { kind: 'loading' } | { kind: 'failed'; error: unknown } | { kind: 'here'; data: LeftMessages };

/** The messages that this agent may return. What is in sight stays until there is newer. */
export function useLeftMessages(open: boolean) {
  const [answer, setAnswer] = useState<LeftAnswer>({ kind: 'loading' });
  const [asked, setAsked] = useState(0);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is what it is fetched again for.
  useEffect(() => {
    const abort = new AbortController();
    const fetchIt = () =>
      api<LeftMessages>('/api/messages', { signal: abort.signal }).then(
        (data) => setAnswer({ kind: 'here', data }),
        (error: unknown) => {
          if (!abort.signal.aborted) setAnswer((before) => (before.kind === 'here' ? before : { kind: 'failed', error }));
        },
      );
    void fetchIt();
    const timer = setInterval(() => !document.hidden && void fetchIt(), open ? EVERY_MS_OPEN : EVERY_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [open, asked]);
  return { answer, reload };
}
