'use client';

import { Headset } from 'lucide-react';
import Link from 'next/link';
import { homeOf } from '../../../server/protocol/me.ts';
import { AppHeader } from '../../components/ui/app-header.tsx';
import { buttonLook } from '../../components/ui/button.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { ToastProvider } from '../../components/ui/toast.tsx';
import { useMe } from '../../lib/use-me.ts';
import { ConnectingScreen } from './connecting-screen.tsx';
import { ShortcutProvider } from './shortcuts/use-shortcut.tsx';
import { Workstation } from './workstation.tsx';

export function WorkstationPage() {
  const me = useMe();
  switch (me.kind) {
    case 'loading':
    case 'signed-out':
      return <ConnectingScreen header={<AppHeader />} />;
    case 'failed':
      return (
        <>
          <AppHeader />
          <main>
            <ErrorState
              title={<h1>The workstation could not be opened</h1>}
              message={me.message}
              onRetry={me.retry}
              className="pt-[20vh]"
            />
          </main>
        </>
      );
    case 'signed-in': {
      const { centerId, role } = me.me;
      if (centerId !== null) {
        return (
          <ToastProvider>
            <ShortcutProvider>
              <Workstation me={me.me} centerId={centerId} />
            </ShortcutProvider>
          </ToastProvider>
        );
      }
      return (
        <>
          <AppHeader me={me.me} />
          <main>
            <EmptyState
              icon={Headset}
              title={<h1>This account has no workstation</h1>}
              className="pt-[20vh]"
              action={
                <Link href={homeOf(role)} className={buttonLook({ variant: 'primary' })}>
                  Go to your own page
                </Link>
              }
            >
              It belongs to no center. An administrator can put it into one.
            </EmptyState>
          </main>
        </>
      );
    }
  }
}
