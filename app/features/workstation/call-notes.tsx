'use client';

import type { WorkstationConnection } from './connection.ts';
import { NotesField } from './notes-field.tsx';
import { useNotes } from './use-notes.ts';
import type { Work } from './view-model.ts';

/** Written while talking; the wrap-up goes on with them. */
export function CallNotes({ call, ready, connection }: { call: Work<'call'>; ready: boolean; connection: WorkstationConnection }) {
  return <NotesField notes={useNotes(call, ready, connection)} className="h-40" />;
}
