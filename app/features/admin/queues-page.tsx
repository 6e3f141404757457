'use client';

import { ListFilter } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Skill } from '../../../server/protocol/api.ts';
import type { Queue } from '../../../server/protocol/queue.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button, buttonLook } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { matches } from '../../lib/matches.ts';
import { Centers, Queues, Skills } from './admin-api.ts';
import { hoursWords } from './hours/hours-view.ts';
import { ListPage } from './list-page.tsx';
import { requirementWords } from './queue/requirement-words.ts';
import { QueueEditor } from './queue-editor.tsx';
import { joined, useResource } from './use-resource.ts';

export function QueuesPage() {
  const t = useTranslations('admin');
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
      title={t('queues.title')}
      lead={t('queues.lead')}
      add={{ label: t('queues.add'), onAdd: () => setEditing('new') }}
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
  const t = useTranslations('admin');
  const say = useWords();
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const announcements = useTranslations('announcements');
  const columns = useMemo(() => columnsOf(t, announcements, onChange), [t, announcements, onChange]);
  const rows = useMemo(() => {
    const names = new Map(skills.map((skill) => [skill.id, skill.name]));
    return queues
      .map(
        (queue): QueueRow => ({
          ...queue,
          skillText: say(requirementWords(queue.requirement, (id) => names.get(id) ?? id)),
          hoursText: say(hoursWords(queue.hours)),
        }),
      )
      .filter((row) => matches(find, [row.name, row.skillText, t(`strategies.${row.strategy}.name`)]));
  }, [queues, skills, find, t, say]);
  return (
    <SortableTable
      aria-label={t('queues.title')}
      columns={columns}
      rows={rows}
      sort={sort}
      onSort={setSort}
      minWidth="min-w-[72rem]"
      empty={
        <EmptyState icon={ListFilter} title={t(queues.length === 0 ? 'queues.none' : 'queues.no-match')}>
          {t(queues.length === 0 ? 'queues.none-hint' : 'queues.no-match-hint')}
        </EmptyState>
      }
    />
  );
}

type Translate = ReturnType<typeof useTranslations<'admin'>>;
type Announcements = ReturnType<typeof useTranslations<'announcements'>>;

function columnsOf(t: Translate, announcements: Announcements, onChange: (queue: Queue) => void): readonly SortableColumn<QueueRow>[] {
  return [
    {
      id: 'name',
      header: t('fields.name'),
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
      header: t('requirement.legend'),
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
      header: t('queue.strategy'),
      title: t('queues.strategy-title'),
      width: 'w-40',
      sortBy: (row) => t(`strategies.${row.strategy}.name`),
      cell: (row) => t(`strategies.${row.strategy}.name`),
    },
    {
      id: 'hours',
      header: t('hours.open'),
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
      header: t('queue.priority'),
      title: t('queues.priority-title'),
      width: 'w-24',
      numeric: true,
      sortBy: (row) => row.priority,
      cell: (row) => row.priority,
    },
    {
      id: 'serviceLevelSeconds',
      header: t('queue.level'),
      title: t('queues.level-title'),
      width: 'w-32',
      numeric: true,
      sortBy: (row) => row.serviceLevelSeconds,
      cell: (row) => t('queues.seconds', { seconds: row.serviceLevelSeconds }),
    },
    {
      id: 'change',
      header: t('change'),
      hideHeader: true,
      width: 'w-64',
      cell: (row) => (
        <span className="flex justify-end gap-2">
          <Link
            href={`/admin/queues/${encodeURIComponent(row.id)}/announcements`}
            aria-label={announcements('button-of', { queue: row.name })}
            className={buttonLook({ size: 'sm' })}
          >
            {announcements('button')}
          </Link>
          <Button size="sm" aria-label={t('change-it', { name: row.name })} onClick={() => onChange(row)}>
            {t('change')}
          </Button>
        </span>
      ),
    },
  ];
}
