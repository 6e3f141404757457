'use client';

import { useElapsedSeconds, useRemainingSeconds } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';

/** Time since a moment on the server's clock (see ClockProvider). Only this text renders again. */
export function Elapsed({ since, className }: { since: number; className?: string }) {
  const formats = useFormats();
  const seconds = useElapsedSeconds(since);
  return (
    <span role="timer" className={cn('figures', className)} suppressHydrationWarning>
      {formats.duration(seconds * 1000)}
    </span>
  );
}

/** Time until a moment; stays at 0:00 when it has passed. */
export function Remaining({ until, className }: { until: number; className?: string }) {
  const formats = useFormats();
  const seconds = useRemainingSeconds(until);
  return (
    <span role="timer" className={cn('figures', className)} suppressHydrationWarning>
      {formats.duration(seconds * 1000)}
    </span>
  );
}
