'use client';

import { History } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { type RecentCall, RecentCalls } from '../../../server/protocol/call-story.ts';
import { Panel } from '../../components/ui/panel.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { BoardView } from './board-address.ts';
import { EndedTable } from './ended-table.tsx';
import { endedRows } from './ended-view.ts';
import { usePolled } from './use-polled.ts';
import { useStableRows } from './use-stable-rows.ts';

interface EndedPanelProps {
  /** How many calls are over: when it changes, there is something new to see. */
  over: number;
  view: BoardView;
  onWhy: (call: RecentCall) => void;
}

/** The last calls that are over, so that "why this agent" can be asked afterwards as well. */
export function EndedPanel({ over, view, onWhy }: EndedPanelProps) {
  const t = useTranslations();
  const errorWords = useErrorWords();
  const { polled, reload } = usePolled('/api/calls', RecentCalls, { everyMs: null, changed: over });
  const calls = polled.kind === 'loaded' ? polled.data.calls : NONE;
  const rows = useStableRows(useMemo(() => endedRows(calls, view), [calls, view]));
  return (
    <Panel
      title={t('board.ended.title')}
      action={
        <span className="figures text-muted text-sm">
          {calls.length < over ? t('board.ended.last', { shown: calls.length, all: over }) : over}
        </span>
      }
      flush
    >
      {polled.kind === 'failed' ? (
        <ErrorState title={t('board.ended.failed')} message={errorWords(polled.error)} onRetry={reload} />
      ) : (
        <EndedTable
          rows={rows}
          onWhy={onWhy}
          empty={
            <EmptyState icon={History} title={t(calls.length === 0 ? 'board.ended.none' : 'common.nothing-matches')}>
              {t(calls.length === 0 ? 'board.ended.none-hint' : 'board.ended.no-match')}
            </EmptyState>
          }
        />
      )}
    </Panel>
  );
}

const NONE: readonly RecentCall[] = [];
