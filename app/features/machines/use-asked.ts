'use client';

import { useState } from 'react';
import { useErrorWords } from '../../lib/i18n/error-words.ts';

/** Does what a dialog asks about: busy meanwhile, and open with what went wrong when it did. */
export function useAsked(act: () => Promise<void>) {
  const errorWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const confirm = () => {
    setBusy(true);
    setFailure(null);
    act().catch((error: unknown) => {
      setFailure(errorWords(error));
      setBusy(false);
    });
  };
  return { busy, failure, confirm };
}
