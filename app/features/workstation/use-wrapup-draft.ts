'use client';

import { useCallback, useState } from 'react';
import { NO_DRAFT, readDraft, type WrapupDraft, writeDraft } from './wrapup-draft.ts';

/** Disposition and follow-up of a wrap-up while they are chosen. They outlive a reload, and are forgotten once it is finished. */
export function useWrapupDraft(callId: string) {
  const [draft, setDraft] = useState<WrapupDraft>(() =>
    typeof sessionStorage === 'undefined' ? NO_DRAFT : readDraft(sessionStorage, callId),
  );
  const change = useCallback(
    (changes: Partial<WrapupDraft>) =>
      setDraft((before) => {
        const after = { ...before, ...changes };
        writeDraft(sessionStorage, callId, after);
        return after;
      }),
    [callId],
  );
  const forget = useCallback(() => writeDraft(sessionStorage, callId, null), [callId]);
  return { draft, change, forget };
}
