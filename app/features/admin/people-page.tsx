'use client';

import { ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Person, Skill } from '../../../server/protocol/api.ts';
import type { Center } from '../../../server/protocol/queue.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { matches } from '../../lib/matches.ts';
import { Centers, People, Skills } from './admin-api.ts';
import { ListPage } from './list-page.tsx';
import { PersonEditor } from './person-editor.tsx';
import { skillsText } from './skill-levels.ts';
import { joined, useResource } from './use-resource.ts';

export function PeoplePage() {
  const t = useTranslations('admin');
  const people = useResource('/api/admin/people', People);
  const centers = useResource('/api/admin/centers', Centers);
  const skills = useResource('/api/admin/skills', Skills);
  const [find, setFind] = useState('');
  const [editing, setEditing] = useState<Person | 'new' | null>(null);
  const resource = joined(people.resource, centers.resource, skills.resource);
  const retry = () => {
    for (const one of [people, centers, skills]) if (one.resource.kind === 'failed') one.retry();
  };

  return (
    <ListPage
      title={t('people.title')}
      lead={t('people.lead')}
      add={{ label: t('people.add'), onAdd: () => setEditing('new') }}
      find={find}
      onFind={setFind}
      resource={resource}
      onRetry={retry}
    >
      {([{ people: list }, { centers: places }, { skills: abilities }]) => (
        <>
          <PeopleTable people={list} centers={places} skills={abilities} find={find} onChange={setEditing} />
          {editing !== null && (
            <PersonEditor
              person={editing === 'new' ? null : editing}
              centers={places}
              skills={abilities}
              onClose={() => setEditing(null)}
              onSaved={() => {
                setEditing(null);
                people.reload();
              }}
            />
          )}
        </>
      )}
    </ListPage>
  );
}

interface PersonRow extends Person {
  centerName: string;
  skillText: string;
}

interface PeopleTableProps {
  people: readonly Person[];
  centers: readonly Center[];
  skills: readonly Skill[];
  find: string;
  onChange: (person: Person) => void;
}

function PeopleTable({ people, centers, skills, find, onChange }: PeopleTableProps) {
  const t = useTranslations('admin');
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const columns = useMemo(() => columnsOf(t, onChange), [t, onChange]);
  const rows = useMemo(() => {
    const names = new Map(centers.map((center) => [center.id, center.name]));
    return people
      .map(
        (person): PersonRow => ({
          ...person,
          centerName: person.centerId === null ? t('people.all-centers') : (names.get(person.centerId) ?? person.centerId),
          skillText: skillsText(person.skills, skills),
        }),
      )
      .filter((row) => matches(find, [row.name, row.email, t(`roles.${row.role}`), row.centerName, row.skillText]));
  }, [people, centers, skills, find, t]);

  return (
    <SortableTable
      aria-label={t('people.title')}
      columns={columns}
      rows={rows}
      sort={sort}
      onSort={setSort}
      minWidth="min-w-[60rem]"
      empty={
        <EmptyState icon={ListFilter} title={t(people.length === 0 ? 'people.none' : 'people.no-match')}>
          {t(people.length === 0 ? 'people.none-hint' : 'people.no-match-hint')}
        </EmptyState>
      }
    />
  );
}

type Translate = ReturnType<typeof useTranslations<'admin'>>;

function columnsOf(t: Translate, onChange: (person: Person) => void): readonly SortableColumn<PersonRow>[] {
  return [
    {
      id: 'name',
      header: t('fields.name'),
      width: 'w-64',
      sortBy: (row) => row.name,
      cell: (row) => (
        <div className="min-w-0 py-1">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium" title={row.name}>
              {row.name}
            </span>
            {!row.active && <Badge tone="offline">{t('people.off')}</Badge>}
          </span>
          <span className="block truncate text-muted text-xs" title={row.email}>
            {row.email}
          </span>
        </div>
      ),
    },
    { id: 'role', header: t('fields.role'), width: 'w-32', sortBy: (row) => t(`roles.${row.role}`), cell: (row) => t(`roles.${row.role}`) },
    { id: 'center', header: t('fields.center'), width: 'w-32', sortBy: (row) => row.centerName, cell: (row) => row.centerName },
    {
      id: 'skills',
      header: t('fields.skills'),
      width: 'w-auto',
      sortBy: (row) => row.skillText || undefined,
      cell: (row) => (
        <span className="block truncate text-muted" title={row.skillText}>
          {row.skillText || '–'}
        </span>
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
