'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { useToast } from '../../components/ui/toast.tsx';
import { signOut } from '../../lib/auth.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { WorkstationConnection } from './connection.ts';
import { maySignOut } from './view-model.ts';

/** Takes the agent out of their center first, then ends the session. A caller who was answered keeps the agent here. */
export function useSignOut(connection: WorkstationConnection | null, state: WorkstationState | null) {
  const t = useTranslations('workstation-shell');
  const errorWords = useErrorWords();
  const toast = useToast();
  return useCallback(async () => {
    try {
      if (state !== null && !maySignOut(state.status)) {
        toast({ kind: 'info', title: t('sign-out-later') });
        return;
      }
      await connection?.signOut();
    } catch (error) {
      toast({ kind: 'error', title: errorWords(error) });
      return;
    }
    await signOut();
  }, [connection, state, toast, t, errorWords]);
}
