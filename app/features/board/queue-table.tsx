'use client';

import type { ReactNode } from 'react';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { duration, durationOr, percent } from '../../lib/format.ts';
import type { QueueRow } from './board-view.ts';

const COLUMNS: readonly SortableColumn<QueueRow>[] = [
  { id: 'queue', header: 'Queue', width: 'w-48', sortBy: (row) => row.name, cell: (row) => <Name>{row.name}</Name> },
  {
    id: 'waiting',
    header: 'Waiting',
    width: 'w-20',
    numeric: true,
    sortBy: (row) => row.waiting,
    cell: (row) => <Weighty value={row.waiting} />,
  },
  {
    id: 'longest',
    header: 'Longest',
    title: 'How long the caller who joined first has waited',
    width: 'w-20',
    numeric: true,
    // The earlier, the longer.
    sortBy: (row) => (row.oldestEnqueuedAt === null ? undefined : -row.oldestEnqueuedAt),
    cell: (row) => (row.oldestEnqueuedAt === null ? '–' : <Elapsed since={row.oldestEnqueuedAt} />),
  },
  {
    id: 'estimate',
    header: 'Est. wait',
    title: 'What somebody who called now would wait, as far as can be told',
    width: 'w-24',
    numeric: true,
    sortBy: (row) => row.estimatedWaitMs ?? undefined,
    cell: (row) => durationOr(row.estimatedWaitMs),
  },
  { id: 'ringing', header: 'Ringing', width: 'w-20', numeric: true, sortBy: (row) => row.ringing, cell: (row) => row.ringing },
  { id: 'talking', header: 'Talking', width: 'w-20', numeric: true, sortBy: (row) => row.talking, cell: (row) => row.talking },
  {
    id: 'available',
    header: 'Available',
    title: 'Agents who could take a call of this queue now',
    width: 'w-24',
    numeric: true,
    sortBy: (row) => row.availableAgents,
    cell: (row) => row.availableAgents,
  },
  {
    id: 'level',
    header: 'Service level',
    title: 'Answered within the queue’s time ÷ (answered + abandoned), since midnight',
    width: 'w-36',
    numeric: true,
    sortBy: (row) => row.serviceLevel ?? undefined,
    cell: (row) => (
      <>
        {percent(row.serviceLevel)} <span className="text-muted text-xs">in {row.serviceLevelSeconds} s</span>
      </>
    ),
  },
  {
    id: 'asa',
    header: 'ASA',
    title: 'Average speed of answer: the wait of those who were answered',
    width: 'w-20',
    numeric: true,
    sortBy: (row) => row.asaMs ?? undefined,
    cell: (row) => durationOr(row.asaMs),
  },
  {
    id: 'aht',
    header: 'AHT',
    title: 'Average handle time: talk and wrap-up',
    width: 'w-20',
    numeric: true,
    sortBy: (row) => row.ahtMs ?? undefined,
    cell: (row) => durationOr(row.ahtMs),
  },
  {
    id: 'error',
    header: 'Estimate off by',
    title: '|estimate on entering − real wait| of answered calls, since midnight: the median, and what 90 % stayed below',
    width: 'w-36',
    numeric: true,
    sortBy: (row) => row.estimateError?.medianMs ?? undefined,
    cell: (row) =>
      row.estimateError === null ? (
        '–'
      ) : (
        <>
          {duration(row.estimateError.medianMs)} <span className="text-muted text-xs">90 % {duration(row.estimateError.p90Ms)}</span>
        </>
      ),
  },
  { id: 'answered', header: 'Answered', width: 'w-24', numeric: true, sortBy: (row) => row.answered, cell: (row) => row.answered },
  { id: 'abandoned', header: 'Abandoned', width: 'w-26', numeric: true, sortBy: (row) => row.abandoned, cell: (row) => row.abandoned },
];

export const QUEUE_COLUMN_IDS = COLUMNS.map((column) => column.id);

interface QueueTableProps {
  rows: readonly QueueRow[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  empty: ReactNode;
}

export function QueueTable(props: QueueTableProps) {
  return <SortableTable aria-label="Queues" columns={COLUMNS} minWidth="min-w-[86rem]" {...props} />;
}

const Name = ({ children }: { children: string }) => (
  <span className="block truncate font-medium" title={children}>
    {children}
  </span>
);

/** Nobody waiting is no news; somebody waiting is. */
const Weighty = ({ value }: { value: number }) => <span className={value > 0 ? 'font-semibold' : 'text-muted'}>{value}</span>;
