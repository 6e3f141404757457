'use client';

import { useCallback, useEffect, useState } from 'react';
import { WhatIf, type WhatIfRequest } from '../../../server/protocol/planning.ts';
import { api } from '../../lib/api.ts';

export type Trying = { kind: 'idle' } | { kind: 'starting' } | { kind: 'refused'; error: unknown } | WhatIf;

/** How often it is asked how far a run is. */
const LOOK_MS = 400;

/** A what-if that runs on the server: begun, looked at until it is over, or canceled. */
export function useWhatIf() {
  const [trying, setTrying] = useState<Trying>({ kind: 'idle' });
  const runningId = trying.kind === 'running' ? trying.id : null;

  useEffect(() => {
    if (runningId === null) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const look = () =>
      api(`/api/planning/what-if/${runningId}`, { schema: WhatIf, signal: abort.signal }).then(
        (state) => {
          setTrying((now) => (now.kind === 'running' && now.id === state.id ? state : now));
          timer = setTimeout(look, LOOK_MS);
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setTrying({ kind: 'refused', error });
        },
      );
    timer = setTimeout(look, LOOK_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [runningId]);

  const run = useCallback((request: WhatIfRequest) => {
    setTrying({ kind: 'starting' });
    api('/api/planning/what-if', { method: 'POST', body: request, schema: WhatIf }).then(setTrying, (error: unknown) =>
      setTrying({ kind: 'refused', error }),
    );
  }, []);
  const cancel = useCallback(() => {
    if (runningId === null) return;
    api(`/api/planning/what-if/${runningId}`, { method: 'DELETE', schema: WhatIf }).then(setTrying, (error: unknown) =>
      setTrying({ kind: 'refused', error }),
    );
  }, [runningId]);
  return { trying, run, cancel };
}
