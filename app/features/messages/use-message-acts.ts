'use client';

import { useCallback, useState } from 'react';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';

export type MessageAct = 'take' | 'release' | 'done';

/** What is done with a message. What is refused is told, and the list is read anew either way. */
export function useMessageActs(reload: () => void) {
  const errorWords = useErrorWords();
  const toast = useToast();
  const [busy, setBusy] = useState<string | null>(null);
  const run = useCallback(
    async (id: string, request: () => Promise<unknown>): Promise<boolean> => {
      setBusy(id);
      try {
        await request();
        return true;
      } catch (error) {
        toast({ kind: 'error', title: errorWords(error) });
        return false;
      } finally {
        setBusy(null);
        reload();
      }
    },
    [reload, toast, errorWords],
  );
  const at = (id: string, what: string) => `/api/messages/${encodeURIComponent(id)}/${what}` as const;
  return {
    busy,
    act: (id: string, what: MessageAct) => void run(id, () => api(at(id, what), { method: 'POST' })),
    setNotes: (id: string, notes: string) => run(id, () => api(at(id, 'notes'), { method: 'PUT', body: { notes } })),
  };
}
