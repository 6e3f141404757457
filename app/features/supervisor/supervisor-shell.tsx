'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { AppHeader } from '../../components/ui/app-header.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { ToastProvider } from '../../components/ui/toast.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useMe } from '../../lib/use-me.ts';
import { AlertBar } from '../alerts/alert-bar.tsx';
import { AlertsProvider } from '../alerts/alerts-context.tsx';
import { ListeningDock } from '../listening/listening-dock.tsx';

/** The pages of the supervisors' room, in the order of the way between them. */
const PAGES = [
  { key: 'live', href: '/supervisor' },
  { key: 'wall', href: '/supervisor/wall' },
  { key: 'alerts', href: '/supervisor/alerts' },
  { key: 'reports', href: '/supervisor/reports' },
  { key: 'ratings', href: '/supervisor/ratings' },
  { key: 'planning', href: '/supervisor/planning' },
  { key: 'blocked', href: '/supervisor/blocked' },
  { key: 'audit', href: '/supervisor/audit' },
] as const;

interface SupervisorShellProps {
  title: string;
  /** While it is not known who is here. */
  skeleton: ReactNode;
  children: ReactNode;
}

/** Around all pages of the supervisors' room: who may be here, and the way between them. */
export function SupervisorShell({ title, skeleton, children }: SupervisorShellProps) {
  const t = useTranslations();
  const errorWords = useErrorWords();
  const me = useMe();
  const path = usePathname();
  const person = me.kind === 'signed-in' ? me.me : null;
  const nav = [
    ...PAGES.map(({ key, href }) => ({ href, label: t(`common.nav.${key}`), current: path === href })),
    ...(person?.role === 'administrator' ? [{ href: '/admin', label: t('common.nav.administration'), current: false }] : []),
  ];
  return (
    <ToastProvider>
      <AppHeader place={t('supervisor.place')} nav={nav} me={person} />
      <main className="mx-auto flex max-w-[100rem] flex-col gap-4 p-4">
        <h1 className="sr-only">{title}</h1>
        {me.kind === 'failed' ? (
          <ErrorState title={t('supervisor.not-opened')} message={errorWords(me.error)} onRetry={me.retry} />
        ) : person === null ? (
          skeleton
        ) : person.role === 'agent' ? (
          <ErrorState title={t('supervisor.for-supervisors')} message={t('supervisor.for-supervisors-hint')} />
        ) : (
          <AlertsProvider>
            <AlertBar />
            {children}
          </AlertsProvider>
        )}
      </main>
      {person !== null && person.role !== 'agent' && <ListeningDock />}
    </ToastProvider>
  );
}
