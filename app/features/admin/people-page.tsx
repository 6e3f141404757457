'use client';

import { ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
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
import { ROLE_WORDS } from './roles.ts';
import { skillsText } from './skill-levels.ts';
import { joined, useResource } from './use-resource.ts';

export function PeoplePage() {
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
      title="People"
      lead="Who may sign in, at which center, and what they can do."
      add={{ label: 'Add a person', onAdd: () => setEditing('new') }}
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
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const columns = useMemo(() => columnsOf(onChange), [onChange]);
  const rows = useMemo(() => {
    const names = new Map(centers.map((center) => [center.id, center.name]));
    return people
      .map(
        (person): PersonRow => ({
          ...person,
          centerName: person.centerId === null ? 'all centers' : (names.get(person.centerId) ?? person.centerId),
          skillText: skillsText(person.skills, skills),
        }),
      )
      .filter((row) => matches(find, [row.name, row.email, ROLE_WORDS[row.role], row.centerName, row.skillText]));
  }, [people, centers, skills, find]);

  return (
    <SortableTable
      aria-label="People"
      columns={columns}
      rows={rows}
      sort={sort}
      onSort={setSort}
      minWidth="min-w-[60rem]"
      empty={
        <EmptyState icon={ListFilter} title={people.length === 0 ? 'Nobody yet' : 'Nobody matches'}>
          {people.length === 0
            ? 'Add the first person, and give them a role and a center.'
            : 'No name, role, center or skill fits what is typed above.'}
        </EmptyState>
      }
    />
  );
}

function columnsOf(onChange: (person: Person) => void): readonly SortableColumn<PersonRow>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'w-64',
      sortBy: (row) => row.name,
      cell: (row) => (
        <div className="min-w-0 py-1">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium" title={row.name}>
              {row.name}
            </span>
            {!row.active && <Badge tone="offline">switched off</Badge>}
          </span>
          <span className="block truncate text-muted text-xs" title={row.email}>
            {row.email}
          </span>
        </div>
      ),
    },
    { id: 'role', header: 'Role', width: 'w-32', sortBy: (row) => ROLE_WORDS[row.role], cell: (row) => ROLE_WORDS[row.role] },
    { id: 'center', header: 'Center', width: 'w-32', sortBy: (row) => row.centerName, cell: (row) => row.centerName },
    {
      id: 'skills',
      header: 'Skills',
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
