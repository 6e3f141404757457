'use client';

import { Music, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Elapsed } from '../../components/ui/time.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { LONG_HOLD_MS } from './parties-view.ts';

/** How long the caller has been on hold; from a minute on it says so, since waiting is longer for who waits. */
export function HoldBand({ callerName, since }: { callerName: string; since: number }) {
  const t = useTranslations('workstation-call.hold');
  const long = useTicking((now) => now - since >= LONG_HOLD_MS);
  const Icon = long ? TriangleAlert : Music;
  return (
    <div
      className={cn(
        'flex items-start gap-3 rounded-lg px-4 py-2.5',
        long ? 'bg-not-ready-soft text-not-ready' : 'bg-on-call-soft text-on-call',
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div role="status" className="min-w-0 flex-1">
        <p className="font-medium">{t('title', { name: callerName })}</p>
        <p className="text-ink text-sm">{long ? t('long') : t('text')}</p>
      </div>
      <Elapsed since={since} className="font-semibold text-xl" />
    </div>
  );
}

/** The caller on hold, while the agents talk without them. */
export function HeldLine({ callerName, since }: { callerName: string; since: number }) {
  const t = useTranslations('workstation-call.hold');
  const long = useTicking((now) => now - since >= LONG_HOLD_MS);
  return (
    <p className={cn('flex flex-wrap items-baseline gap-x-2', long && 'text-not-ready')}>
      <span role="status">{long ? t('still', { name: callerName }) : t('title', { name: callerName })}</span>
      <Elapsed since={since} className="font-medium" />
    </p>
  );
}
