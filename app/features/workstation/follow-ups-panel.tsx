'use client';

import { ListTodo } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { FollowUpCount } from '../../../server/protocol/desk.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { later } from '../../lib/later.tsx';
import type { WorkstationConnection } from './connection.ts';
import { useShortcut } from './shortcuts/use-shortcut.tsx';

// Fetched when it is first opened.
const FollowUpsDialog = later(() => import('./follow-ups-dialog.tsx').then((module) => module.default));

interface FollowUpsPanelProps {
  count: FollowUpCount;
  ready: boolean;
  /** A call rings: nothing may lie over it. */
  offered: boolean;
  connection: WorkstationConnection;
  onLookUp: ((customerId: string) => void) | null;
}

/** How much is still to be done, and how much of it today; the list is one press away. */
export function FollowUpsPanel({ count, ready, offered, connection, onLookUp }: FollowUpsPanelProps) {
  const t = useTranslations('workstation-desk.follow-up');
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (offered) setOpen(false);
  }, [offered]);
  useShortcut('follow-ups', () => setOpen(true), ready);
  return (
    <Panel title={t('panel')}>
      <div className="flex min-h-6 flex-wrap items-center gap-1.5">
        {count.overdue > 0 && <Badge tone="missed">{t('count-overdue', { count: count.overdue })}</Badge>}
        {count.dueToday > 0 && <Badge tone="not-ready">{t('count-today', { count: count.dueToday })}</Badge>}
        {count.overdue + count.dueToday === 0 && <p className="text-muted text-sm">{t('count-open', { count: count.open })}</p>}
      </div>
      {/* Its place is kept: the first follow-up moves nothing. */}
      <Button variant="quiet" size="sm" disabled={!ready} onClick={() => setOpen(true)} className="mt-1 -ml-3">
        <ListTodo aria-hidden />
        {t('show')}
      </Button>
      {open && <FollowUpsDialog connection={connection} onLookUp={onLookUp} onClose={() => setOpen(false)} />}
    </Panel>
  );
}
