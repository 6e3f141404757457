'use client';

import { useCallback, useEffect, useState } from 'react';
import { Me } from '../../server/protocol/me.ts';
import { api } from './api.ts';
import { messageOf, WireFailure } from './failure.ts';

export type MeState =
  | { kind: 'loading' }
  | { kind: 'signed-in'; me: Me }
  | { kind: 'signed-out' }
  | { kind: 'failed'; message: string; error: unknown };

/** Who is signed in. Without a session it goes to the sign-in page and back here afterwards. */
export function useMe(options: { redirect?: boolean } = {}): MeState & { retry: () => void } {
  const redirect = options.redirect ?? true;
  const [state, setState] = useState<MeState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    setState({ kind: 'loading' });
    api('/api/me', { schema: Me, signal: abort.signal }).then(
      (me) => setState({ kind: 'signed-in', me }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        if (!(error instanceof WireFailure && error.code === 'not-signed-in')) {
          setState({ kind: 'failed', message: messageOf(error), error });
          return;
        }
        setState({ kind: 'signed-out' });
        if (redirect) {
          const here = window.location.pathname + window.location.search;
          window.location.replace(`/login?next=${encodeURIComponent(here)}`);
        }
      },
    );
    return () => abort.abort();
  }, [redirect, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { ...state, retry };
}
