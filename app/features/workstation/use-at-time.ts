'use client';

import { useEffect, useEffectEvent } from 'react';
import { backgroundTimers } from '../../lib/background-timers.ts';
import { useClock } from '../../lib/clock.ts';

/** Does something once at a time of the server's clock, with what is known then; never when `at` is null, or has passed. */
export function useAtTime(at: number | null, act: () => void): void {
  const clock = useClock();
  const latest = useEffectEvent(act);
  useEffect(() => {
    const left = at === null ? -1 : at - clock.now();
    return left < 0 ? undefined : backgroundTimers.after(left, latest);
  }, [at, clock]);
}
