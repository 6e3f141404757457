'use client';

import type { ReactNode } from 'react';
import { AppHeader } from '../../components/ui/app-header.tsx';
import { Banner } from '../../components/ui/banner.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { ToastProvider } from '../../components/ui/toast.tsx';
import { ClockProvider } from '../../lib/clock.ts';
import { type MeState, useMe } from '../../lib/use-me.ts';
import { BoardContent } from './board-content.tsx';
import { BoardSkeleton } from './board-skeleton.tsx';
import { useBoard } from './use-board.ts';

export function BoardPage() {
  const me = useMe();
  return (
    <Frame me={me}>
      {me.kind === 'failed' ? (
        <ErrorState title="The board could not be opened" message={me.message} onRetry={me.retry} />
      ) : me.kind === 'signed-in' ? (
        me.me.role === 'agent' ? (
          <ErrorState
            title="This page is for supervisors"
            message="Your account is an agent’s. Ask an administrator if you need the board."
          />
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
  const person = me.kind === 'signed-in' ? me.me : null;
  const nav = [
    { href: '/supervisor', label: 'Live', current: true },
    ...(person?.role === 'administrator' ? [{ href: '/admin', label: 'Administration', current: false }] : []),
  ];
  return (
    <ToastProvider>
      <AppHeader place="Supervisor" nav={nav} me={person} />
      <main className="mx-auto flex max-w-[100rem] flex-col gap-4 p-4">
        <h1 className="sr-only">Live board</h1>
        {children}
      </main>
    </ToastProvider>
  );
}

function LiveBoard() {
  const { state, clock } = useBoard();
  return (
    <ClockProvider value={clock}>
      {state.kind === 'refused' && <ErrorState title="The board is closed to you" message={state.message} />}
      {state.kind === 'loading' && (
        <>
          {!state.online && (
            <Banner kind="warning" title="Reconnecting">
              The routing server can’t be reached yet. This page tries again by itself.
            </Banner>
          )}
          <BoardSkeleton />
        </>
      )}
      {state.kind === 'shown' && <BoardContent board={state.board} online={state.online} />}
    </ClockProvider>
  );
}
