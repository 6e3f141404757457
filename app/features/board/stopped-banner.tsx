'use client';

import { Banner } from '../../components/ui/banner.tsx';
import { useTicking } from '../../lib/clock.ts';
import { ageText, STOPPED_MS } from './freshness.ts';

interface StoppedProps {
  /** When the board in sight was made, on the server's clock. */
  at: number;
  online: boolean;
}

/** Whether the board has stopped coming: what is in sight is then how it was, not how it is. */
export const useStopped = ({ at, online }: StoppedProps): boolean => useTicking((now) => !online || now - at > STOPPED_MS);

export function StoppedBanner({ at, online }: StoppedProps) {
  const stopped = useStopped({ at, online });
  if (!stopped) return null;
  return (
    <Banner kind="warning" title={online ? 'No new data' : 'Reconnecting'}>
      What you see is <Age at={at} /> old. It goes on by itself as soon as the routing server can be reached; calls are not affected.
    </Banner>
  );
}

/** Not read out on each tick: the banner has said what matters. */
function Age({ at }: { at: number }) {
  const age = useTicking((now) => ageText(Math.floor((now - at) / 1000) * 1000).replace('.0', ''));
  return (
    <span aria-live="off" className="figures">
      {age}
    </span>
  );
}
