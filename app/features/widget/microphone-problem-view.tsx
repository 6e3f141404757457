import { MessageSquareText, MicOff } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { ButtonRow } from '../../components/ui/button-row.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import type { MicrophoneProblem } from '../../lib/media/microphone.ts';
import { type LeaveWord, WordButtons } from './before-call.tsx';
import { useOutlook } from './use-outlook.ts';
import { microphoneAdvice } from './widget-words.ts';

interface MicrophoneProblemViewProps {
  problem: MicrophoneProblem;
  /** Of a call that has not begun; null: of one that goes on, and has no other way. */
  queueId: string | null;
  onWayOn: (how: 'text' | LeaveWord) => void;
  onRetry: () => void;
  onBack: () => void;
}

export function MicrophoneProblemView({ problem, queueId, onWayOn, onRetry, onBack }: MicrophoneProblemViewProps) {
  const t = useTranslations('widget');
  const ways = useTranslations('widget-waiting.ways');
  const say = useWords();
  const outlook = useOutlook(queueId ?? '');
  const { title, what, steps } = microphoneAdvice(problem);
  return (
    <>
      <div role="alert" className="flex flex-col items-center gap-3 text-center">
        <span aria-hidden className="grid size-16 place-items-center rounded-full bg-missed-soft text-missed">
          <MicOff className="size-7" />
        </span>
        <h2 className="text-balance font-semibold text-lg">{say(title)}</h2>
        <p className="text-balance text-muted">{say(what)}</p>
      </div>
      <ol className="flex flex-col gap-2 rounded-lg bg-sunken px-4 py-3">
        {steps.map((step, index) => (
          <li key={step.key} className="flex gap-3">
            <span aria-hidden className="figures font-semibold text-accent-ink">
              {index + 1}
            </span>
            {say(step)}
          </li>
        ))}
      </ol>
      <ButtonRow>
        <Button size="lg" onClick={onBack}>
          {t('back')}
        </Button>
        <Button variant="primary" size="lg" onClick={onRetry}>
          {t('try-again')}
        </Button>
      </ButtonRow>
      {queueId !== null && (
        <section aria-label={ways('title')} className="flex flex-col gap-2">
          {outlook?.takesTexts && (
            <Button size="lg" onClick={() => onWayOn('text')}>
              <MessageSquareText aria-hidden />
              {ways('write')}
            </Button>
          )}
          <WordButtons outlook={outlook} onLeaveWord={onWayOn} />
        </section>
      )}
    </>
  );
}
