'use client';

import { Command } from 'cmdk';
import { Building2, Check, Headset, ListOrdered, type LucideIcon, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { exhausted } from '../../../server/protocol/codes.ts';
import { controlLook } from '../../components/ui/input.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { cn } from '../../lib/cn.ts';
import { canTake, found, GROUPS, type TargetRow } from './transfer-view.ts';
import type { DirectoryView } from './use-directory.ts';

interface TransferListProps {
  view: DirectoryView;
  /** `value` of the chosen row. */
  chosen: string | null;
  onChoose: (row: TargetRow) => void;
  onRetry: () => void;
}

/** Agents, queues and centers, found by typing. Of one height whatever is found, so that nothing below it moves. */
export function TransferList({ view, chosen, onChoose, onRetry }: TransferListProps) {
  const t = useTranslations('workstation-call.transfer');
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const rows = view.kind === 'loaded' ? view.rows : [];
  const groups = GROUPS.map((group) => ({ group, rows: found(rows, group, typed) })).filter((one) => one.rows.length > 0);

  return (
    <Command label={t('search')} shouldFilter={false} vimBindings={false} className="grid gap-2 pt-1">
      <div className="relative">
        <Search aria-hidden className="-translate-y-1/2 absolute top-1/2 left-3 size-4 text-muted" />
        <Command.Input
          ref={input}
          value={typed}
          onValueChange={setTyped}
          placeholder={t('search')}
          className={cn(controlLook, 'h-10 pl-9')}
        />
      </div>
      <div className="h-72 overflow-hidden rounded-md border border-line">
        {view.kind === 'failed' ? (
          <ErrorState title={t('failed')} message={view.message} onRetry={onRetry} />
        ) : (
          <>
            {/* Beside the list and not in it: a list holds what can be chosen. */}
            {groups.length === 0 && <Hint>{view.kind === 'loading' ? t('loading') : t('nothing-found', { typed })}</Hint>}
            <Command.List label={t('list')} className={cn('h-full scroll-py-8 overflow-y-auto p-1', groups.length === 0 && 'hidden')}>
              {groups.map(({ group, rows: fitting }) => (
                <Command.Group
                  key={group}
                  heading={t(`groups.${group}`)}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
                >
                  {fitting.map((row) => (
                    <Row key={row.value} row={row} chosen={row.value === chosen} onChoose={onChoose} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </>
        )}
      </div>
    </Command>
  );
}

const Hint = ({ children }: { children: string }) => (
  <p role="status" className="px-3 py-6 text-center text-muted">
    {children}
  </p>
);

const ICONS: Record<(typeof GROUPS)[number], LucideIcon> = { agent: Headset, queue: ListOrdered, center: Building2 };

function Row({ row, chosen, onChoose }: { row: TargetRow; chosen: boolean; onChoose: (row: TargetRow) => void }) {
  const Icon = ICONS[row.target.kind];
  const takes = canTake(row);
  return (
    <Command.Item
      value={row.value}
      onSelect={() => onChoose(row)}
      className="flex min-h-11 items-center gap-3 rounded-md px-2 py-1 data-[selected=true]:bg-accent-soft data-[selected=true]:active-line"
    >
      <Icon aria-hidden className={cn('size-4 shrink-0', takes ? 'text-available' : 'text-muted')} />
      <div className="min-w-0 flex-1">
        <p className={cn('truncate', takes ? 'font-medium' : 'text-muted')}>{row.name}</p>
        <p className="figures truncate text-muted text-xs">
          <Detail row={row} />
        </p>
      </div>
      {row.target.kind === 'agent' && (
        <span className={cn('shrink-0 text-sm', takes ? 'text-available' : 'text-muted')}>
          <StateText row={row} />
        </span>
      )}
      <Check aria-hidden className={cn('size-4 shrink-0 text-accent', !chosen && 'invisible')} />
    </Command.Item>
  );
}

/** Whether an agent can take the call, and if not, why. */
function StateText({ row }: { row: TargetRow }) {
  const t = useTranslations('workstation-call.transfer');
  if (row.kind !== 'agent') return null;
  return row.unavailable === null ? t('available') : t(`unavailable.${row.unavailable}`);
}

/** What is to be known of a target beside its name. */
function Detail({ row }: { row: TargetRow }) {
  const t = useTranslations('workstation-call.transfer');
  switch (row.kind) {
    case 'gone':
      return t('unavailable.gone');
    case 'agent':
      return [row.centerName, ...row.skills].join(' · ');
    case 'queue':
      return t('queue-state', { waiting: row.waiting, available: row.available });
    case 'center':
      return t('center-state', { available: row.available });
    default:
      return exhausted(row);
  }
}
