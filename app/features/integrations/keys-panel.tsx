'use client';

import { KeyRound, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { z } from 'zod';
import { ApiKey, type NewApiKey } from '../../../server/protocol/api-keys.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { type Formats, useFormats } from '../../lib/i18n/formats.ts';
import { Centers } from '../admin/admin-api.ts';
import { joined, useResource } from '../admin/use-resource.ts';
import { EndKeyDialog } from './end-key-dialog.tsx';
import { KeyEditor } from './key-editor.tsx';
import { SecretDialog } from './secret-dialog.tsx';

const Keys = z.object({ keys: z.array(ApiKey) });

export function KeysPanel() {
  const t = useTranslations('integrations.keys');
  const scopes = useTranslations('integrations.scopes');
  const formats = useFormats();
  const errorWords = useErrorWords();
  const keys = useResource('/api/admin/keys', Keys);
  const centers = useResource('/api/admin/centers', Centers);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewApiKey | null>(null);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const [sort, setSort] = useState<Sort>(null);
  const resource = joined(keys.resource, centers.resource);
  const places = centers.resource.kind === 'loaded' ? centers.resource.data.centers : null;
  const columns = useMemo(() => {
    const names = new Map((places ?? []).map(({ id, name }) => [id, name]));
    return columnsOf(t, scopes, formats, (id) => names.get(id) ?? id, setEnding);
  }, [t, scopes, formats, places]);
  const retry = () => {
    for (const one of [keys, centers]) if (one.resource.kind === 'failed') one.retry();
  };
  return (
    <Panel
      title={t('title')}
      aria-label={t('title')}
      flush
      action={
        <Button variant="primary" size="sm" onClick={() => setMaking(true)} disabled={resource.kind !== 'loaded'}>
          <Plus aria-hidden />
          {t('add')}
        </Button>
      }
    >
      <p className="px-4 pb-2 text-muted text-sm">
        {t('lead')}{' '}
        <a className="text-accent-ink underline" href="/api/v1/openapi.json">
          {t('document')}
        </a>
      </p>
      {resource.kind === 'loading' && <Skeleton className="mx-4 mb-4 h-24" />}
      {resource.kind === 'failed' && <ErrorState message={errorWords(resource.error)} onRetry={retry} />}
      {resource.kind === 'loaded' && (
        <SortableTable
          aria-label={t('title')}
          columns={columns}
          rows={resource.data[0].keys}
          sort={sort}
          onSort={setSort}
          minWidth="min-w-[52rem]"
          empty={
            <EmptyState icon={KeyRound} title={t('none')}>
              {t('none-hint')}
            </EmptyState>
          }
        />
      )}
      {making && places && (
        <KeyEditor
          centers={places}
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false);
            setMade(key);
            keys.reload();
          }}
        />
      )}
      {made && (
        <SecretDialog
          title={t('made-title', { name: made.key.name })}
          description={t('made-text')}
          secret={made.secret}
          onClose={() => setMade(null)}
        />
      )}
      {ending && (
        <EndKeyDialog
          apiKey={ending}
          onClose={() => setEnding(null)}
          onEnded={() => {
            setEnding(null);
            keys.reload();
          }}
        />
      )}
    </Panel>
  );
}

function columnsOf(
  t: ReturnType<typeof useTranslations<'integrations.keys'>>,
  scopes: ReturnType<typeof useTranslations<'integrations.scopes'>>,
  { moment, list }: Formats,
  nameOf: (centerId: string) => string,
  onEnd: (key: ApiKey) => void,
): readonly SortableColumn<ApiKey>[] {
  return [
    {
      id: 'name',
      header: t('columns.name'),
      width: 'w-52',
      sortBy: (key) => key.name,
      cell: (key) => (
        <>
          <span className="block truncate font-medium">{key.name}</span>
          <span className="block text-muted text-xs">{t('hint', { hint: key.hint })}</span>
        </>
      ),
    },
    {
      id: 'may',
      header: t('columns.may'),
      width: 'w-auto',
      cell: (key) => (
        <ul className="text-xs">
          {key.scopes.map((scope) => (
            <li key={scope}>{scopes(scope)}</li>
          ))}
        </ul>
      ),
    },
    {
      id: 'centers',
      header: t('columns.centers'),
      width: 'w-36',
      cell: (key) => (key.centers === null ? t('all-centers') : list(key.centers.map(nameOf))),
    },
    {
      id: 'used',
      header: t('columns.used'),
      width: 'w-36',
      sortBy: (key) => key.lastUsedAt ?? undefined,
      cell: (key) => (key.lastUsedAt === null ? t('never') : moment(key.lastUsedAt, Date.now())),
    },
    {
      id: 'state',
      header: t('columns.state'),
      width: 'w-28',
      sortBy: (key) => Number(key.endedAt !== null),
      cell: (key) => t(key.endedAt === null ? 'good' : 'ended'),
    },
    {
      id: 'end',
      header: t('end'),
      hideHeader: true,
      width: 'w-32',
      cell: (key) =>
        key.endedAt === null && (
          <Button size="sm" aria-label={t('end-it', { name: key.name })} onClick={() => onEnd(key)}>
            {t('end')}
          </Button>
        ),
    },
  ];
}
