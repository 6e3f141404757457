'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { RecentCall } from '../../../server/protocol/call-story.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Badge, type Tone } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { type Formats, useFormats } from '../../lib/i18n/formats.ts';
import { type Say, useWords } from '../../lib/i18n/words.ts';
import { CallerName } from '../callers/caller-name.tsx';
import { outcomeWords, reasonWords } from './ended-view.ts';

interface EndedTableProps {
  rows: readonly RecentCall[];
  onWhy: (call: RecentCall) => void;
  empty: ReactNode;
}

export function EndedTable({ onWhy, ...rest }: EndedTableProps) {
  const [sort, setSort] = useState<Sort>(null);
  const t = useTranslations('board');
  const say = useWords();
  const formats = useFormats();
  const columns = useMemo(() => columnsOf(t, say, formats, onWhy), [t, say, formats, onWhy]);
  return <SortableTable aria-label={t('ended.title')} columns={columns} sort={sort} onSort={setSort} minWidth="min-w-[70rem]" {...rest} />;
}

const TONES: Record<RecentCall['outcome'], Tone> = {
  answered: 'available',
  abandoned: 'not-ready',
  elsewhere: 'offline',
  canceled: 'offline',
  failed: 'missed',
};

type Translate = ReturnType<typeof useTranslations<'board'>>;

function columnsOf(
  t: Translate,
  say: Say,
  { duration, durationOr, time }: Formats,
  onWhy: (call: RecentCall) => void,
): readonly SortableColumn<RecentCall>[] {
  return [
    {
      id: 'caller',
      header: t('columns.caller'),
      width: 'w-48',
      sortBy: (row) => row.callerName,
      cell: (row) => <CallerName name={row.callerName} verified={row.verified} className="font-medium" />,
    },
    {
      id: 'outcome',
      header: t('columns.outcome'),
      width: 'w-64',
      sortBy: (row) => row.outcome,
      cell: (row) => (
        <span className="flex items-center gap-1.5">
          <Badge tone={TONES[row.outcome]}>{say(outcomeWords(row))}</Badge>
          <span className="truncate text-muted">{say(reasonWords(row) ?? '')}</span>
        </span>
      ),
    },
    {
      id: 'ended',
      header: t('columns.ended'),
      width: 'w-24',
      numeric: true,
      sortBy: (row) => -row.endedAt,
      cell: (row) => time(row.endedAt),
    },
    { id: 'queue', header: t('columns.queue'), width: 'w-44', sortBy: (row) => row.queueName, cell: (row) => <Cut>{row.queueName}</Cut> },
    {
      id: 'waited',
      header: t('columns.waited'),
      width: 'w-24',
      numeric: true,
      sortBy: (row) => row.waitedMs,
      cell: (row) => duration(row.waitedMs),
    },
    {
      id: 'talked',
      header: t('columns.talked'),
      width: 'w-24',
      numeric: true,
      sortBy: (row) => row.talkMs ?? undefined,
      cell: (row) => durationOr(row.talkMs),
    },
    {
      id: 'agent',
      header: t('columns.agent'),
      width: 'w-auto',
      sortBy: (row) => row.agentName ?? undefined,
      cell: (row) => <Cut>{row.agentName}</Cut>,
    },
    {
      id: 'why',
      header: t('columns.decision'),
      width: 'w-28',
      cell: (row) =>
        row.offered ? (
          <Button
            size="sm"
            className="h-7"
            aria-label={t('why.label', { agent: row.agentName ?? t('why.nobody'), caller: row.callerName })}
            onClick={() => onWhy(row)}
          >
            {t('why.button')}
          </Button>
        ) : (
          <span className="text-muted text-xs">{t('why.none')}</span>
        ),
    },
  ];
}

function Cut({ children, strong = false }: { children: string | null; strong?: boolean }) {
  if (children === null) return <span className="text-muted">–</span>;
  return (
    <span className={`block truncate ${strong ? 'font-medium' : ''}`} title={children}>
      {children}
    </span>
  );
}
