'use client';

import { ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Skill } from '../../../server/protocol/api.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { matches } from '../../lib/matches.ts';
import { Skills } from './admin-api.ts';
import { ListPage } from './list-page.tsx';
import { SkillEditor } from './skill-editor.tsx';
import { useResource } from './use-resource.ts';

export function SkillsPage() {
  const { resource, reload, retry } = useResource('/api/admin/skills', Skills);
  const [find, setFind] = useState('');
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const [editing, setEditing] = useState<Skill | 'new' | null>(null);
  const columns = useMemo(() => columnsOf(setEditing), []);
  const done = () => {
    setEditing(null);
    reload();
  };

  return (
    <ListPage
      title="Skills"
      lead="What people can do and queues ask for: languages, products, tasks."
      add={{ label: 'Add a skill', onAdd: () => setEditing('new') }}
      find={find}
      onFind={setFind}
      resource={resource}
      onRetry={retry}
    >
      {({ skills }) => (
        <>
          <SortableTable
            aria-label="Skills"
            columns={columns}
            rows={skills.filter((skill) => matches(find, [skill.name]))}
            sort={sort}
            onSort={setSort}
            minWidth="min-w-[32rem]"
            empty={
              <EmptyState icon={ListFilter} title={skills.length === 0 ? 'No skills yet' : 'No skill matches'}>
                {skills.length === 0 ? 'Add one, then give it to people and ask for it in queues.' : 'No name fits what is typed above.'}
              </EmptyState>
            }
          />
          {editing !== null && <SkillEditor skill={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onDone={done} />}
        </>
      )}
    </ListPage>
  );
}

function columnsOf(onChange: (skill: Skill) => void): readonly SortableColumn<Skill>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'w-auto',
      sortBy: (row) => row.name,
      cell: (row) => (
        <span className="block truncate font-medium" title={row.name}>
          {row.name}
        </span>
      ),
    },
    { id: 'agents', header: 'People', width: 'w-28', numeric: true, sortBy: (row) => row.agents, cell: (row) => row.agents },
    { id: 'queues', header: 'Queues', width: 'w-28', numeric: true, sortBy: (row) => row.queues, cell: (row) => row.queues },
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
