'use client';

import { PhoneCall } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type NewIdentitySecret, type WidgetKey, WidgetKeys } from '../../../server/protocol/widget-keys.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { type Formats, useFormats } from '../../lib/i18n/formats.ts';
import { matches } from '../../lib/matches.ts';
import { Centers, Queues } from '../admin/admin-api.ts';
import { ListPage } from '../admin/list-page.tsx';
import { joined, useResource } from '../admin/use-resource.ts';
import { SecretDialog } from '../integrations/secret-dialog.tsx';
import { KeyEditor } from './key-editor.tsx';
import { oldSecretUntil } from './key-form.ts';
import { TagDialog } from './tag-dialog.tsx';

export function WidgetKeysPage() {
  const t = useTranslations('widget-keys');
  const formats = useFormats();
  const keys = useResource('/api/admin/widget-keys', WidgetKeys);
  const queues = useResource('/api/admin/queues', Queues);
  const centers = useResource('/api/admin/centers', Centers);
  const [find, setFind] = useState('');
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const [editing, setEditing] = useState<WidgetKey | 'new' | null>(null);
  const [tagged, setTagged] = useState<WidgetKey | null>(null);
  const [made, setMade] = useState<NewIdentitySecret | null>(null);
  const topics = queues.resource.kind === 'loaded' ? queues.resource.data.queues : null;
  const columns = useMemo(() => {
    const names = new Map((topics ?? []).map(({ id, name }) => [id, name]));
    return columnsOf(t, formats, (id) => names.get(id) ?? id, setEditing, setTagged);
  }, [t, formats, topics]);
  const retry = () => {
    for (const one of [keys, queues, centers]) if (one.resource.kind === 'failed') one.retry();
  };
  const done = (secret: NewIdentitySecret | null) => {
    setEditing(null);
    setMade(secret);
    keys.reload();
  };

  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      add={{ label: t('add'), onAdd: () => setEditing('new') }}
      find={find}
      onFind={setFind}
      resource={joined(keys.resource, queues.resource, centers.resource)}
      onRetry={retry}
    >
      {([{ keys: list }, { queues: choices }, { centers: owners }]) => (
        <>
          <SortableTable
            aria-label={t('title')}
            columns={columns}
            rows={list.filter((key) => matches(find, [key.name, key.id, ...(key.origins ?? [])]))}
            sort={sort}
            onSort={setSort}
            minWidth="min-w-[56rem]"
            empty={
              <EmptyState icon={PhoneCall} title={t(list.length === 0 ? 'none' : 'no-match')}>
                {t(list.length === 0 ? 'none-hint' : 'no-match-hint')}
              </EmptyState>
            }
          />
          {editing !== null && (
            <KeyEditor
              widgetKey={editing === 'new' ? null : editing}
              queues={choices}
              centers={owners}
              onClose={() => setEditing(null)}
              onDone={done}
            />
          )}
          {tagged !== null && <TagDialog widgetKey={tagged} onClose={() => setTagged(null)} />}
          {made !== null && (
            <SecretDialog
              title={t('secret-title', { name: made.key.name })}
              description={t('secret-text')}
              secret={made.secret}
              onClose={() => setMade(null)}
            />
          )}
        </>
      )}
    </ListPage>
  );
}

function columnsOf(
  t: ReturnType<typeof useTranslations<'widget-keys'>>,
  { list, moment }: Formats,
  nameOf: (queueId: string) => string,
  onChange: (key: WidgetKey) => void,
  onTag: (key: WidgetKey) => void,
): readonly SortableColumn<WidgetKey>[] {
  return [
    {
      id: 'name',
      header: t('columns.name'),
      width: 'w-64',
      sortBy: (key) => key.name,
      cell: (key) => (
        <>
          <span className="block truncate font-medium" title={key.name}>
            {key.name}
          </span>
          <span className="block truncate font-mono text-muted text-xs">{key.id}</span>
        </>
      ),
    },
    {
      id: 'sites',
      header: t('columns.sites'),
      width: 'w-auto',
      cell: (key) =>
        key.origins === null ? (
          t('any-site')
        ) : key.origins.length === 0 ? (
          t('own-pages')
        ) : (
          <ul className="text-xs">
            {key.origins.map((origin) => (
              <li key={origin} className="truncate" title={origin}>
                {origin}
              </li>
            ))}
          </ul>
        ),
    },
    {
      id: 'queues',
      header: t('columns.queues'),
      width: 'w-44',
      cell: (key) => (key.queues === null ? t('all-queues') : list(key.queues.map(nameOf))),
    },
    {
      id: 'state',
      header: t('columns.state'),
      width: 'w-36',
      sortBy: (key) => Number(!key.enabled),
      cell: (key) => (
        <>
          <span className="block">{t(key.enabled ? 'on' : 'off')}</span>
          {key.standsIn && <span className="block text-muted text-xs">{t('stands-in-short')}</span>}
          {key.needsIdentity && <span className="block text-muted text-xs">{t('identity.needed-short')}</span>}
          {oldSecretUntil(key, Date.now()) !== null && (
            <span className="block text-muted text-xs">
              {t('identity.two-short', { until: moment(key.oldSecretUntil ?? 0, Date.now()) })}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'change',
      header: t('change'),
      hideHeader: true,
      width: 'w-44',
      cell: (key) => (
        <span className="flex gap-2">
          <Button size="sm" aria-label={t('tag-of', { name: key.name })} onClick={() => onTag(key)}>
            {t('tag')}
          </Button>
          <Button size="sm" aria-label={t('change-it', { name: key.name })} onClick={() => onChange(key)}>
            {t('change')}
          </Button>
        </span>
      ),
    },
  ];
}
