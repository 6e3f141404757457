'use client';

import { ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
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
  const t = useTranslations('admin');
  const { resource, reload, retry } = useResource('/api/admin/skills', Skills);
  const [find, setFind] = useState('');
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const [editing, setEditing] = useState<Skill | 'new' | null>(null);
  const columns = useMemo(() => columnsOf(t, setEditing), [t]);
  const done = () => {
    setEditing(null);
    reload();
  };

  return (
    <ListPage
      title={t('skills.title')}
      lead={t('skills.lead')}
      add={{ label: t('skills.add'), onAdd: () => setEditing('new') }}
      find={find}
      onFind={setFind}
      resource={resource}
      onRetry={retry}
    >
      {({ skills }) => (
        <>
          <SortableTable
            aria-label={t('skills.title')}
            columns={columns}
            rows={skills.filter((skill) => matches(find, [skill.name]))}
            sort={sort}
            onSort={setSort}
            minWidth="min-w-[32rem]"
            empty={
              <EmptyState icon={ListFilter} title={t(skills.length === 0 ? 'skills.none' : 'skills.no-match')}>
                {t(skills.length === 0 ? 'skills.none-hint' : 'skills.no-match-hint')}
              </EmptyState>
            }
          />
          {editing !== null && <SkillEditor skill={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onDone={done} />}
        </>
      )}
    </ListPage>
  );
}

type Translate = ReturnType<typeof useTranslations<'admin'>>;

function columnsOf(t: Translate, onChange: (skill: Skill) => void): readonly SortableColumn<Skill>[] {
  return [
    {
      id: 'name',
      header: t('fields.name'),
      width: 'w-auto',
      sortBy: (row) => row.name,
      cell: (row) => (
        <span className="block truncate font-medium" title={row.name}>
          {row.name}
        </span>
      ),
    },
    { id: 'agents', header: t('skills.people'), width: 'w-28', numeric: true, sortBy: (row) => row.agents, cell: (row) => row.agents },
    { id: 'queues', header: t('skills.queues'), width: 'w-28', numeric: true, sortBy: (row) => row.queues, cell: (row) => row.queues },
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
