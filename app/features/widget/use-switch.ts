import { useState } from 'react';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useWords } from '../../lib/i18n/words.ts';
import type { MicrophoneProblem } from '../../lib/media/microphone.ts';
import type { Wish } from './call-session.ts';
import { microphoneAdvice } from './widget-words.ts';

export type SwitchTo = (what: Wish) => Promise<void>;

const PROBLEMS: readonly MicrophoneProblem[] = ['refused', 'missing', 'busy', 'unsupported'];

/** One press at a time; what keeps it from happening is said in words, and what goes on goes on. */
export function useSwitch(onSwitch: SwitchTo): { busy: boolean; problem: string | null; run: (what: Parameters<SwitchTo>[0]) => void } {
  const say = useWords();
  const errorWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = (what: Parameters<SwitchTo>[0]) => {
    setBusy(true);
    setProblem(null);
    onSwitch(what)
      .catch((error: unknown) => {
        const kind = microphoneProblemOf(error);
        setProblem(kind === null ? errorWords(error) : say(microphoneAdvice(kind).what));
      })
      .finally(() => setBusy(false));
  };
  return { busy, problem, run };
}

/** By its shape and not by its class, which comes with the code of the first call. */
function microphoneProblemOf(error: unknown): MicrophoneProblem | null {
  const kind = typeof error === 'object' && error !== null && 'kind' in error ? error.kind : null;
  return PROBLEMS.find((one) => one === kind) ?? null;
}
