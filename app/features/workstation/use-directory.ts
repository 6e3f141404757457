'use client';

import { useCallback, useEffect, useState } from 'react';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { WorkstationConnection } from './connection.ts';
import { refreshed, rowsOf, type TargetRow } from './transfer-view.ts';

const EVERY_MS = 2_000;

export type DirectoryView =
  | { kind: 'loading' }
  | { kind: 'failed'; message: string }
  /** `stale`: the last question was not answered; what is shown may have changed. */
  | { kind: 'loaded'; rows: readonly TargetRow[]; stale: boolean };

/** Where the call can go, asked for again every two seconds for as long as the list is open. */
export function useDirectory(connection: Pick<WorkstationConnection, 'directory'>, callId: string) {
  const [view, setView] = useState<DirectoryView>({ kind: 'loading' });
  const errorWords = useErrorWords();

  const ask = useCallback(
    () =>
      connection.directory(callId).then(
        (directory) => {
          const now = rowsOf(directory);
          setView((before) => ({ kind: 'loaded', rows: before.kind === 'loaded' ? refreshed(before.rows, now) : now, stale: false }));
        },
        (error: unknown) =>
          setView((before) => (before.kind === 'loaded' ? { ...before, stale: true } : { kind: 'failed', message: errorWords(error) })),
      ),
    [connection, callId, errorWords],
  );

  useEffect(() => {
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The next question when the last has been answered: a slow line is not asked faster than it answers.
    const round = () =>
      void ask().then(() => {
        if (!left) timer = setTimeout(round, EVERY_MS);
      });
    round();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [ask]);

  return { view, ask };
}
