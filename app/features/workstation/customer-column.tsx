'use client';

import { Search, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WorkstationWork } from '../../../server/protocol/workstation.ts';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { cn } from '../../lib/cn.ts';
import type { WorkstationConnection } from './connection.ts';
import { type Asked, CustomerDialogs } from './customer-dialogs.tsx';
import { CallerRecord, CustomerLookup } from './parts.ts';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import type { Link } from './view-model.ts';

interface CustomerColumnProps {
  work: WorkstationWork;
  agentId: string;
  /** A record that was opened between calls. */
  lookedUp: string | null;
  onLookUp: (customerId: string | null) => void;
  link: Link;
  connection: WorkstationConnection;
  className?: string;
}

/** Who is on the line, as the center's data server knows them; between calls whoever was looked up. */
export function CustomerColumn({ work, agentId, lookedUp, onLookUp, link, connection, className }: CustomerColumnProps) {
  const t = useTranslations('workstation-desk.customer');
  const ready = link.kind === 'up';
  const idle = work.kind === 'idle';
  return (
    <section
      aria-label={t('title')}
      className={cn('flex min-w-0 flex-col rounded-lg border border-line bg-surface lg:overflow-y-auto', className)}
    >
      {!idle && (
        <div className="p-4">
          <CallerRecord key={work.callId} contact={work} agentId={agentId} ready={ready} connection={connection} />
        </div>
      )}
      {/* It waits out of sight while a call comes first: what was being typed is still there afterwards. */}
      {lookedUp !== null && (
        <div hidden={!idle} className="p-4">
          <CustomerLookup
            key={lookedUp}
            customerId={lookedUp}
            agentId={agentId}
            ready={ready && idle}
            connection={connection}
            onLookUp={onLookUp}
          />
        </div>
      )}
      {idle && lookedUp === null && <Nobody ready={ready} connection={connection} onLookUp={onLookUp} />}
    </section>
  );
}

function Nobody({ ready, connection, onLookUp }: Pick<CustomerColumnProps, 'connection' | 'onLookUp'> & { ready: boolean }) {
  const t = useTranslations('workstation-desk.customer');
  const [asked, setAsked] = useState<Asked | null>(null);
  const search = () => setAsked({ kind: 'search' });
  useShortcut('find-customer', search, ready);
  return (
    <>
      <EmptyState
        icon={UserRound}
        title={t('nobody')}
        className="flex-1"
        action={
          <Button size="sm" disabled={!ready} onClick={search}>
            <Search aria-hidden />
            {t('search')}
          </Button>
        }
      >
        {t('nobody-text')}
      </EmptyState>
      <CustomerDialogs
        asked={asked}
        onAsk={setAsked}
        record={null}
        search={{ purpose: 'look', initial: '', onChoose: async ({ id }) => onLookUp(id) }}
        onMerged={onLookUp}
        connection={connection}
      />
    </>
  );
}
