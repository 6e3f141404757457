'use client';

import { useEffect, useState } from 'react';
import type { AgentSettings } from '../../../server/protocol/supervision.ts';
import { api } from '../../lib/api.ts';

export type Loaded<T> = { kind: 'loading' } | { kind: 'failed'; error: unknown; retry: () => void } | { kind: 'loaded'; data: T };

/** What is set of an agent, as it is now. */
export function useAgentSettings(agentId: string): Loaded<AgentSettings> {
  const [loaded, setLoaded] = useState<Loaded<AgentSettings>>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what it is fetched again for.
  useEffect(() => {
    const abort = new AbortController();
    const retry = () => {
      setLoaded({ kind: 'loading' });
      setAttempt((count) => count + 1);
    };
    api<AgentSettings>(`/api/supervision/agents/${encodeURIComponent(agentId)}`, { signal: abort.signal }).then(
      (data) => setLoaded({ kind: 'loaded', data }),
      (error: unknown) => !abort.signal.aborted && setLoaded({ kind: 'failed', error, retry }),
    );
    return () => abort.abort();
  }, [agentId, attempt]);
  return loaded;
}
