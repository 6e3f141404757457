'use client';

import { useCallback } from 'react';
import { LeftMessages } from '../../../server/protocol/messages.ts';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { usePolled } from './use-polled.ts';

const EVERY_MS = 5000;

export type MessageList = ReturnType<typeof useMessages>;

/** The callers' messages, looked up every few seconds, and the one thing that is done with them. */
export function useMessages() {
  const errorWords = useErrorWords();
  const toast = useToast();
  const { polled, reload } = usePolled('/api/messages', LeftMessages, { everyMs: EVERY_MS });
  const done = useCallback(
    (id: string) => {
      api(`/api/messages/${encodeURIComponent(id)}/done`, { method: 'POST' }).then(reload, (error: unknown) =>
        toast({ kind: 'error', title: errorWords(error) }),
      );
    },
    [reload, toast, errorWords],
  );
  return { polled, reload, done };
}
