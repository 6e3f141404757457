'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { AppHeader } from '../../components/ui/app-header.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { ToastProvider } from '../../components/ui/toast.tsx';
import { useMe } from '../../lib/use-me.ts';
import { ListSkeleton } from './list-skeleton.tsx';

const PAGES = [
  { href: '/admin/people', label: 'People' },
  { href: '/admin/skills', label: 'Skills' },
  { href: '/admin/queues', label: 'Queues' },
  { href: '/admin/centers', label: 'Centers' },
] as const;

/** Around all pages of the administration: who may be here, and the way between them. */
export function AdminShell({ children }: { children: ReactNode }) {
  const me = useMe();
  const path = usePathname();
  const person = me.kind === 'signed-in' ? me.me : null;
  useEffect(() => {
    // On a phone the pages scroll sideways: the one that is open should be in sight.
    if (path !== null) document.querySelector('nav [aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  const nav = [...PAGES.map((page) => ({ ...page, current: path === page.href })), { href: '/supervisor', label: 'Live', current: false }];
  return (
    <ToastProvider>
      <AppHeader place="Administration" nav={nav} me={person} />
      <main className="mx-auto flex max-w-6xl flex-col gap-4 p-4">
        {me.kind === 'failed' ? (
          <ErrorState message={me.message} onRetry={me.retry} />
        ) : person === null ? (
          <ListSkeleton />
        ) : person.role === 'administrator' ? (
          children
        ) : (
          <ErrorState title="This page is for administrators" message="Your account may not change people, skills, queues and centers." />
        )}
      </main>
    </ToastProvider>
  );
}
