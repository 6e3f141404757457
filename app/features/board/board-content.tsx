'use client';

import { Headset, Inbox, ListFilter, PhoneOff, Rows3 } from 'lucide-react';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Board } from '../../../server/protocol/board.ts';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Select } from '../../components/ui/select.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { CenterMessage } from '../acting/row-acts.tsx';
import { AgentDialog } from './agent-dialog.tsx';
import { AgentTable } from './agent-table.tsx';
import { type BoardView, isFiltered, NO_FILTERS, type TableName } from './board-address.ts';
import { FigureStrip } from './board-figures.tsx';
import { BoardFilters } from './board-filters.tsx';
import { agentRows, callRows, choicesOn, figuresOf, queueRows, textsToday } from './board-view.ts';
import { CallDialog } from './call-dialog.tsx';
import { CallTable } from './call-table.tsx';
import { CallbacksPanel } from './callbacks-panel.tsx';
import { DataAges } from './data-age.tsx';
import { namesOn } from './decision-view.ts';
import { EndedPanel } from './ended-panel.tsx';
import { FormulaLine } from './formula-line.tsx';
import { CentersProvider } from './late-mark.tsx';
import { MessagesPanel } from './messages-panel.tsx';
import { QueueTable } from './queue-table.tsx';
import { StoppedBanner, useStopped } from './stopped-banner.tsx';
import { TextsLine } from './texts-line.tsx';
import { TREND_MEASURES, type TrendMeasure } from './trend-view.ts';
import { type MessageList, useMessages } from './use-messages.ts';
import { useStableRows } from './use-stable-rows.ts';

interface BoardContentProps {
  board: Board;
  online: boolean;
  view: BoardView;
  setView: (change: (before: BoardView) => BoardView) => void;
}

export function BoardContent({ board, online, view, setView }: BoardContentProps) {
  const t = useTranslations('board');
  const late = useStopped({ at: board.now, online });
  const messages = useMessages();

  const queues = useStableRows(useMemo(() => queueRows(board, view), [board, view]));
  const agents = useStableRows(useMemo(() => agentRows(board, view), [board, view]));
  const calls = useStableRows(useMemo(() => callRows(board, view), [board, view]));

  const figures = useMemo(() => figuresOf(board, view), [board, view]);
  const texts = useMemo(() => textsToday(board, view), [board, view]);
  const choices = useMemo(() => choicesOn(board), [board]);
  // What is typed to find a row narrows the tables, and not what is counted.
  const seen = useMemo(() => agentRows(board, { ...view, find: '' }), [board, view]);

  const change = (part: Partial<BoardView>) => setView((before) => ({ ...before, ...part }));
  const sorting = (table: TableName) => ({
    sort: view.sort[table],
    onSort: (sort: BoardView['sort'][TableName]) => change({ sort: { ...view.sort, [table]: sort } }),
  });
  const open = useCallback((what: BoardView['open']) => setView((before) => ({ ...before, open: what })), [setView]);
  const explain = useCallback(({ id }: { id: string }) => open({ call: id }), [open]);
  const openAgent = useCallback((id: string) => open({ agent: id }), [open]);
  const close = () => open(null);
  const nothing = (empty: ReactNode) => (isFiltered(view) ? <NoMatch onShowAll={() => change(NO_FILTERS)} /> : empty);

  return (
    <CentersProvider value={board.centers}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <BoardFilters board={board} choices={choices} view={view} onChange={change} />
        <span className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <OpenMessages messages={messages} />
          <CenterMessage />
          <DataAges centers={board.centers} />
        </span>
      </div>
      <StoppedBanner at={board.now} online={online} />
      <FigureStrip figures={figures} switches={view.switches} agents={seen} scope={scopeOf(board, view, t)} late={late} />
      <FormulaLine seconds={figures.serviceLevelSeconds} switches={view.switches} onChange={(switches) => change({ switches })} />
      {texts !== null && <TextsLine texts={texts} />}
      <Panel title={t('queues')} action={<TrendChoice chosen={view.trend} onChoose={(trend) => change({ trend })} />} flush>
        <QueueTable
          rows={queues}
          switches={view.switches}
          measure={view.trend}
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
          onOpen={openAgent}
          {...sorting('agents')}
          empty={nothing(
            <EmptyState icon={Headset} title={t('no-agents')}>
              {t('no-agents-hint')}
            </EmptyState>,
          )}
        />
      </Panel>
      <MessagesPanel messages={messages} />
      <CallbacksPanel />
      <EndedPanel over={board.totals.over} view={view} onWhy={explain} />
      {view.open !== null && 'call' in view.open && (
        <CallDialog key={view.open.call} callId={view.open.call} names={namesOn(board)} onClose={close} />
      )}
      {view.open !== null && 'agent' in view.open && (
        <AgentDialog
          key={view.open.agent}
          agentId={view.open.agent}
          name={namesOn(board).agents.get(view.open.agent) ?? null}
          onClose={close}
        />
      )}
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

/** What the last column draws. */
function TrendChoice({ chosen, onChoose }: { chosen: TrendMeasure; onChoose: (measure: TrendMeasure) => void }) {
  const t = useTranslations('board');
  return (
    <Select
      aria-label={t('trend.choose')}
      className="h-8 w-44"
      value={chosen}
      onChange={(value) => onChoose(TREND_MEASURES.find((measure) => measure === value) ?? 'calls')}
      options={TREND_MEASURES.map((measure) => ({ value: measure, label: t(`trend.measure.${measure}`) }))}
    />
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
