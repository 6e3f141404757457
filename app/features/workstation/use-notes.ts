'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { WorkstationConnection } from './connection.ts';
import { NotesSaver } from './notes-saver.ts';
import type { Work } from './view-model.ts';

const keyOf = (callId: string) => `tandem-notes-${callId}`;

/** One call is written about at a time: the panel of the call hands its notes on to the wrap-up. */
const current = new WeakMap<WorkstationConnection, { callId: string; saver: NotesSaver }>();

function saverOf(connection: WorkstationConnection, callId: string, kept: string): NotesSaver {
  const known = current.get(connection);
  if (known?.callId === callId) return known.saver;
  const saver = new NotesSaver(kept, {
    save: (notes) => connection.saveNotes({ callId, notes }),
    draft: {
      read: () => attempt(() => sessionStorage.getItem(keyOf(callId))),
      write: (notes) =>
        void attempt(() => (notes === null ? sessionStorage.removeItem(keyOf(callId)) : sessionStorage.setItem(keyOf(callId), notes))),
    },
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  current.set(connection, { callId, saver });
  return saver;
}

/** Full or closed to us: the notes live as long as the page does, and on the server. */
function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}

/** The notes of the call in hand, saved as they are typed. `ready`: the center can be reached. */
export function useNotes(work: Work<'call'> | Work<'wrapup'>, ready: boolean, connection: WorkstationConnection) {
  const saver = saverOf(connection, work.callId, work.notes);
  const shown = useSyncExternalStore(saver.subscribe, saver.get, saver.get);
  useEffect(() => saver.said(work.notes), [saver, work.notes]);
  useEffect(() => {
    if (ready) saver.tryAgain();
  }, [saver, ready]);
  return { ...shown, setNotes: saver.type, forget: saver.finish };
}
export type NotesInHand = ReturnType<typeof useNotes>;
