'use client';

import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Report } from '../../../server/protocol/reports.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { LOCALE_TAGS } from '../../lib/i18n/locale-tags.ts';
import { figureText, MOST_SHOWN, type TableRow, tableRows } from './report-view.ts';
import { useGroupNames } from './use-group-names.ts';

/** The figures by interval and group; numbers may be sorted by, the order of time is how they come. */
export function ReportTable({ report }: { report: Report }) {
  const t = useTranslations('reports');
  const formats = useFormats();
  const name = useGroupNames();
  const [sort, setSort] = useState<Sort>(null);
  const rows = useMemo(() => tableRows(report, LOCALE_TAGS[formats.locale], name), [report, formats, name]);
  const { by, measures, interval } = report.query;
  const columns = useMemo<SortableColumn<TableRow>[]>(
    () => [
      {
        id: 'interval',
        header: t('interval-column'),
        width: interval === 'week' ? 'w-52' : 'w-40',
        sortBy: (row) => row.at,
        cell: (row) => row.interval ?? t('intervals.whole'),
      },
      ...by.map((dimension, index) => ({
        id: dimension,
        header: t(`dimensions.${dimension}`),
        width: 'w-44',
        sortBy: (row: TableRow) => row.labels[index],
        cell: (row: TableRow) => <span title={row.labels[index]}>{row.labels[index]}</span>,
      })),
      ...measures.map((measure, index) => ({
        id: measure,
        header: t(`measures.${measure}`),
        title: t(`formulas.${measure}`),
        width: 'w-32',
        numeric: true,
        sortBy: (row: TableRow) => row.figures[index] ?? undefined,
        cell: (row: TableRow) => figureText(row.figures[index] ?? null, measure, formats),
      })),
    ],
    [by, measures, interval, t, formats],
  );
  const shown = sort !== null && columns.some((column) => column.id === sort.column) ? sort : null;
  return (
    <Panel aria-label={t('table')} title={t('table')} flush>
      <SortableTable
        aria-label={t('table')}
        columns={columns}
        rows={rows}
        sort={shown}
        onSort={setSort}
        minWidth={columns.length > 8 ? 'min-w-[72rem]' : 'min-w-[40rem]'}
        empty={null}
      />
      {report.rows.length > MOST_SHOWN && (
        <p className="px-4 py-3 text-muted text-sm">{t('rows-cut', { shown: MOST_SHOWN, all: report.rows.length })}</p>
      )}
    </Panel>
  );
}
