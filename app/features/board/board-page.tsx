'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { AppHeader } from '../../components/ui/app-header.tsx';
import { Banner } from '../../components/ui/banner.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { ToastProvider } from '../../components/ui/toast.tsx';
import { ClockProvider } from '../../lib/clock.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { type MeState, useMe } from '../../lib/use-me.ts';
import { BoardContent } from './board-content.tsx';
import { BoardSkeleton } from './board-skeleton.tsx';
import { useBoard } from './use-board.ts';

export function BoardPage() {
  const t = useTranslations('board');
  const errorWords = useErrorWords();
  const me = useMe();
  return (
    <Frame me={me}>
      {me.kind === 'failed' ? (
        <ErrorState title={t('not-opened')} message={errorWords(me.error)} onRetry={me.retry} />
      ) : me.kind === 'signed-in' ? (
        me.me.role === 'agent' ? (
          <ErrorState title={t('for-supervisors')} message={t('for-supervisors-hint')} />
        ) : (
          <LiveBoard />
        )
      ) : (
        <BoardSkeleton />
      )}
    </Frame>
  );
}

function Frame({ me, children }: { me: MeState; children: ReactNode }) {
  const t = useTranslations();
  const person = me.kind === 'signed-in' ? me.me : null;
  const nav = [
    { href: '/supervisor', label: t('common.nav.live'), current: true },
    ...(person?.role === 'administrator' ? [{ href: '/admin', label: t('common.nav.administration'), current: false }] : []),
  ];
  return (
    <ToastProvider>
      <AppHeader place={t('board.place')} nav={nav} me={person} />
      <main className="mx-auto flex max-w-[100rem] flex-col gap-4 p-4">
        <h1 className="sr-only">{t('board.title')}</h1>
        {children}
      </main>
    </ToastProvider>
  );
}

function LiveBoard() {
  const t = useTranslations('board');
  const errorWords = useErrorWords();
  const { state, clock } = useBoard();
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
      {state.kind === 'shown' && <BoardContent board={state.board} online={state.online} />}
    </ClockProvider>
  );
}
