'use client';

import { useCallback, useEffect, useState } from 'react';
import type { z } from 'zod';
import { api } from '../../lib/api.ts';

export type Polled<T> = { kind: 'loading' } | { kind: 'failed'; error: unknown } | { kind: 'loaded'; data: T };

interface Polling {
  /** How often, ms; null: only when it is asked for, or `changed` is another. */
  everyMs: number | null;
  changed?: unknown;
}

/** Something from the API that is fetched again and again. What is in sight stays until there is newer. */
export function usePolled<Schema extends z.ZodType>(path: `/api/${string}`, schema: Schema, { everyMs, changed }: Polling) {
  const [polled, setPolled] = useState<Polled<z.output<Schema>>>({ kind: 'loading' });
  const [asked, setAsked] = useState(0);
  const reload = useCallback(() => setAsked((count) => count + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` and `changed` are what it is fetched again for.
  useEffect(() => {
    const abort = new AbortController();
    const fetchIt = () =>
      api(path, { schema, signal: abort.signal }).then(
        (data) => setPolled({ kind: 'loaded', data }),
        (error: unknown) => {
          if (!abort.signal.aborted) setPolled((before) => (before.kind === 'loaded' ? before : { kind: 'failed', error }));
        },
      );
    void fetchIt();
    // A page that nobody looks at asks for nothing.
    const timer = everyMs === null ? undefined : setInterval(() => !document.hidden && void fetchIt(), everyMs);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [path, schema, everyMs, asked, changed]);

  return { polled, reload };
}
