import { MicOff } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import type { MicrophoneProblem } from '../../lib/media/microphone.ts';
import { microphoneAdvice } from './widget-words.ts';

interface MicrophoneProblemViewProps {
  problem: MicrophoneProblem;
  onRetry: () => void;
  onBack: () => void;
}

export function MicrophoneProblemView({ problem, onRetry, onBack }: MicrophoneProblemViewProps) {
  const t = useTranslations('widget');
  const say = useWords();
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
      <div className="grid grid-cols-2 gap-2">
        <Button size="lg" onClick={onBack}>
          {t('back')}
        </Button>
        <Button variant="primary" size="lg" onClick={onRetry}>
          {t('try-again')}
        </Button>
      </div>
    </>
  );
}
