'use client';

import { ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Skill } from '../../../server/protocol/api.ts';
import type { Queue } from '../../../server/protocol/queue.ts';
import { requirementText } from '../../../server/protocol/skills.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { matches } from '../../lib/matches.ts';
import { Centers, Queues, Skills } from './admin-api.ts';
import { hoursText } from './hours/hours-view.ts';
import { ListPage } from './list-page.tsx';
import { STRATEGY_WORDS } from './queue/queue-words.ts';
import { QueueEditor } from './queue-editor.tsx';
import { joined, useResource } from './use-resource.ts';

export function QueuesPage() {
  const queues = useResource('/api/admin/queues', Queues);
  const skills = useResource('/api/admin/skills', Skills);
  const centers = useResource('/api/admin/centers', Centers);
  const [find, setFind] = useState('');
  const [editing, setEditing] = useState<Queue | 'new' | null>(null);
  const retry = () => {
    for (const one of [queues, skills, centers]) if (one.resource.kind === 'failed') one.retry();
  };
  const done = () => {
    setEditing(null);
    queues.reload();
  };

  return (
    <ListPage
      title="Queues"
      lead="The topics that callers choose from, and who may answer them."
      add={{ label: 'Add a queue', onAdd: () => setEditing('new') }}
      find={find}
      onFind={setFind}
      resource={joined(queues.resource, skills.resource, centers.resource)}
      onRetry={retry}
    >
      {([{ queues: list }, { skills: abilities }, { centers: places }]) => (
        <>
          <QueuesTable queues={list} skills={abilities} find={find} onChange={setEditing} />
          {editing !== null && (
            <QueueEditor
              queue={editing === 'new' ? null : editing}
              queues={list}
              skills={abilities}
              centers={places}
              onClose={() => setEditing(null)}
              onDone={done}
            />
          )}
        </>
      )}
    </ListPage>
  );
}

interface QueueRow extends Queue {
  skillText: string;
  hoursText: string;
}

interface QueuesTableProps {
  queues: readonly Queue[];
  skills: readonly Skill[];
  find: string;
  onChange: (queue: Queue) => void;
}

function QueuesTable({ queues, skills, find, onChange }: QueuesTableProps) {
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const columns = useMemo(() => columnsOf(onChange), [onChange]);
  const rows = useMemo(() => {
    const names = new Map(skills.map((skill) => [skill.id, skill.name]));
    return queues
      .map(
        (queue): QueueRow => ({
          ...queue,
          skillText: requirementText(queue.requirement, (id) => names.get(id) ?? id),
          hoursText: hoursText(queue.hours),
        }),
      )
      .filter((row) => matches(find, [row.name, row.skillText, STRATEGY_WORDS[row.strategy].name]));
  }, [queues, skills, find]);
  return (
    <SortableTable
      aria-label="Queues"
      columns={columns}
      rows={rows}
      sort={sort}
      onSort={setSort}
      minWidth="min-w-[64rem]"
      empty={
        <EmptyState icon={ListFilter} title={queues.length === 0 ? 'No queues yet' : 'No queue matches'}>
          {queues.length === 0 ? 'Add one, and callers can choose it as their topic.' : 'No name or skill fits what is typed above.'}
        </EmptyState>
      }
    />
  );
}

function columnsOf(onChange: (queue: Queue) => void): readonly SortableColumn<QueueRow>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'w-52',
      sortBy: (row) => row.name,
      cell: (row) => (
        <span className="block truncate font-medium" title={row.name}>
          {row.name}
        </span>
      ),
    },
    {
      id: 'requirements',
      header: 'Asks for',
      width: 'w-auto',
      sortBy: (row) => row.skillText,
      cell: (row) => (
        <span className="block truncate" title={row.skillText}>
          {row.skillText}
        </span>
      ),
    },
    {
      id: 'strategy',
      header: 'Strategy',
      title: 'Who of those that are free gets the call',
      width: 'w-40',
      sortBy: (row) => STRATEGY_WORDS[row.strategy].name,
      cell: (row) => STRATEGY_WORDS[row.strategy].name,
    },
    {
      id: 'hours',
      header: 'Open',
      width: 'w-44',
      sortBy: (row) => row.hoursText,
      cell: (row) => (
        <span className="block truncate" title={row.hoursText}>
          {row.hoursText}
        </span>
      ),
    },
    {
      id: 'priority',
      header: 'Priority',
      title: 'Higher is served first',
      width: 'w-24',
      numeric: true,
      sortBy: (row) => row.priority,
      cell: (row) => row.priority,
    },
    {
      id: 'serviceLevelSeconds',
      header: 'Service level',
      title: 'Answered within this time counts as in time',
      width: 'w-28',
      numeric: true,
      sortBy: (row) => row.serviceLevelSeconds,
      cell: (row) => `${row.serviceLevelSeconds} s`,
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
