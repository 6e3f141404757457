'use client';

import { Building2, Plus, Server } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { MediaNodeView } from '../../../server/protocol/media-nodes.ts';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { ListSkeleton } from '../admin/list-skeleton.tsx';
import { MachineCard } from './machine-card.tsx';
import type { Machine } from './machines-view.ts';
import { type Made, MadeKeyDialog } from './made-key-dialog.tsx';
import { NodeEditor } from './node-editor.tsx';
import { useMachines } from './use-machines.ts';

/** Media servers and centers on machines of their own, and the keys by which they link. */
export function MachinesPage() {
  const t = useTranslations('machines');
  const errorWords = useErrorWords();
  const { machines, reload, retry } = useMachines();
  const [editing, setEditing] = useState<MediaNodeView | 'new' | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  if (machines.kind === 'loading') return <ListSkeleton />;
  if (machines.kind === 'failed') return <ErrorState message={errorWords(machines.error)} onRetry={retry} />;
  const { media, centers } = machines.data;
  const placeOf = (machine: Machine) => {
    if (machine.kind === 'center') return null;
    const center = centers.find(({ id }) => id === machine.node.centerId)?.name;
    return center === undefined ? t('all-centers') : t('for-center', { center });
  };
  const cards = (list: readonly Machine[]) => (
    <ul className="flex flex-col gap-3">
      {list.map((machine) => (
        <li key={machine.id}>
          <MachineCard
            machine={machine}
            place={placeOf(machine)}
            onChange={machine.kind === 'media' ? () => setEditing(machine.node) : null}
            onMade={(key) => {
              setMade({ machine, key });
              reload();
            }}
            onEnded={reload}
          />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3 pt-2">
        <div>
          <h1 className="font-semibold text-xl">{t('title')}</h1>
          <p className="text-muted">{t('lead')}</p>
        </div>
        <Link className="text-accent-ink underline" href="/admin/system">
          {t('to-system')}
        </Link>
      </div>
      <Panel
        title={t('media.title')}
        aria-label={t('media.title')}
        action={
          <Button variant="primary" size="sm" onClick={() => setEditing('new')}>
            <Plus aria-hidden />
            {t('media.add')}
          </Button>
        }
      >
        <p className="pb-3 text-muted text-sm">{t('media.lead')}</p>
        {media.length === 0 ? (
          <EmptyState icon={Server} title={t('media.none')}>
            {t('media.none-hint')}
          </EmptyState>
        ) : (
          cards(media)
        )}
      </Panel>
      <Panel title={t('centers.title')} aria-label={t('centers.title')}>
        <p className="pb-3 text-muted text-sm">{t('centers.lead')}</p>
        {centers.length === 0 ? (
          <EmptyState icon={Building2} title={t('centers.none')}>
            {t('centers.none-hint')}
          </EmptyState>
        ) : (
          cards(centers)
        )}
      </Panel>
      {editing !== null && (
        <NodeEditor
          node={editing === 'new' ? null : editing}
          centers={centers}
          onClose={() => setEditing(null)}
          onDone={(added) => {
            setEditing(null);
            setMade(added);
            reload();
          }}
        />
      )}
      {made !== null && <MadeKeyDialog made={made} onClose={() => setMade(null)} />}
    </>
  );
}
