'use client';

import { MessageSquare, Phone, PhoneOff, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { CountdownRing } from '../../components/ui/countdown-ring.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { CallerContext } from '../callers/caller-context.tsx';
import { identityOf } from '../callers/caller-identity.ts';
import { IdentityMark } from '../callers/identity-mark.tsx';
import type { WorkstationConnection } from './connection.ts';
import { ContactFacts } from './contact-facts.tsx';
import { InvitationText } from './invitation.tsx';
import { MicrophoneNotice } from './microphone-notice.tsx';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import { useAction } from './use-action.ts';
import { useRing } from './use-page-signs.ts';
import type { Softphone } from './use-softphone.ts';
import type { Work } from './view-model.ts';

interface OfferPanelProps {
  offer: Work<'offer'>;
  /** Above something else that is in sight: the focus stays where the agent is writing. */
  beside?: boolean;
  ready: boolean;
  connection: WorkstationConnection;
  phone: Softphone;
}

export function OfferPanel({ offer, beside = false, ready, connection, phone }: OfferPanelProps) {
  const t = useTranslations('workstation-call.offer');
  const texts = useTranslations('workstation-texts.offer');
  const keys = useTranslations('common.keys');
  const byText = offer.channel === 'text';
  const accepting = useAction(connection.accept);
  const declining = useAction(connection.decline);
  const [answered, setAnswered] = useState(false);
  useRing(!answered);

  const answer = async (act: () => Promise<boolean>) => {
    if (answered || !ready) return;
    setAnswered(true);
    if (!(await act())) setAnswered(false);
  };
  const accept = () =>
    void answer(async () => {
      if (!byText) phone.open(); // first thing, while the press still counts as the agent's own
      const done = await accepting.run(offer);
      if (!done && !byText) phone.letGo();
      return done;
    });
  const decline = () => void answer(() => declining.run(offer));
  useShortcut('accept', accept);
  useShortcut('decline', decline);

  // Who can't be heard had better decline: then that is the thing to do next.
  const unheard = !byText && phone.microphoneProblem !== null;
  const acceptButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!beside) acceptButton.current?.focus({ preventScroll: true });
  }, [beside]);

  return (
    <section
      aria-label={byText ? texts('region') : t('region')}
      className="flex animate-slide-up flex-col rounded-lg border-2 border-accent bg-surface p-6"
    >
      <p role="alert" className="sr-only">
        {byText
          ? texts('alert', { name: offer.caller.name, queue: offer.queueName })
          : t('alert', { name: offer.caller.name, queue: offer.queueName })}
      </p>
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <p className="font-medium text-accent text-sm">{byText ? texts('title') : t('title')}</p>
          <h2 className="mt-1 break-words font-semibold text-2xl">{offer.caller.name}</h2>
          <IdentityMark identity={identityOf(offer.caller, null)} name={offer.caller.name} className="mt-1" />
          <p className="mt-0.5 text-muted">
            {offer.queueName} · {t('waiting')} <Elapsed since={offer.enqueuedAt} />
          </p>
        </div>
        <CountdownRing from={offer.offeredAt} until={offer.expiresAt} label={t('seconds-left')} />
      </div>

      {offer.invitation !== null && <InvitationText invitation={offer.invitation} className="mt-6" />}
      <ContactFacts contact={offer} className="mt-6" />
      <CallerContext caller={offer.caller} className="mt-4 lg:hidden" />
      {!byText && <MicrophoneNotice phone={phone} moment="offer" className="mt-6" />}

      <div className="mt-8 grid gap-3 sm:grid-cols-2">
        <Button
          ref={acceptButton}
          data-urgent // a dialog that closes leaves the focus here
          variant={unheard ? 'secondary' : 'primary'}
          size="lg"
          className="h-14"
          disabled={!ready}
          busy={accepting.busy}
          onClick={accept}
        >
          {byText ? <MessageSquare aria-hidden /> : <Phone aria-hidden />}
          {t('accept')}
          <Key>{keys('enter')}</Key>
        </Button>
        <Button
          variant={unheard ? 'primary' : 'secondary'}
          size="lg"
          className="h-14"
          disabled={!ready}
          busy={declining.busy}
          onClick={decline}
        >
          {byText ? <X aria-hidden /> : <PhoneOff aria-hidden />}
          {t('decline')}
          <Key>{keys('escape')}</Key>
        </Button>
      </div>
    </section>
  );
}

function Key({ children }: { children: string }) {
  return (
    <kbd aria-hidden className="ml-1 rounded-sm border border-current/40 px-1 font-sans text-2xs opacity-80 max-lg:hidden">
      {children}
    </kbd>
  );
}
