'use client';

import { WifiOff } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { StatusBadge } from '../../components/ui/status.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { type Say, useWords } from '../../lib/i18n/words.ts';
import { statusWords } from '../../lib/status.ts';
import { AgentActs } from '../acting/row-acts.tsx';
import { CallerName } from '../callers/caller-name.tsx';
import type { AgentRow } from './board-view.ts';
import { LateMark } from './late-mark.tsx';
import { Occupancy } from './occupancy.tsx';

const columnsOf = (t: Translate, say: Say, acts: string, onOpen: (agentId: string) => void): readonly SortableColumn<AgentRow>[] => [
  {
    id: 'agent',
    header: t('columns.agent'),
    width: 'w-44',
    sortBy: (row) => row.name,
    cell: (row) => (
      <button
        type="button"
        title={row.name}
        aria-label={t('agent-day.open', { agent: row.name })}
        className="block max-w-full truncate font-medium text-accent-ink hover:underline"
        onClick={() => onOpen(row.id)}
      >
        {row.name}
      </button>
    ),
  },
  { id: 'acts', header: acts, width: 'w-24', cell: (row) => <AgentActs agent={row} /> },
  {
    id: 'status',
    header: t('columns.status'),
    width: 'w-44',
    sortBy: (row) => say(statusWords(row.status)),
    cell: (row) => (
      <span className="flex items-center gap-1.5">
        <StatusBadge status={row.status} />
        {row.texts > 0 && <span className="text-muted">{t('texts-in-hand', { count: row.texts })}</span>}
        {!row.reachable && row.status.kind !== 'offline' && (
          <Badge tone="missed">
            <WifiOff aria-hidden />
            {t('no-connection')}
          </Badge>
        )}
      </span>
    ),
  },
  {
    id: 'time',
    header: t('columns.time-in-status'),
    width: 'w-20',
    numeric: true,
    sortBy: (row) => -row.status.since,
    cell: (row) => <Elapsed since={row.status.since} />,
  },
  {
    id: 'center',
    header: t('columns.center'),
    width: 'w-28',
    sortBy: (row) => row.centerName,
    cell: (row) => (
      <span className="whitespace-nowrap">
        {row.centerName}
        <LateMark centerId={row.centerId} />
      </span>
    ),
  },
  { id: 'team', header: t('columns.team'), width: 'w-24', sortBy: (row) => row.team || undefined, cell: (row) => row.team || '–' },
  {
    id: 'handled',
    header: t('columns.handled'),
    title: t('columns.handled-title'),
    width: 'w-20',
    numeric: true,
    sortBy: (row) => row.day.handled,
    cell: (row) => row.day.handled,
  },
  {
    id: 'occupancy',
    header: t('columns.occupancy'),
    title: t('columns.occupancy-title'),
    width: 'w-24',
    numeric: true,
    sortBy: (row) => (row.day.readyMs === 0 ? undefined : row.day.busyMs / row.day.readyMs),
    cell: (row) => <Occupancy agents={[row]} />,
  },
  {
    id: 'missed',
    header: t('columns.missed'),
    title: t('columns.missed-title'),
    width: 'w-20',
    numeric: true,
    sortBy: (row) => row.day.missedOffers,
    cell: (row) => row.day.missedOffers,
  },
  {
    id: 'caller',
    header: t('columns.caller'),
    width: 'w-52',
    sortBy: (row) => row.callerName ?? undefined,
    cell: (row) =>
      row.callerName === null ? (
        <span className="text-muted">–</span>
      ) : (
        <span className="flex min-w-0 items-center gap-1" title={`${row.callerName}, ${row.queueName}`}>
          <CallerName name={row.callerName} verified={row.callerVerified} />
          <span className="truncate text-muted">{row.queueName}</span>
        </span>
      ),
  },
  {
    id: 'skills',
    header: t('columns.skills'),
    width: 'w-auto',
    sortBy: (row) => row.skillText || undefined,
    cell: (row) => (
      <span className="block truncate text-muted" title={row.skillText}>
        {row.skillText || t('no-skills')}
      </span>
    ),
  },
];

export const AGENT_COLUMN_IDS = ['agent', 'status', 'time', 'center', 'team', 'handled', 'occupancy', 'missed', 'caller', 'skills'];

type Translate = ReturnType<typeof useTranslations<'board'>>;

interface AgentTableProps {
  onOpen: (agentId: string) => void;
  rows: readonly AgentRow[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  empty: ReactNode;
}

export function AgentTable({ onOpen, ...props }: AgentTableProps) {
  const t = useTranslations('board');
  const acts = useTranslations('acting');
  const say = useWords();
  const columns = useMemo(() => columnsOf(t, say, acts('column'), onOpen), [t, say, acts, onOpen]);
  return <SortableTable aria-label={t('agents')} columns={columns} minWidth="min-w-[84rem]" dense {...props} />;
}
