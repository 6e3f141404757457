'use client';

import { useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import type { BoardScope } from '../../../server/protocol/board.ts';
import { ErrorState } from '../../components/ui/states.tsx';
import { ClockProvider } from '../../lib/clock.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useMe } from '../../lib/use-me.ts';
import { AlertsProvider } from '../alerts/alerts-context.tsx';
import { WallAlerts } from '../alerts/wall-alerts.tsx';
import { useBoard } from '../board/use-board.ts';
import { Wall } from './wall.tsx';

/** A screen on the wall: nothing to press, dark, and as large as there is room for. `?queue=…` shows one queue alone. */
export function WallPage() {
  const t = useTranslations('wall');
  const me = useMe();
  useEffect(dark, []);
  return (
    <main className="flex h-dvh flex-col overflow-hidden bg-canvas text-ink leading-tight">
      <h1 className="sr-only">{t('title')}</h1>
      {me.kind === 'signed-in' && me.me.role !== 'agent' ? (
        <AlertsProvider>
          <WallAlerts />
          <LiveWall />
        </AlertsProvider>
      ) : (
        <Loading />
      )}
    </main>
  );
}

/** Whatever the theme that somebody has chosen for their own screen; it holds again on other pages. */
function dark(): () => void {
  const { dataset } = document.documentElement;
  const before = dataset.theme;
  dataset.theme = 'dark';
  return () => {
    if (before === undefined) delete dataset.theme;
    else dataset.theme = before;
  };
}

function LiveWall() {
  const t = useTranslations();
  const errorWords = useErrorWords();
  const scope = useMemo<BoardScope>(() => {
    const query = new URLSearchParams(window.location.search);
    return { sections: ['queues'], centerIds: null, queueId: query.get('queue') || null };
  }, []);
  const { state, clock } = useBoard(scope);
  return (
    <ClockProvider value={clock}>
      {state.kind === 'refused' && <ErrorState title={t('board.closed-to-you')} message={errorWords(state.error)} />}
      {state.kind === 'loading' && <Loading online={state.online} />}
      {state.kind === 'shown' && <Wall board={state.board} online={state.online} />}
    </ClockProvider>
  );
}

function Loading({ online = true }: { online?: boolean }) {
  const t = useTranslations();
  return (
    <p role="status" className="m-auto text-4xl text-muted">
      {t(online ? 'board.loading' : 'board.reconnecting-hint')}
    </p>
  );
}
