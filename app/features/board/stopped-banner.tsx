'use client';

import { useTranslations } from 'use-intl/react';
import { Banner } from '../../components/ui/banner.tsx';
import { useTicking } from '../../lib/clock.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { STOPPED_MS } from './freshness.ts';

interface StoppedProps {
  /** When the board in sight was made, on the server's clock. */
  at: number;
  online: boolean;
}

/** Whether the board has stopped coming: what is in sight is then how it was, not how it is. */
export const useStopped = ({ at, online }: StoppedProps): boolean => useTicking((now) => !online || now - at > STOPPED_MS);

export function StoppedBanner({ at, online }: StoppedProps) {
  const t = useTranslations('board');
  const stopped = useStopped({ at, online });
  if (!stopped) return null;
  return (
    <Banner kind="warning" title={t(online ? 'no-new-data' : 'reconnecting')}>
      {t.rich('old', { age: () => <Age at={at} /> })}
    </Banner>
  );
}

/** Not read out on each tick: the banner has said what matters. */
function Age({ at }: { at: number }) {
  const { briefly } = useFormats();
  // Whole seconds: tenths would flicker.
  const age = useTicking((now) => briefly(now - at, true));
  return (
    <span aria-live="off" className="figures">
      {age}
    </span>
  );
}
