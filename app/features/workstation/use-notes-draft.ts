'use client';

import { useCallback, useState } from 'react';

const keyOf = (callId: string) => `tandem-notes-${callId}`;

function read(callId: string): string {
  try {
    return sessionStorage.getItem(keyOf(callId)) ?? '';
  } catch {
    return '';
  }
}

function write(callId: string, notes: string): void {
  try {
    if (notes === '') sessionStorage.removeItem(keyOf(callId));
    else sessionStorage.setItem(keyOf(callId), notes);
  } catch {
    // Full or closed to us: the notes live as long as the page does.
  }
}

/** The notes of a call while they are written. They outlive a reload and are forgotten once the call is finished. */
export function useNotesDraft(callId: string) {
  const [draft, setDraft] = useState(() => ({ callId, notes: read(callId) }));
  const notes = draft.callId === callId ? draft.notes : read(callId);
  const setNotes = useCallback(
    (next: string) => {
      setDraft({ callId, notes: next });
      write(callId, next);
    },
    [callId],
  );
  const forget = useCallback(() => write(callId, ''), [callId]);
  return { notes, setNotes, forget };
}
