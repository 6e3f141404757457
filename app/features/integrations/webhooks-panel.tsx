'use client';

import { Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type NewWebhook, type Webhook, Webhooks } from '../../../server/protocol/webhooks.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useResource } from '../admin/use-resource.ts';
import { DeliveriesDialog } from './deliveries-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { WebhookEditor } from './webhook-editor.tsx';

export function WebhooksPanel() {
  const t = useTranslations('integrations.webhooks');
  const errorWords = useErrorWords();
  const { resource, reload, retry } = useResource('/api/admin/webhooks', Webhooks);
  const [editing, setEditing] = useState<Webhook | 'new' | null>(null);
  const [made, setMade] = useState<NewWebhook | null>(null);
  const [showing, setShowing] = useState<Webhook | null>(null);
  const [sort, setSort] = useState<Sort>(null);
  const columns = useMemo(() => columnsOf(t, setEditing, setShowing), [t]);
  return (
    <Panel
      title={t('title')}
      aria-label={t('title')}
      flush
      action={
        <Button variant="primary" size="sm" onClick={() => setEditing('new')} disabled={resource.kind !== 'loaded'}>
          <Plus aria-hidden />
          {t('add')}
        </Button>
      }
    >
      <p className="px-4 pb-2 text-muted text-sm">{t('lead')}</p>
      {resource.kind === 'loading' && <Skeleton className="mx-4 mb-4 h-24" />}
      {resource.kind === 'failed' && <ErrorState message={errorWords(resource.error)} onRetry={retry} />}
      {resource.kind === 'loaded' && (
        <SortableTable
          aria-label={t('title')}
          columns={columns}
          rows={resource.data.webhooks}
          sort={sort}
          onSort={setSort}
          minWidth="min-w-[52rem]"
          empty={
            <EmptyState icon={WebhookIcon} title={t('none')}>
              {t('none-hint')}
            </EmptyState>
          }
        />
      )}
      {editing !== null && (
        <WebhookEditor
          webhook={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onDone={(secret) => {
            setEditing(null);
            setMade(secret);
            reload();
          }}
        />
      )}
      {made && (
        <SecretDialog
          title={t('made-title', { name: made.webhook.name })}
          description={t('made-text')}
          secret={made.secret}
          onClose={() => setMade(null)}
        />
      )}
      {showing && (
        <DeliveriesDialog
          webhook={showing}
          onClose={() => {
            setShowing(null);
            reload();
          }}
        />
      )}
    </Panel>
  );
}

function columnsOf(
  t: ReturnType<typeof useTranslations<'integrations.webhooks'>>,
  onChange: (webhook: Webhook) => void,
  onShow: (webhook: Webhook) => void,
): readonly SortableColumn<Webhook>[] {
  const host = ({ url }: Webhook) => new URL(url).host;
  return [
    {
      id: 'name',
      header: t('columns.name'),
      width: 'w-44',
      sortBy: (row) => row.name,
      cell: (row) => <span className="font-medium">{row.name}</span>,
    },
    { id: 'host', header: t('columns.host'), width: 'w-auto', sortBy: host, cell: (row) => <span title={row.url}>{host(row)}</span> },
    {
      id: 'events',
      header: t('columns.events'),
      width: 'w-28',
      sortBy: (row) => row.events.length,
      cell: (row) => t('events', { count: row.events.length }),
    },
    {
      id: 'deliveries',
      header: t('columns.deliveries'),
      width: 'w-44',
      sortBy: (row) => row.dead,
      cell: (row) => (
        <>
          <span className="block text-xs">{t('pending', { count: row.pending })}</span>
          <span className={row.dead > 0 ? 'block font-medium text-missed text-xs' : 'block text-xs'}>{t('dead', { count: row.dead })}</span>
        </>
      ),
    },
    {
      id: 'state',
      header: t('columns.state'),
      width: 'w-24',
      sortBy: (row) => Number(row.active),
      cell: (row) => t(row.active ? 'on' : 'off'),
    },
    {
      id: 'log',
      header: t('log'),
      hideHeader: true,
      width: 'w-32',
      cell: (row) => (
        <Button size="sm" variant="quiet" aria-label={t('log-of', { name: row.name })} onClick={() => onShow(row)}>
          {t('log')}
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
