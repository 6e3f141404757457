'use client';

import { type ReactNode, useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { abandonment, countedAbandons, type Switches, serviceLevel } from '../../../server/protocol/formulas.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { type Formats, useFormats } from '../../lib/i18n/formats.ts';
import { useActing } from '../acting/acting-context.ts';
import { QueueActs } from '../acting/row-acts.tsx';
import type { QueueRow } from './board-view.ts';
import { TrendLine } from './trend-line.tsx';
import type { TrendMeasure } from './trend-view.ts';

type Translate = ReturnType<typeof useTranslations<'board'>>;

const columnsOf = (
  t: Translate,
  { duration, durationOr, percent, percentWithTenths, number }: Formats,
  switches: Switches,
  measure: TrendMeasure,
): readonly SortableColumn<QueueRow>[] => [
  {
    id: 'queue',
    header: t('columns.queue'),
    width: 'w-40',
    sortBy: (row) => row.name,
    cell: (row) => <Name closed={row.closed ? t('closed') : null}>{row.name}</Name>,
  },
  {
    id: 'waiting',
    header: t('columns.waiting'),
    width: 'w-16',
    numeric: true,
    sortBy: (row) => row.waiting,
    cell: (row) => <Weighty value={row.waiting} />,
  },
  {
    id: 'longest',
    header: t('columns.longest'),
    title: t('columns.longest-title'),
    width: 'w-16',
    numeric: true,
    // The earlier, the longer.
    sortBy: (row) => (row.oldestEnqueuedAt === null ? undefined : -row.oldestEnqueuedAt),
    cell: (row) => (row.oldestEnqueuedAt === null ? '–' : <Elapsed since={row.oldestEnqueuedAt} />),
  },
  {
    id: 'estimate',
    header: t('columns.estimate'),
    title: t('columns.estimate-queue-title'),
    width: 'w-16',
    numeric: true,
    sortBy: (row) => row.estimatedWaitMs ?? undefined,
    cell: (row) => durationOr(row.estimatedWaitMs),
  },
  { id: 'ringing', header: t('columns.ringing'), width: 'w-16', numeric: true, sortBy: (row) => row.ringing, cell: (row) => row.ringing },
  { id: 'talking', header: t('columns.talking'), width: 'w-16', numeric: true, sortBy: (row) => row.talking, cell: (row) => row.talking },
  {
    id: 'available',
    header: t('columns.available'),
    title: t('columns.available-title'),
    width: 'w-20',
    numeric: true,
    sortBy: (row) => row.availableAgents,
    cell: (row) => row.availableAgents,
  },
  {
    id: 'level',
    header: t('columns.level'),
    title: t('columns.level-title'),
    width: 'w-24',
    numeric: true,
    sortBy: (row) => serviceLevel(row, switches) ?? undefined,
    cell: (row) => (
      <>
        {percent(serviceLevel(row, switches))}{' '}
        <span className="block text-muted text-xs">{t('in-seconds', { seconds: row.serviceLevelSeconds })}</span>
      </>
    ),
  },
  {
    id: 'asa',
    header: t('columns.asa'),
    title: t('columns.asa-title'),
    width: 'w-14',
    numeric: true,
    sortBy: (row) => row.asaMs ?? undefined,
    cell: (row) => durationOr(row.asaMs),
  },
  {
    id: 'aht',
    header: t('columns.aht'),
    title: t('columns.aht-title'),
    width: 'w-14',
    numeric: true,
    sortBy: (row) => row.ahtMs ?? undefined,
    cell: (row) => durationOr(row.ahtMs),
  },
  {
    id: 'error',
    header: t('columns.error'),
    title: t('columns.error-title'),
    width: 'w-20',
    numeric: true,
    sortBy: (row) => row.estimateError?.medianMs ?? undefined,
    cell: (row) =>
      row.estimateError === null ? (
        '–'
      ) : (
        <>
          {duration(row.estimateError.medianMs)}{' '}
          <span className="block text-muted text-xs">{t('most', { time: duration(row.estimateError.p90Ms) })}</span>
          {Math.abs(row.estimateError.lateMs) >= 1000 && (
            <span className="block text-muted text-xs">
              {t(row.estimateError.lateMs > 0 ? 'longer' : 'shorter', { time: duration(Math.abs(row.estimateError.lateMs)) })}
            </span>
          )}
        </>
      ),
  },
  {
    id: 'answered',
    header: t('columns.answered'),
    width: 'w-20',
    numeric: true,
    sortBy: (row) => row.answered,
    cell: (row) => row.answered,
  },
  {
    id: 'abandonment',
    header: t('columns.abandonment'),
    width: 'w-24',
    numeric: true,
    sortBy: (row) => abandonment(row, switches) ?? undefined,
    cell: (row) => (
      <>
        {percentWithTenths(abandonment(row, switches))}
        <span className="block text-muted text-xs">{t('callers', { count: countedAbandons(row, switches) })}</span>
      </>
    ),
  },
  {
    id: 'missed',
    header: t('columns.missed'),
    title: t('columns.missed-title'),
    width: 'w-16',
    numeric: true,
    sortBy: (row) => row.missedOffers,
    cell: (row) => row.missedOffers,
  },
  {
    id: 'quality',
    header: t('columns.quality'),
    title: t('columns.quality-title'),
    width: 'w-16',
    numeric: true,
    sortBy: (row) => row.mos ?? undefined,
    cell: (row) => (row.mos === null ? '–' : number(row.mos, 1)),
  },
  {
    id: 'trend',
    header: t('columns.trend'),
    title: t('columns.trend-title'),
    width: 'w-28',
    cell: (row) => <TrendLine trend={row.trend} measure={measure} switches={switches} className="h-5 w-full" />,
  },
];

export const QUEUE_COLUMN_IDS = [
  'queue',
  'waiting',
  'longest',
  'estimate',
  'ringing',
  'talking',
  'available',
  'level',
  'asa',
  'aht',
  'error',
  'answered',
  'abandonment',
  'missed',
  'quality',
];

interface QueueTableProps {
  /** Whose course is drawn. */
  measure: TrendMeasure;
  switches: Switches;
  rows: readonly QueueRow[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  empty: ReactNode;
}

export function QueueTable({ switches, measure, ...props }: QueueTableProps) {
  const t = useTranslations('board');
  const acts = useTranslations('acting');
  const formats = useFormats();
  const { queues } = useActing();
  // Queues of several centers are closed by who supervises them all: to others the column would be empty.
  const acted = queues.some(({ mayClose }) => mayClose);
  const columns = useMemo(() => {
    const column = { id: 'acts', header: acts('column'), width: 'w-32', cell: (row: QueueRow) => <QueueActs queue={row} /> };
    return columnsOf(t, formats, switches, measure).toSpliced(1, 0, ...(acted ? [column] : []));
  }, [t, formats, switches, measure, acts, acted]);
  return <SortableTable aria-label={t('queues')} columns={columns} minWidth="min-w-[84rem]" dense {...props} />;
}

const Name = ({ children, closed }: { children: string; closed: string | null }) => (
  <span className="block truncate font-medium" title={children}>
    {children}
    {closed !== null && <span className="block font-normal text-muted text-xs">{closed}</span>}
  </span>
);

/** Nobody waiting is no news; somebody waiting is. */
const Weighty = ({ value }: { value: number }) => <span className={value > 0 ? 'font-semibold' : 'text-muted'}>{value}</span>;
