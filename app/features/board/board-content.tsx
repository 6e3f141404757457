'use client';

import { Headset, Inbox, ListFilter, PhoneOff, Rows3 } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Board } from '../../../server/protocol/board.ts';
import type { RecentCall } from '../../../server/protocol/call-story.ts';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { AgentTable } from './agent-table.tsx';
import { type BoardView, isFiltered, type TableName } from './board-address.ts';
import { FigureStrip } from './board-figures.tsx';
import { BoardFilters } from './board-filters.tsx';
import { agentRows, type CallRow, callRows, figuresOf, queueRows } from './board-view.ts';
import { CallTable } from './call-table.tsx';
import { DataAges } from './data-age.tsx';
import { namesOn } from './decision-view.ts';
import { EndedPanel } from './ended-panel.tsx';
import { CentersProvider } from './late-mark.tsx';
import { MessagesPanel } from './messages-panel.tsx';
import { QueueTable } from './queue-table.tsx';
import { StoppedBanner, useStopped } from './stopped-banner.tsx';
import { type MessageList, useMessages } from './use-messages.ts';
import { useStableRows } from './use-stable-rows.ts';
import { type Why, WhyDialog } from './why-dialog.tsx';

interface BoardContentProps {
  board: Board;
  online: boolean;
  view: BoardView;
  setView: (change: (before: BoardView) => BoardView) => void;
}

export function BoardContent({ board, online, view, setView }: BoardContentProps) {
  const t = useTranslations('board');
  const [why, setWhy] = useState<Why | null>(null);
  const late = useStopped({ at: board.now, online });
  const messages = useMessages();

  const queues = useStableRows(useMemo(() => queueRows(board, view), [board, view]));
  const agents = useStableRows(useMemo(() => agentRows(board, view), [board, view]));
  const calls = useStableRows(useMemo(() => callRows(board, view), [board, view]));

  const change = (part: Partial<BoardView>) => setView((before) => ({ ...before, ...part }));
  const sorting = (table: TableName) => ({
    sort: view.sort[table],
    onSort: (sort: BoardView['sort'][TableName]) => change({ sort: { ...view.sort, [table]: sort } }),
  });
  const explain = useCallback(({ id, callerName, queueName }: CallRow | RecentCall) => setWhy({ callId: id, callerName, queueName }), []);
  const nothing = (empty: ReactNode) =>
    isFiltered(view) ? <NoMatch onShowAll={() => change({ center: null, queue: null, find: '' })} /> : empty;

  return (
    <CentersProvider value={board.centers}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <BoardFilters board={board} view={view} onChange={change} />
        <span className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <OpenMessages messages={messages} />
          <DataAges centers={board.centers} />
        </span>
      </div>
      <StoppedBanner at={board.now} online={online} />
      <FigureStrip figures={figuresOf(board, view)} scope={scopeOf(board, view, t)} late={late} />
      <Panel title={t('queues')} flush>
        <QueueTable
          rows={queues}
          {...sorting('queues')}
          empty={nothing(
            <EmptyState icon={Rows3} title={t('no-queues')}>
              {t('no-queues-hint')}
            </EmptyState>,
          )}
        />
      </Panel>
      <Panel title={t('calls')} action={<Count shown={calls.length} all={board.calls.length} />} flush>
        <CallTable
          rows={calls}
          {...sorting('calls')}
          onWhy={explain}
          empty={nothing(
            <EmptyState icon={PhoneOff} title={t('no-calls')}>
              {t('no-calls-hint')}
            </EmptyState>,
          )}
        />
      </Panel>
      <Panel title={t('agents')} action={<Count shown={agents.length} all={board.agents.length} />} flush>
        <AgentTable
          rows={agents}
          {...sorting('agents')}
          empty={nothing(
            <EmptyState icon={Headset} title={t('no-agents')}>
              {t('no-agents-hint')}
            </EmptyState>,
          )}
        />
      </Panel>
      <MessagesPanel messages={messages} />
      <EndedPanel over={board.totals.over} view={view} onWhy={explain} />
      <WhyDialog why={why} names={namesOn(board)} onClose={() => setWhy(null)} />
    </CentersProvider>
  );
}

type Translate = ReturnType<typeof useTranslations<'board'>>;

function scopeOf(board: Board, view: BoardView, t: Translate) {
  const queue = board.queueNames.find((one) => one.id === view.queue)?.name;
  const center = board.centers.find((one) => one.id === view.center)?.name;
  return { queues: queue ?? t('scope.queues'), agents: center ?? queue ?? t('scope.centers') };
}

/** Messages stand below the tables: that there are some is said above them. */
function OpenMessages({ messages: { polled } }: { messages: MessageList }) {
  const t = useTranslations('board');
  if (polled.kind !== 'loaded' || polled.data.open === 0) return null;
  return (
    <a href="#messages" className="inline-flex items-center gap-1.5 font-medium text-accent-ink text-sm hover:underline">
      <Inbox aria-hidden className="size-4" />
      <span className="figures">{t('messages-to-do', { count: polled.data.open })}</span>
    </a>
  );
}

function Count({ shown, all }: { shown: number; all: number }) {
  const t = useTranslations('board');
  return <span className="figures text-muted text-sm">{shown === all ? all : t('count', { shown, all })}</span>;
}

function NoMatch({ onShowAll }: { onShowAll: () => void }) {
  const t = useTranslations();
  return (
    <EmptyState icon={ListFilter} title={t('common.nothing-matches')} action={<Button onClick={onShowAll}>{t('common.show-all')}</Button>}>
      {t('board.no-match-hint')}
    </EmptyState>
  );
}
