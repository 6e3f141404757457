'use client';

import { Music, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Elapsed } from '../../components/ui/time.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { holdView } from './hold-view.ts';

interface HoldProps {
  callerName: string;
  since: number;
}

function useHold({ callerName, since }: HoldProps) {
  const say = useWords();
  const view = (now: number) => holdView(callerName, since, now);
  return {
    long: useTicking((now) => view(now).long),
    advice: useTicking((now) => say(view(now).advice)),
    line: useTicking((now) => say(view(now).line)),
  };
}

/** How long the caller has been on hold; from a minute on it says so, since waiting is longer for who waits. */
export function HoldBand(props: HoldProps) {
  const t = useTranslations('workstation-call.hold');
  const { long, advice } = useHold(props);
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
        <p className="font-medium">{t('title', { name: props.callerName })}</p>
        <p className="text-ink text-sm">{advice}</p>
      </div>
      <Elapsed since={props.since} className="font-semibold text-xl" />
    </div>
  );
}

/** The same in one line: the caller on hold, while the agents talk without them. */
export function HeldLine(props: HoldProps) {
  const { long, line } = useHold(props);
  return (
    <p className={cn('flex flex-wrap items-baseline gap-x-2', long && 'text-not-ready')}>
      <span role="status">{line}</span>
      <Elapsed since={props.since} className="font-medium" />
    </p>
  );
}
