'use client';

import { Headset } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import { homeOf } from '../../../server/protocol/me.ts';
import { AppHeader } from '../../components/ui/app-header.tsx';
import { buttonLook } from '../../components/ui/button.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { ToastProvider } from '../../components/ui/toast.tsx';
import { useMe } from '../../lib/use-me.ts';
import { Connecting } from './connecting.tsx';
import { ShortcutProvider } from './shortcuts/use-shortcut.tsx';
import { Workstation } from './workstation.tsx';

export function WorkstationPage() {
  const t = useTranslations('workstation-shell');
  const me = useMe();
  switch (me.kind) {
    case 'loading':
    case 'signed-out':
      return (
        <div className="flex min-h-dvh flex-col">
          <AppHeader />
          <Connecting />
        </div>
      );
    case 'failed':
      return (
        <>
          <AppHeader />
          <main>
            <ErrorState title={<h1>{t('failed.title')}</h1>} message={me.message} onRetry={me.retry} className="pt-[20vh]" />
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
              title={<h1>{t('no-center.title')}</h1>}
              className="pt-[20vh]"
              action={
                <Link href={homeOf(role)} className={buttonLook({ variant: 'primary' })}>
                  {t('no-center.go')}
                </Link>
              }
            >
              {t('no-center.text')}
            </EmptyState>
          </main>
        </>
      );
    }
  }
}
