'use client';

import { useCallback, useEffect, useState } from 'react';
import { SystemView } from '../../../server/protocol/system.ts';
import { api } from '../../lib/api.ts';

const EVERY_MS = 2000;

export type SystemNow =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  /** `lost`: why there is nothing newer; null: it is as new as it can be. `heardAt` is by this machine's clock. */
  | { kind: 'loaded'; view: SystemView; heardAt: number; lost: unknown };

/** How the installation is, asked for again and again. What was told last stays when nobody answers, and is said to be old. */
export function useSystem(): { system: SystemNow; retry: () => void } {
  const [system, setSystem] = useState<SystemNow>({ kind: 'loading' });
  const [asked, setAsked] = useState(0);
  const retry = useCallback(() => {
    setSystem((before) => (before.kind === 'failed' ? { kind: 'loading' } : before));
    setAsked((count) => count + 1);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is what it is fetched again for.
  useEffect(() => {
    const abort = new AbortController();
    let asking = false;
    const ask = async () => {
      if (asking) return;
      asking = true;
      try {
        const view = await api('/api/admin/system', { schema: SystemView, signal: abort.signal });
        setSystem({ kind: 'loaded', view, heardAt: Date.now(), lost: null });
      } catch (error) {
        if (!abort.signal.aborted)
          setSystem((before) => (before.kind === 'loaded' ? { ...before, lost: error } : { kind: 'failed', error }));
      } finally {
        asking = false;
      }
    };
    void ask();
    // A page that nobody looks at asks for nothing.
    const timer = setInterval(() => !document.hidden && void ask(), EVERY_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [asked]);
  return { system, retry };
}
