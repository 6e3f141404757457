'use client';

import { ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Center } from '../../../server/protocol/queue.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { type Formats, useFormats } from '../../lib/i18n/formats.ts';
import { type Say, useWords } from '../../lib/i18n/words.ts';
import { matches } from '../../lib/matches.ts';
import { Centers } from './admin-api.ts';
import { CenterEditor } from './center-editor.tsx';
import { CustomerSourceEditor } from './customer-source-editor.tsx';
import { hoursWords } from './hours/hours-view.ts';
import { ListPage } from './list-page.tsx';
import { useResource } from './use-resource.ts';

export function CentersPage() {
  const t = useTranslations('admin');
  const say = useWords();
  const { percent } = useFormats();
  const { resource, reload, retry } = useResource('/api/admin/centers', Centers);
  const [find, setFind] = useState('');
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const customers = useTranslations('admin-desk.customers');
  const [editing, setEditing] = useState<Center | null>(null);
  const [customersOf, setCustomersOf] = useState<Center | null>(null);
  const columns = useMemo(() => columnsOf(t, customers, say, percent, setEditing, setCustomersOf), [t, customers, say, percent]);

  return (
    <ListPage title={t('centers.title')} lead={t('centers.lead')} find={find} onFind={setFind} resource={resource} onRetry={retry}>
      {({ centers }) => (
        <>
          <SortableTable
            aria-label={t('centers.title')}
            columns={columns}
            rows={centers.filter((center) => matches(find, [center.name, center.timeZone]))}
            sort={sort}
            onSort={setSort}
            minWidth="min-w-[56rem]"
            empty={
              <EmptyState icon={ListFilter} title={t(centers.length === 0 ? 'centers.none' : 'centers.no-match')}>
                {t(centers.length === 0 ? 'centers.none-hint' : 'centers.no-match-hint')}
              </EmptyState>
            }
          />
          {customersOf !== null && <CustomerSourceEditor center={customersOf} onClose={() => setCustomersOf(null)} />}
          {editing !== null && (
            <CenterEditor
              center={editing}
              onClose={() => setEditing(null)}
              onSaved={() => {
                setEditing(null);
                reload();
              }}
            />
          )}
        </>
      )}
    </ListPage>
  );
}

type Translate = ReturnType<typeof useTranslations<'admin'>>;

function columnsOf(
  t: Translate,
  customers: ReturnType<typeof useTranslations<'admin-desk.customers'>>,
  say: Say,
  percent: Formats['percent'],
  onChange: (center: Center) => void,
  onCustomers: (center: Center) => void,
): readonly SortableColumn<Center>[] {
  return [
    {
      id: 'name',
      header: t('fields.name'),
      width: 'w-40',
      sortBy: (row) => row.name,
      cell: (row) => <span className="font-medium">{row.name}</span>,
    },
    { id: 'timeZone', header: t('fields.time-zone'), width: 'w-44', sortBy: (row) => row.timeZone, cell: (row) => row.timeZone },
    {
      id: 'hours',
      header: t('centers.works'),
      width: 'w-auto',
      sortBy: (row) => say(hoursWords(row.limits.hours)),
      cell: (row) => (
        <span className="block truncate" title={say(hoursWords(row.limits.hours))}>
          {say(hoursWords(row.limits.hours))}
        </span>
      ),
    },
    {
      id: 'share',
      header: t('centers.for-others'),
      title: t('centers.for-others-title'),
      width: 'w-32',
      numeric: true,
      sortBy: (row) => row.limits.foreignShare,
      cell: (row) => percent(row.limits.foreignShare),
    },
    {
      id: 'protect',
      header: t('centers.protects'),
      title: t('centers.protects-title'),
      width: 'w-32',
      numeric: true,
      sortBy: (row) => row.limits.protectServiceLevel ?? undefined,
      cell: (row) => percent(row.limits.protectServiceLevel),
    },
    {
      id: 'customers',
      header: customers('column'),
      hideHeader: true,
      width: 'w-48',
      cell: (row) => (
        <Button size="sm" variant="quiet" aria-label={customers('open', { center: row.name })} onClick={() => onCustomers(row)}>
          {customers('column')}
        </Button>
      ),
    },
    {
      id: 'change',
      header: t('change'),
      hideHeader: true,
      width: 'w-28',
      cell: (row) => (
        <Button size="sm" aria-label={t('change-it', { name: row.name })} onClick={() => onChange(row)}>
          {t('change')}
        </Button>
      ),
    },
  ];
}
