'use client';

import { MessageSquare, PenLine, Phone } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Badge } from '../../../components/ui/badge.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import { Elapsed } from '../../../components/ui/time.tsx';
import { cn } from '../../../lib/cn.ts';
import { useShortcut } from '../shortcuts/use-shortcut.tsx';
import { customerName } from '../view-model.ts';
import { type InHand, longestWaiting, type TextSummary, wishesToTalk } from './conversations-view.ts';
import type { Conversations } from './use-conversations.ts';

/** What the agent has in hand beside each other, in the order in which it came: rows keep their places. */
export function ConversationList({
  held,
  shown,
  summaries,
  choose,
  next,
}: Pick<Conversations, 'held' | 'shown' | 'summaries' | 'choose' | 'next'>) {
  const t = useTranslations('workstation-texts.list');
  const longest = longestWaiting(held, summaries);
  const shownId = shown.kind === 'idle' ? null : shown.callId;
  useShortcut('next-conversation', next, held.length > 1);
  return (
    <Panel title={t('title')}>
      <ul aria-label={t('title')} className="-mx-2 grid gap-1">
        {held.map((work) => (
          <li key={work.callId}>
            <Row
              work={work}
              summary={summaries.get(work.callId) ?? null}
              current={work.callId === shownId}
              longest={work.callId === longest}
              onChoose={() => choose(work.callId)}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface RowProps {
  work: InHand;
  summary: TextSummary | null;
  current: boolean;
  /** Nobody has waited longer for an answer. */
  longest: boolean;
  onChoose: () => void;
}

function Row({ work, summary, current, longest, onChoose }: RowProps) {
  const t = useTranslations('workstation-texts.list');
  const Mark = work.kind === 'wrapup' ? PenLine : work.channel === 'voice' ? Phone : MessageSquare;
  const waitingSince = work.kind === 'call' ? (summary?.waitingSince ?? null) : null;
  return (
    <button
      type="button"
      aria-current={current ? 'true' : undefined}
      onClick={onChoose}
      className={cn(
        'grid min-h-11 w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2 rounded-md px-2 py-1.5 text-left hover:bg-sunken',
        current && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <Mark aria-hidden className="size-4 text-muted" />
      <span className="truncate font-medium">{customerName(work)}</span>
      <span>{(summary?.unread ?? 0) > 0 && !current && <Badge tone="accent">{t('new', { count: summary?.unread ?? 0 })}</Badge>}</span>
      <span
        className={cn(
          'col-start-2 col-end-4 truncate text-sm',
          longest || wishesToTalk(work) ? 'font-medium text-accent-ink' : 'text-muted',
        )}
      >
        {work.kind === 'wrapup' ? (
          t('wrapup')
        ) : work.channel === 'voice' ? (
          t('on-call')
        ) : wishesToTalk(work) ? (
          t('wants-to-talk')
        ) : waitingSince === null ? (
          (summary?.last ?? work.queueName)
        ) : (
          <>
            {t(longest ? 'waits-longest' : 'waits')} <Elapsed since={waitingSince} />
          </>
        )}
      </span>
    </button>
  );
}
