import { useCallback, useSyncExternalStore } from 'react';
import type { ShareDesk } from '../../lib/media/call-audio.ts';
import { NO_SHARES, type SharesSnapshot } from '../../lib/media/share-view.ts';

/** What is shown in the call now; nothing without one. */
export function useShares(desk: ShareDesk | null): SharesSnapshot {
  const subscribe = useCallback((listener: () => void) => desk?.subscribe(listener) ?? (() => undefined), [desk]);
  return useSyncExternalStore(
    subscribe,
    () => desk?.snapshot() ?? NO_SHARES,
    () => NO_SHARES,
  );
}
