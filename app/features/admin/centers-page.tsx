'use client';

import { ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Center } from '../../../server/protocol/queue.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { percent } from '../../lib/format.ts';
import { matches } from '../../lib/matches.ts';
import { Centers } from './admin-api.ts';
import { CenterEditor } from './center-editor.tsx';
import { hoursText } from './hours/hours-view.ts';
import { ListPage } from './list-page.tsx';
import { useResource } from './use-resource.ts';

export function CentersPage() {
  const { resource, reload, retry } = useResource('/api/admin/centers', Centers);
  const [find, setFind] = useState('');
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const [editing, setEditing] = useState<Center | null>(null);
  const columns = useMemo(() => columnsOf(setEditing), []);

  return (
    <ListPage
      title="Centers"
      lead="When each center works, and how much of it others may use."
      find={find}
      onFind={setFind}
      resource={resource}
      onRetry={retry}
    >
      {({ centers }) => (
        <>
          <SortableTable
            aria-label="Centers"
            columns={columns}
            rows={centers.filter((center) => matches(find, [center.name, center.timeZone]))}
            sort={sort}
            onSort={setSort}
            minWidth="min-w-[56rem]"
            empty={
              <EmptyState icon={ListFilter} title={centers.length === 0 ? 'No centers yet' : 'No center matches'}>
                {centers.length === 0 ? 'They are set where the program is started.' : 'No name or time zone fits what is typed above.'}
              </EmptyState>
            }
          />
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

function columnsOf(onChange: (center: Center) => void): readonly SortableColumn<Center>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'w-40',
      sortBy: (row) => row.name,
      cell: (row) => <span className="font-medium">{row.name}</span>,
    },
    { id: 'timeZone', header: 'Time zone', width: 'w-44', sortBy: (row) => row.timeZone, cell: (row) => row.timeZone },
    {
      id: 'hours',
      header: 'Works',
      width: 'w-auto',
      sortBy: (row) => hoursText(row.limits.hours),
      cell: (row) => (
        <span className="block truncate" title={hoursText(row.limits.hours)}>
          {hoursText(row.limits.hours)}
        </span>
      ),
    },
    {
      id: 'share',
      header: 'For others',
      title: 'The share of its agents that calls of other centers may take',
      width: 'w-32',
      numeric: true,
      sortBy: (row) => row.limits.foreignShare,
      cell: (row) => percent(row.limits.foreignShare),
    },
    {
      id: 'protect',
      header: 'Protects',
      title: 'Below this service level of its own calls it takes none of others',
      width: 'w-32',
      numeric: true,
      sortBy: (row) => row.limits.protectServiceLevel ?? undefined,
      cell: (row) => percent(row.limits.protectServiceLevel),
    },
    {
      id: 'change',
      header: 'Change',
      hideHeader: true,
      width: 'w-28',
      cell: (row) => (
        <Button size="sm" aria-label={`Change ${row.name}`} onClick={() => onChange(row)}>
          Change
        </Button>
      ),
    },
  ];
}
