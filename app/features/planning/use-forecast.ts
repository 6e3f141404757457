'use client';

import { useCallback, useEffect, useState } from 'react';
import { Forecast, type ForecastRequest } from '../../../server/protocol/planning.ts';
import { api } from '../../lib/api.ts';

export interface ForecastState {
  /** The last that came; it stays while the next is on its way. */
  forecast: Forecast | null;
  error: unknown;
  pending: boolean;
}

/** Time for the next key before something is asked for. */
const TYPING_MS = 300;

/** The forecast for what is asked, and again when that is another. Null: it can't be asked for yet. */
export function useForecast(request: ForecastRequest | null): ForecastState & { retry: () => void } {
  const [state, setState] = useState<ForecastState>({ forecast: null, error: null, pending: true });
  const [attempt, setAttempt] = useState(0);
  const asked = request === null ? null : JSON.stringify(request);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what it is asked again for.
  useEffect(() => {
    if (asked === null) return;
    const abort = new AbortController();
    setState((before) => ({ ...before, pending: true }));
    const timer = setTimeout(() => {
      api('/api/planning/forecast', { method: 'POST', body: JSON.parse(asked), schema: Forecast, signal: abort.signal }).then(
        (forecast) => setState({ forecast, error: null, pending: false }),
        (error: unknown) => {
          if (!abort.signal.aborted) setState((before) => ({ ...before, error, pending: false }));
        },
      );
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, attempt]);
  return { ...state, retry: useCallback(() => setAttempt((count) => count + 1), []) };
}
