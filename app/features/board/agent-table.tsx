'use client';

import { WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { StatusBadge } from '../../components/ui/status.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { statusWord } from '../../lib/status.ts';
import type { AgentRow } from './board-view.ts';
import { LateMark } from './late-mark.tsx';

const COLUMNS: readonly SortableColumn<AgentRow>[] = [
  {
    id: 'agent',
    header: 'Agent',
    width: 'w-48',
    sortBy: (row) => row.name,
    cell: (row) => (
      <span className="block truncate font-medium" title={row.name}>
        {row.name}
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 'w-60',
    sortBy: (row) => statusWord(row.status),
    cell: (row) => (
      <span className="flex items-center gap-1.5">
        <StatusBadge status={row.status} />
        {!row.reachable && row.status.kind !== 'offline' && (
          <Badge tone="missed">
            <WifiOff aria-hidden />
            no connection
          </Badge>
        )}
      </span>
    ),
  },
  {
    id: 'time',
    header: 'Time in status',
    width: 'w-32',
    numeric: true,
    sortBy: (row) => -row.status.since,
    cell: (row) => <Elapsed since={row.status.since} />,
  },
  {
    id: 'center',
    header: 'Center',
    width: 'w-32',
    sortBy: (row) => row.centerName,
    cell: (row) => (
      <span className="whitespace-nowrap">
        {row.centerName}
        <LateMark centerId={row.centerId} />
      </span>
    ),
  },
  {
    id: 'caller',
    header: 'Caller',
    width: 'w-60',
    sortBy: (row) => row.callerName ?? undefined,
    cell: (row) =>
      row.callerName === null ? (
        <span className="text-muted">–</span>
      ) : (
        <span className="block truncate" title={`${row.callerName}, ${row.queueName}`}>
          {row.callerName} <span className="text-muted">{row.queueName}</span>
        </span>
      ),
  },
  {
    id: 'skills',
    header: 'Skills',
    width: 'w-auto',
    sortBy: (row) => row.skillText || undefined,
    cell: (row) => (
      <span className="block truncate text-muted" title={row.skillText}>
        {row.skillText || 'none'}
      </span>
    ),
  },
];

export const AGENT_COLUMN_IDS = COLUMNS.map((column) => column.id);

interface AgentTableProps {
  rows: readonly AgentRow[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  empty: ReactNode;
}

export function AgentTable(props: AgentTableProps) {
  return <SortableTable aria-label="Agents" columns={COLUMNS} minWidth="min-w-[76rem]" {...props} />;
}
