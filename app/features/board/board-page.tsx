'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { Banner } from '../../components/ui/banner.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { ClockProvider } from '../../lib/clock.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { ActingProvider } from '../acting/acting.tsx';
import { SupervisorShell } from '../supervisor/supervisor-shell.tsx';
import { scopeOfView } from './board-address.ts';
import { BoardContent } from './board-content.tsx';
import { BoardSkeleton } from './board-skeleton.tsx';
import { useBoard } from './use-board.ts';
import { useBoardView } from './use-board-view.ts';

export function BoardPage() {
  const t = useTranslations('board');
  return (
    <SupervisorShell title={t('title')} skeleton={<BoardSkeleton />}>
      <ActingProvider>
        <LiveBoard />
      </ActingProvider>
    </SupervisorShell>
  );
}

function LiveBoard() {
  const t = useTranslations('board');
  const errorWords = useErrorWords();
  const [view, setView] = useBoardView();
  const { state, clock } = useBoard(useMemo(() => scopeOfView(view), [view]));
  return (
    <ClockProvider value={clock}>
      {state.kind === 'refused' && <ErrorState title={t('closed-to-you')} message={errorWords(state.error)} />}
      {state.kind === 'loading' && (
        <>
          {!state.online && (
            <Banner kind="warning" title={t('reconnecting')}>
              {t('reconnecting-hint')}
            </Banner>
          )}
          <BoardSkeleton />
        </>
      )}
      {state.kind === 'shown' && <BoardContent board={state.board} online={state.online} view={view} setView={setView} />}
    </ClockProvider>
  );
}
