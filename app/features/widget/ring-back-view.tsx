import { BellRing, Phone, PhoneIncoming, PhoneOff, Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import { Button } from '../../components/ui/button.tsx';
import { ButtonRow } from '../../components/ui/button-row.tsx';
import { useRemainingSeconds } from '../../lib/clock.ts';
import { Notice } from './notice.tsx';
import { useSwitch } from './use-switch.ts';
import { useTabRing } from './use-tab-ring.ts';

type RingBack = NonNullable<Extract<WidgetPhase, { kind: 'waiting' }>['ringBack']>;

interface RingBackViewProps {
  ringBack: RingBack;
  online: boolean;
  origin: string | null;
  onComeBack: () => Promise<void>;
  onHangUp: () => void;
}

/** The place is kept and the microphone is off; then the tab rings, with the button to answer in focus. */
export function RingBackView({ ringBack, online, origin, onComeBack, onHangUp }: RingBackViewProps) {
  const t = useTranslations('widget-waiting.ring-back');
  const widget = useTranslations('widget');
  const texts = useTranslations('widget-texts');
  const { busy, problem, run } = useSwitch(onComeBack);
  const rings = ringBack.kind === 'rung';
  const answer = useRef<HTMLButtonElement>(null);
  useTabRing(rings ? { title: t('title') } : null, origin);
  useEffect(() => {
    if (rings) answer.current?.focus();
  }, [rings]);
  return (
    <>
      {!online && (
        <Notice kind="offline" title={widget('call.reconnecting')}>
          {widget('call.place-kept')}
        </Notice>
      )}
      <div className="flex min-h-40 flex-col items-center justify-center gap-2 text-center">
        <span className="grid size-20 place-items-center rounded-full bg-accent-soft text-accent-ink">
          {rings ? <BellRing aria-hidden className="size-8" /> : <PhoneIncoming aria-hidden className="size-8" />}
        </span>
        <p className="font-medium">{t(rings ? 'rings' : 'kept')}</p>
        <p className="text-balance text-muted text-sm">
          {rings ? <Countdown until={ringBack.until} /> : t(ringBack.missed > 0 ? 'missed' : 'kept-hint')}
        </p>
      </div>
      {problem !== null && (
        <Notice kind="error" title={texts('not-switched')}>
          {problem}
        </Notice>
      )}
      <ButtonRow>
        <Button size="lg" onClick={onHangUp}>
          <PhoneOff aria-hidden />
          {t('leave')}
        </Button>
        <Button ref={answer} variant={rings ? 'primary' : 'secondary'} size="lg" busy={busy} onClick={() => run('voice')}>
          {rings ? <Phone aria-hidden /> : <Undo2 aria-hidden />}
          {t(rings ? 'answer' : 'here')}
        </Button>
      </ButtonRow>
    </>
  );
}

function Countdown({ until }: { until: number }) {
  const t = useTranslations('widget-waiting.ring-back');
  return t('rings-hint', { seconds: useRemainingSeconds(until) });
}

/** While one waits: to be rung in this tab instead. */
export function RingBackOffer({ onWant }: { onWant: () => Promise<void> }) {
  const t = useTranslations('widget-waiting.ring-back');
  const texts = useTranslations('widget-texts');
  const { busy, problem, run } = useSwitch(onWant);
  const want = () => {
    // In the press itself: later on browsers let nothing sound and ask nothing.
    void import('./tab-ring.ts').then(({ prepareTabRing }) => prepareTabRing());
    run('voice');
  };
  return (
    <section aria-label={t('button')} className="flex flex-col gap-1">
      <Button variant="quiet" className="w-full" busy={busy} onClick={want}>
        <PhoneIncoming aria-hidden />
        {t('button')}
      </Button>
      <p className="text-balance text-center text-muted text-xs">{t('hint')}</p>
      {problem !== null && (
        <Notice kind="error" title={texts('not-switched')}>
          {problem}
        </Notice>
      )}
    </section>
  );
}
