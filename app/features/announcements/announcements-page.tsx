'use client';

import { ArrowDown, ArrowLeft, ArrowUp, Megaphone, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type Announcement, Announcements, MOST_ANNOUNCEMENTS } from '../../../server/protocol/announcements.ts';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { Queues } from '../admin/admin-api.ts';
import { ListSkeleton } from '../admin/list-skeleton.tsx';
import { joined, useResource } from '../admin/use-resource.ts';
import { AnnouncementEditor } from './announcement-editor.tsx';
import { languagesWords, moved, timesWords } from './announcement-words.ts';

/** What one queue announces to those who wait in it. */
export function AnnouncementsPage({ queueId }: { queueId: string }) {
  const t = useTranslations('announcements');
  const errorWords = useErrorWords();
  const toast = useToast();
  const queues = useResource('/api/admin/queues', Queues);
  const announcements = useResource(`/api/admin/announcements?queue=${encodeURIComponent(queueId)}`, Announcements);
  const [editing, setEditing] = useState<Announcement | 'new' | null>(null);
  const both = joined(queues.resource, announcements.resource);
  if (both.kind === 'loading') return <ListSkeleton />;
  if (both.kind === 'failed') {
    const retry = () => {
      for (const one of [queues, announcements]) if (one.resource.kind === 'failed') one.retry();
    };
    return <ErrorState message={errorWords(both.error)} onRetry={retry} />;
  }
  const [{ queues: all }, { announcements: list }] = both.data;
  const queue = all.find(({ id }) => id === queueId);
  if (queue === undefined) return <ErrorState message={t('no-queue')} />;
  const change = (changed: Announcement) => {
    setEditing(changed);
    announcements.reload();
  };
  const close = () => {
    setEditing(null);
    announcements.reload();
  };
  const move = (id: string, by: -1 | 1) => {
    const ids = moved(
      list.map((one) => one.id),
      id,
      by,
    );
    api('/api/admin/announcements/order', { method: 'PUT', body: { queueId, ids } })
      .catch((error: unknown) => toast({ kind: 'error', title: errorWords(error) }))
      .finally(announcements.reload);
  };
  const full = list.length >= MOST_ANNOUNCEMENTS;

  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3 pt-2">
        <div>
          <Link href="/admin/queues" className="inline-flex items-center gap-1 text-accent-ink text-sm hover:underline">
            <ArrowLeft aria-hidden className="size-4" />
            {t('back')}
          </Link>
          <h1 className="font-semibold text-xl">{t('title', { queue: queue.name })}</h1>
          <p className="max-w-prose text-muted">{t('lead')}</p>
        </div>
        <Button variant="primary" className="max-sm:w-full" disabled={full} onClick={() => setEditing('new')}>
          <Plus aria-hidden />
          {t('add')}
        </Button>
      </div>
      {full && <p className="text-muted text-sm">{t('full', { count: MOST_ANNOUNCEMENTS })}</p>}
      <Panel flush>
        {list.length === 0 ? (
          <EmptyState icon={Megaphone} title={t('none')}>
            {t('none-hint')}
          </EmptyState>
        ) : (
          <ol aria-label={t('title', { queue: queue.name })} className="divide-y divide-line">
            {list.map((one, place) => (
              <Row
                key={one.id}
                announcement={one}
                isFirst={place === 0}
                isLast={place === list.length - 1}
                onMove={(by) => move(one.id, by)}
                onChange={() => setEditing(one)}
              />
            ))}
          </ol>
        )}
      </Panel>
      {editing !== null && (
        <AnnouncementEditor
          key={editing === 'new' ? 'new' : editing.id}
          queueId={queueId}
          announcement={editing === 'new' ? null : editing}
          onClose={close}
          // Recordings come next.
          onSaved={(saved) => (editing === 'new' && saved.kind === 'words' ? change(saved) : close())}
          onChanged={change}
          onDeleted={close}
        />
      )}
    </>
  );
}

interface RowProps {
  announcement: Announcement;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: -1 | 1) => void;
  onChange: () => void;
}

function Row({ announcement, isFirst, isLast, onMove, onChange }: RowProps) {
  const t = useTranslations('announcements');
  const admin = useTranslations('admin');
  const say = useWords();
  const { name } = announcement;
  // Not `disabled`: whoever moves one to the end keeps the focus.
  const step = (by: -1 | 1, isThere: boolean) => ({ 'aria-disabled': isThere || undefined, onClick: () => !isThere && onMove(by) });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="text-muted text-sm">{say(timesWords(announcement))}</p>
        <p className="text-muted text-sm">{say(languagesWords(announcement))}</p>
      </div>
      <span className="flex items-center gap-1">
        <Button variant="quiet" size="icon" aria-label={t('earlier', { name })} {...step(-1, isFirst)}>
          <ArrowUp aria-hidden />
        </Button>
        <Button variant="quiet" size="icon" aria-label={t('later', { name })} {...step(1, isLast)}>
          <ArrowDown aria-hidden />
        </Button>
        <Button size="sm" aria-label={admin('change-it', { name })} onClick={onChange}>
          {admin('change')}
        </Button>
      </span>
    </li>
  );
}
