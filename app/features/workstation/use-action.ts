'use client';

import { useCallback, useRef, useState } from 'react';
import { useToast } from '../../components/ui/toast.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';

/** Runs one request at a time; what was refused is said in a toast. `run` answers whether it was done. */
export function useAction<Args extends unknown[]>(act: (...args: Args) => Promise<unknown>) {
  const toast = useToast();
  const errorWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const latest = useRef(act);
  latest.current = act;

  const run = useCallback(
    async (...args: Args): Promise<boolean> => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      try {
        await latest.current(...args);
        return true;
      } catch (error) {
        toast({ kind: 'error', title: errorWords(error) });
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [toast, errorWords],
  );
  return { run, busy };
}
