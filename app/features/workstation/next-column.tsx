'use client';

import { useTranslations } from 'use-intl/react';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { Panel } from '../../components/ui/panel.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { cn } from '../../lib/cn.ts';
import type { WorkstationConnection } from './connection.ts';
import type { Conversations } from './conversations/use-conversations.ts';
import { FigureRows } from './figure-rows.tsx';
import { FollowUpsPanel } from './follow-ups-panel.tsx';
import { ConversationList, DayPanel, MessagesPanel } from './parts.ts';
import { SkillList } from './skill-list.tsx';
import type { Link } from './view-model.ts';

interface NextColumnProps {
  state: WorkstationState;
  conversations: Conversations;
  link: Link;
  connection: WorkstationConnection;
  /** Opens a record; null while a call has the place for it. */
  onLookUp: ((customerId: string) => void) | null;
  className?: string;
}

/** What is coming, what is still to be done, and how the day has been. */
export function NextColumn({ state, conversations, link, connection, onLookUp, className }: NextColumnProps) {
  const t = useTranslations('workstation-desk.next');
  const up = link.kind === 'up';
  const offered = conversations.offer !== null;
  // What nobody can tell now is not shown as if it were known.
  const next = up ? state.next : null;
  return (
    <section aria-label={t('title')} className={cn('flex min-w-0 flex-col gap-4 lg:overflow-y-auto', className)}>
      {(conversations.held.length > 1 || state.texts.length > 0) && conversations.held.length > 0 && (
        <ConversationList {...conversations} />
      )}
      <Panel title={t('title')}>
        <FigureRows
          rows={[
            [t('waiting'), next === null ? '–' : next.waiting],
            [t('longest'), next === null || next.oldestEnqueuedAt === null ? '–' : <Elapsed since={next.oldestEnqueuedAt} />],
          ]}
        />
        {up && next === null && <p className="mt-2 text-muted text-xs">{t('unknown')}</p>}
      </Panel>
      <FollowUpsPanel count={state.followUps} ready={up} offered={offered} connection={connection} onLookUp={onLookUp} />
      <MessagesPanel agentId={state.agent.id} offered={offered} />
      <DayPanel state={state} ready={up} offered={offered} connection={connection} />
      <Panel title={t('skills')}>
        <SkillList skills={state.agent.skills} />
      </Panel>
    </section>
  );
}
