'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { AppHeader } from '../../components/ui/app-header.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { ToastProvider } from '../../components/ui/toast.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useMe } from '../../lib/use-me.ts';
import { ListSkeleton } from './list-skeleton.tsx';

const PAGES = ['people', 'skills', 'queues', 'centers', 'widget', 'integrations', 'machines', 'system'] as const;

/** Around all pages of the administration: who may be here, and the way between them. */
export function AdminShell({ children }: { children: ReactNode }) {
  const t = useTranslations();
  const errorWords = useErrorWords();
  const me = useMe();
  const path = usePathname();
  const person = me.kind === 'signed-in' ? me.me : null;
  const nav = [
    ...PAGES.map((page) => ({ href: `/admin/${page}`, label: t(`admin.nav.${page}`), current: `${path}/`.startsWith(`/admin/${page}/`) })),
    { href: '/supervisor', label: t('common.nav.live'), current: false },
  ];
  return (
    <ToastProvider>
      <AppHeader place={t('admin.place')} nav={nav} me={person} />
      <main className="mx-auto flex max-w-6xl flex-col gap-4 p-4">
        {me.kind === 'failed' ? (
          <ErrorState message={errorWords(me.error)} onRetry={me.retry} />
        ) : person === null ? (
          <ListSkeleton />
        ) : person.role === 'administrator' ? (
          children
        ) : (
          <ErrorState title={t('admin.for-administrators')} message={t('admin.for-administrators-hint')} />
        )}
      </main>
    </ToastProvider>
  );
}
