'use client';

import { CalendarClock, CalendarX, Phone } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CallbackEnd, CallbackView } from '../../../server/protocol/callbacks.ts';
import { exhausted } from '../../../server/protocol/codes.ts';
import type { CallKey } from '../../../server/protocol/widget.ts';
import { Button } from '../../components/ui/button.tsx';
import { ButtonRow } from '../../components/ui/button-row.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { Remaining } from '../../components/ui/time.tsx';
import type { ServerClock } from '../../lib/clock.ts';
import { wireErrorOf } from '../../lib/failure.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { LOCALE_TAGS } from '../../lib/i18n/locale-tags.ts';
import { useLanguage } from '../../lib/i18n/translations.tsx';
import { Notice } from '../widget/notice.tsx';
import { CalendarButton } from './calendar-button.tsx';
import { MicrophoneCheck } from './microphone-check.tsx';
import { MoveForm } from './move-form.tsx';
import { momentIn, ownTimeZone, zoneName } from './slots-view.ts';
import { useCallback } from './use-callback.ts';

interface ArrivalProps {
  token: string;
  clock: ServerClock;
  /** It is time: this is the call. */
  onJoined: (key: CallKey) => void;
}

/** Before the call of a link: when it is, the microphone, another time, or none. */
export function Arrival({ token, clock, onJoined }: ArrivalProps) {
  const t = useTranslations('callbacks');
  const errorWords = useErrorWords();
  const callback = useCallback(token, { clock, onJoined });
  const [failure, setFailure] = useState<string | null>(null);
  const { answer } = callback;
  const attempt = (act: () => Promise<unknown>) => {
    setFailure(null);
    act().catch((error: unknown) => {
      setFailure(errorWords(error));
      void callback.look();
    });
  };
  if (answer.kind === 'loading') return <Skeleton className="h-40" />;
  if (answer.kind === 'failed')
    return (
      <ErrorState
        title={<h2>{t('no-such')}</h2>}
        message={errorWords(answer.error)}
        {...(wireErrorOf(answer.error).code !== 'not-found' && { onRetry: () => void callback.look() })}
      />
    );
  const { view } = answer;
  return (
    <>
      {failure !== null && <Notice kind="error" title={failure} />}
      <Standing view={view} link={`${window.location.origin}/call/${token}`} />
      {(view.state.kind === 'open' || view.state.kind === 'due') && (
        <Button variant="primary" size="lg" busy={callback.joining} onClick={() => attempt(callback.join)}>
          <Phone aria-hidden />
          {t(view.state.kind === 'due' ? 'join' : 'call-now')}
        </Button>
      )}
      {view.state.kind !== 'over' && <MicrophoneCheck />}
      {view.state.kind === 'booked' && (
        <Changes fetchSlots={callback.fetchSlots} onMove={callback.move} onCancel={() => attempt(callback.cancel)} />
      )}
    </>
  );
}

function Standing({ view, link }: { view: CallbackView; link: string }) {
  const t = useTranslations('callbacks');
  const tag = LOCALE_TAGS[useLanguage().locale];
  const { state, queueName, agentName } = view;
  // Where the customer is now: they may have booked elsewhere.
  const timeZone = ownTimeZone();
  switch (state.kind) {
    case 'booked':
      return (
        <div className="flex flex-col items-center gap-2 py-2 text-center">
          <h2 className="font-medium">{t('with', { queue: queueName })}</h2>
          <p className="font-semibold text-lg">{momentIn(state.slotAt, { tag, timeZone })}</p>
          <p className="text-muted text-sm">{zoneName(timeZone)}</p>
          <p className="text-balance text-sm">
            {t.rich('begins-in', { time: () => <Remaining until={state.slotAt} className="font-medium" /> })}
          </p>
          <CalendarButton slotAt={state.slotAt} slotMs={state.slotMs} queueName={queueName} link={link} />
        </div>
      );
    case 'open':
      return (
        <div className="flex flex-col items-center gap-2 py-2 text-center">
          <h2 className="font-medium">{agentName === null ? t('open', { queue: queueName }) : t('open-agent', { name: agentName })}</h2>
          <p className="text-balance text-muted text-sm">{t('open-until', { time: momentIn(state.until, { tag, timeZone }) })}</p>
        </div>
      );
    case 'due':
      return (
        <div className="flex flex-col items-center gap-2 py-2 text-center">
          <h2 className="font-semibold text-lg">{t('turn')}</h2>
          <p className="text-balance text-muted">{t('turn-text')}</p>
        </div>
      );
    case 'over':
      return <Over how={state.how} />;
    default:
      return exhausted(state);
  }
}

function Over({ how }: { how: CallbackEnd }) {
  const t = useTranslations('callbacks');
  return (
    <div className="flex flex-col items-center gap-2 py-6 text-center">
      <CalendarX aria-hidden className="size-8 text-muted" />
      <h2 className="font-medium">{t(`over.${how}`)}</h2>
      {how !== 'met' && <p className="text-balance text-muted text-sm">{t('over.again')}</p>}
    </div>
  );
}

function Changes({
  fetchSlots,
  onMove,
  onCancel,
}: Pick<Parameters<typeof MoveForm>[0], 'fetchSlots' | 'onMove'> & { onCancel: () => void }) {
  const t = useTranslations('callbacks');
  const [open, setOpen] = useState<'none' | 'move' | 'cancel'>('none');
  if (open === 'move') return <MoveForm fetchSlots={fetchSlots} onMove={onMove} onClose={() => setOpen('none')} />;
  if (open === 'cancel') {
    return (
      <section aria-label={t('cancel')} className="flex flex-col gap-2 rounded-lg bg-sunken px-3 py-3">
        <p className="text-center text-sm">{t('cancel-sure')}</p>
        <ButtonRow>
          <Button autoFocus onClick={() => setOpen('none')}>
            {t('keep')}
          </Button>
          <Button variant="danger" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </ButtonRow>
      </section>
    );
  }
  return (
    <ButtonRow>
      <Button variant="quiet" onClick={() => setOpen('move')}>
        <CalendarClock aria-hidden />
        {t('move')}
      </Button>
      <Button variant="quiet" onClick={() => setOpen('cancel')}>
        <CalendarX aria-hidden />
        {t('cancel')}
      </Button>
    </ButtonRow>
  );
}
