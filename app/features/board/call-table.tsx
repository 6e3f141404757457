'use client';

import { type ReactNode, useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { type Formats, useFormats } from '../../lib/i18n/formats.ts';
import { CallActs } from '../acting/row-acts.tsx';
import { CallerName } from '../callers/caller-name.tsx';
import { ListenButton } from '../listening/listen-button.tsx';
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
  const t = useTranslations('board');
  const formats = useFormats();
  const acts = useTranslations('acting');
  const columns = useMemo(
    () =>
      columnsOf(t, formats, onWhy).toSpliced(1, 0, {
        id: 'acts',
        header: acts('column'),
        width: 'w-24',
        cell: (row: CallRow) => <CallActs call={row} />,
      }),
    [t, formats, onWhy, acts],
  );
  return <SortableTable aria-label={t('calls')} columns={columns} minWidth="min-w-[80rem]" dense {...rest} />;
}

type Translate = ReturnType<typeof useTranslations<'board'>>;

function columnsOf(t: Translate, { durationOr }: Formats, onWhy: (call: CallRow) => void): readonly SortableColumn<CallRow>[] {
  return [
    {
      id: 'caller',
      header: t('columns.caller'),
      width: 'w-40',
      sortBy: (row) => row.callerName,
      cell: (row) => <CallerName name={row.callerName} verified={row.verified} className="font-medium" />,
    },
    {
      id: 'state',
      header: t('columns.state'),
      width: 'w-48',
      sortBy: (row) => callStateOrder(row.state),
      cell: (row) => <CallState call={row} />,
    },
    {
      id: 'time',
      header: t('columns.in-state'),
      width: 'w-20',
      numeric: true,
      sortBy: (row) => -row.since,
      cell: (row) => <Elapsed since={row.since} />,
    },
    { id: 'queue', header: t('columns.queue'), width: 'w-44', sortBy: (row) => row.queueName, cell: (row) => <Cut>{row.queueName}</Cut> },
    {
      id: 'total',
      header: t('columns.in-all'),
      title: t('columns.in-all-title'),
      width: 'w-20',
      numeric: true,
      sortBy: (row) => -row.enqueuedAt,
      cell: (row) => <Elapsed since={row.enqueuedAt} />,
    },
    {
      id: 'estimate',
      header: t('columns.estimate'),
      title: t('columns.estimate-call-title'),
      width: 'w-20',
      numeric: true,
      sortBy: (row) => row.estimatedWaitMs ?? undefined,
      cell: (row) => durationOr(row.estimatedWaitMs),
    },
    {
      id: 'agent',
      header: t('columns.agent'),
      width: 'w-40',
      sortBy: (row) => row.agentName ?? undefined,
      cell: (row) => <Cut>{row.agentName}</Cut>,
    },
    {
      id: 'center',
      header: t('columns.center'),
      width: 'w-24',
      sortBy: (row) => row.centerName ?? undefined,
      cell: (row) => <Cut>{row.centerName}</Cut>,
    },
    { id: 'listen', header: t('columns.listen'), width: 'w-24', cell: (row) => <ListenButton call={row} /> },
    {
      id: 'why',
      header: t('columns.decision'),
      width: 'w-24',
      cell: (row) =>
        row.decidedAt === null ? (
          <span className="whitespace-nowrap text-muted text-xs">{t('why.none-yet')}</span>
        ) : (
          <Button
            size="sm"
            className="h-7"
            aria-label={t('why.label', { agent: row.agentName ?? t('why.this-agent'), caller: row.callerName })}
            onClick={() => onWhy(row)}
          >
            {t('why.button')}
          </Button>
        ),
    },
  ];
}

export const CALL_COLUMN_IDS = ['caller', 'state', 'time', 'queue', 'total', 'estimate', 'agent', 'center'];

function Cut({ children, strong = false }: { children: string | null; strong?: boolean }) {
  if (children === null) return <span className="text-muted">–</span>;
  return (
    <span className={`block truncate ${strong ? 'font-medium' : ''}`} title={children}>
      {children}
    </span>
  );
}
