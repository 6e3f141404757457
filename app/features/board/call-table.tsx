'use client';

import { type ReactNode, useMemo } from 'react';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { durationOr } from '../../lib/format.ts';
import type { CallRow } from './board-view.ts';
import { CallState, callStateOrder } from './call-state.tsx';

interface CallTableProps {
  rows: readonly CallRow[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  onWhy: (call: CallRow) => void;
  empty: ReactNode;
}

export function CallTable({ onWhy, ...rest }: CallTableProps) {
  const columns = useMemo(() => columnsOf(onWhy), [onWhy]);
  return <SortableTable aria-label="Calls" columns={columns} minWidth="min-w-[82rem]" {...rest} />;
}

function columnsOf(onWhy: (call: CallRow) => void): readonly SortableColumn<CallRow>[] {
  return [
    { id: 'caller', header: 'Caller', width: 'w-48', sortBy: (row) => row.callerName, cell: (row) => <Cut strong>{row.callerName}</Cut> },
    { id: 'state', header: 'State', width: 'w-56', sortBy: (row) => callStateOrder(row.state), cell: (row) => <CallState call={row} /> },
    {
      id: 'time',
      header: 'In state',
      width: 'w-24',
      numeric: true,
      sortBy: (row) => -row.since,
      cell: (row) => <Elapsed since={row.since} />,
    },
    { id: 'queue', header: 'Queue', width: 'w-44', sortBy: (row) => row.queueName, cell: (row) => <Cut>{row.queueName}</Cut> },
    {
      id: 'total',
      header: 'In all',
      title: 'Since the caller joined the queue',
      width: 'w-24',
      numeric: true,
      sortBy: (row) => -row.enqueuedAt,
      cell: (row) => <Elapsed since={row.enqueuedAt} />,
    },
    {
      id: 'estimate',
      header: 'Est. wait',
      title: 'How long a caller who waits will still wait, as far as can be told',
      width: 'w-24',
      numeric: true,
      sortBy: (row) => row.estimatedWaitMs ?? undefined,
      cell: (row) => durationOr(row.estimatedWaitMs),
    },
    { id: 'agent', header: 'Agent', width: 'w-44', sortBy: (row) => row.agentName ?? undefined, cell: (row) => <Cut>{row.agentName}</Cut> },
    {
      id: 'center',
      header: 'Center',
      width: 'w-auto',
      sortBy: (row) => row.centerName ?? undefined,
      cell: (row) => <Cut>{row.centerName}</Cut>,
    },
    {
      id: 'why',
      header: 'Decision',
      width: 'w-24',
      cell: (row) =>
        row.decision === null ? (
          <span className="text-muted text-xs">none yet</span>
        ) : (
          <Button
            size="sm"
            className="h-7"
            aria-label={`Why ${row.agentName ?? 'this agent'} for ${row.callerName}`}
            onClick={() => onWhy(row)}
          >
            Why
          </Button>
        ),
    },
  ];
}

export const CALL_COLUMN_IDS = columnsOf(() => undefined)
  .filter((column) => column.sortBy !== undefined)
  .map((column) => column.id);

function Cut({ children, strong = false }: { children: string | null; strong?: boolean }) {
  if (children === null) return <span className="text-muted">–</span>;
  return (
    <span className={`block truncate ${strong ? 'font-medium' : ''}`} title={children}>
      {children}
    </span>
  );
}
