'use client';

import { CalendarClock, CheckCircle2, MessageSquare, Phone, PhoneIncoming } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CallKey } from '../../../server/protocol/widget.ts';
import { Button } from '../../components/ui/button.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { later } from '../../lib/later.tsx';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import { RatingForm } from './after/rating-form.tsx';
import { SaveTranscript } from './after/save-transcript.tsx';
import { MessageForm } from './message-form.tsx';
import { messageKind } from './message-kind.ts';
import { useFocusOnChange } from './use-focus-on-change.ts';
import type { Ending, Instead } from './widget-machine.ts';
import { endingReason } from './widget-words.ts';

const BookingForm = later(() => import('../callback/booking-form.tsx').then((module) => module.BookingForm));

type Step = 'told' | 'writing' | 'booking' | 'sent';
/** What the caller has left the line for comes at once. */
const STEPS: Record<Instead, Step> = { message: 'writing', callback: 'booking' };

interface EndedViewProps {
  callKey: CallKey;
  ending: Ending;
  /** What the caller has told of themselves already. */
  known: { name: string; email: string };
  /** What was written in it. */
  chat: TextChat | null;
  onCallAgain: () => void;
}

/** The end of a call, and the way on: another call, or a message where the queue could not take this one. */
export function EndedView({ callKey, ending, known, chat, onCallAgain }: EndedViewProps) {
  const t = useTranslations('widget.ended');
  const booking = useTranslations('callbacks.offer');
  const say = useWords();
  const [step, setStep] = useState<Step>(ending.wants === undefined ? 'told' : STEPS[ending.wants]);
  const view = useFocusOnChange(step);
  const reason = endingReason(ending);
  const kind = messageKind(ending);
  const offered = ending.wayOn !== null && kind !== null;
  // Who is to be called back may say when; so may who did not want to wait.
  const mayBook = kind === 'callback' || (kind === 'message' && ending.wayOn === null);

  if (mayBook && step === 'booking') return <BookingForm callKey={callKey} known={known} onBack={() => setStep('told')} />;
  if (kind !== null && step === 'writing')
    return <MessageForm kind={kind} callKey={callKey} known={known} onSent={() => setStep('sent')} onBack={() => setStep('told')} />;
  return (
    <div ref={view} tabIndex={-1} className="flex flex-col gap-4 outline-none">
      {kind !== null && step === 'sent' ? (
        <div className="flex min-h-24 flex-col items-center justify-center gap-2 text-center">
          <CheckCircle2 aria-hidden className="size-8 text-available" />
          <p className="font-medium">{t(kind === 'callback' ? 'callback-sent' : 'message-sent')}</p>
        </div>
      ) : (
        <>
          {reason !== null && <p className="text-balance text-center text-muted">{say(reason)}</p>}
          {kind !== null && (
            <Button variant={offered ? 'primary' : 'secondary'} size="lg" onClick={() => setStep('writing')}>
              {kind === 'callback' ? <PhoneIncoming aria-hidden /> : <MessageSquare aria-hidden />}
              {t(kind === 'callback' ? 'callback' : 'message')}
            </Button>
          )}
          {mayBook && (
            <Button size="lg" onClick={() => setStep('booking')}>
              <CalendarClock aria-hidden />
              {booking('button')}
            </Button>
          )}
        </>
      )}
      {mayRate(ending) && <RatingForm callKey={callKey} />}
      {chat !== null && <SaveTranscript chat={chat} />}
      <Button variant={offered || mayRate(ending) ? 'secondary' : 'primary'} size="lg" onClick={onCallAgain}>
        <Phone aria-hidden />
        {t('again')}
      </Button>
    </div>
  );
}

/** Who has talked or written with an agent. Of a call that was found gone it is not known how long. */
const mayRate = ({ agentName, talkMs, reason }: Ending): boolean => agentName !== null && (talkMs > 0 || reason === 'gone');
