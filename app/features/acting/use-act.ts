'use client';

import { useCallback, useState } from 'react';
import { useToast } from '../../components/ui/toast.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';

/** Does something at once and says in a toast that it is done, or why not. `run` answers whether it was done. */
export function useAct() {
  const toast = useToast();
  const errorWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (act: () => Promise<unknown>, done: string): Promise<boolean> => {
      setBusy(true);
      try {
        await act();
        toast({ kind: 'success', title: done });
        return true;
      } catch (error) {
        toast({ kind: 'error', title: errorWords(error) });
        return false;
      } finally {
        setBusy(false);
      }
    },
    [toast, errorWords],
  );
  return { run, busy };
}
