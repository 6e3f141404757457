'use client';

import { type ReactNode, useMemo, useState } from 'react';
import type { RecentCall } from '../../../server/protocol/call-story.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Badge, type Tone } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { duration, durationOr } from '../../lib/format.ts';
import { OUTCOME_WORDS, reasonWords } from './ended-view.ts';

interface EndedTableProps {
  rows: readonly RecentCall[];
  onWhy: (call: RecentCall) => void;
  empty: ReactNode;
}

export function EndedTable({ onWhy, ...rest }: EndedTableProps) {
  const [sort, setSort] = useState<Sort>(null);
  const columns = useMemo(() => columnsOf(onWhy), [onWhy]);
  return <SortableTable aria-label="Ended today" columns={columns} sort={sort} onSort={setSort} minWidth="min-w-[70rem]" {...rest} />;
}

const TONES: Record<RecentCall['outcome'], Tone> = {
  answered: 'available',
  abandoned: 'not-ready',
  canceled: 'offline',
  failed: 'missed',
};

function columnsOf(onWhy: (call: RecentCall) => void): readonly SortableColumn<RecentCall>[] {
  return [
    { id: 'caller', header: 'Caller', width: 'w-48', sortBy: (row) => row.callerName, cell: (row) => <Cut strong>{row.callerName}</Cut> },
    {
      id: 'outcome',
      header: 'Outcome',
      width: 'w-64',
      sortBy: (row) => row.outcome,
      cell: (row) => (
        <span className="flex items-center gap-1.5">
          <Badge tone={TONES[row.outcome]}>{OUTCOME_WORDS[row.outcome]}</Badge>
          <span className="truncate text-muted">{reasonWords(row)}</span>
        </span>
      ),
    },
    { id: 'ended', header: 'Ended', width: 'w-24', numeric: true, sortBy: (row) => -row.endedAt, cell: (row) => timeOf(row.endedAt) },
    { id: 'queue', header: 'Queue', width: 'w-44', sortBy: (row) => row.queueName, cell: (row) => <Cut>{row.queueName}</Cut> },
    { id: 'waited', header: 'Waited', width: 'w-24', numeric: true, sortBy: (row) => row.waitedMs, cell: (row) => duration(row.waitedMs) },
    {
      id: 'talked',
      header: 'Talked',
      width: 'w-24',
      numeric: true,
      sortBy: (row) => row.talkMs ?? undefined,
      cell: (row) => durationOr(row.talkMs),
    },
    {
      id: 'agent',
      header: 'Agent',
      width: 'w-auto',
      sortBy: (row) => row.agentName ?? undefined,
      cell: (row) => <Cut>{row.agentName}</Cut>,
    },
    {
      id: 'why',
      header: 'Decision',
      width: 'w-24',
      cell: (row) =>
        row.offered ? (
          <Button
            size="sm"
            className="h-7"
            aria-label={`Why ${row.agentName ?? 'nobody'} for ${row.callerName}`}
            onClick={() => onWhy(row)}
          >
            Why
          </Button>
        ) : (
          <span className="text-muted text-xs">none</span>
        ),
    },
  ];
}

const timeOf = (at: number) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

function Cut({ children, strong = false }: { children: string | null; strong?: boolean }) {
  if (children === null) return <span className="text-muted">–</span>;
  return (
    <span className={`block truncate ${strong ? 'font-medium' : ''}`} title={children}>
      {children}
    </span>
  );
}
