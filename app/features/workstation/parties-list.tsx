'use client';

import { Headset, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { LevelMeter } from '../../components/ui/level-meter.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { cn } from '../../lib/cn.ts';
import { DropCallerDialog } from './drop-caller-dialog.tsx';
import { type PartyRow, showsTime } from './parties-view.ts';
import type { CallControl } from './use-call-control.ts';
import type { Softphone } from './use-softphone.ts';

interface PartiesListProps {
  rows: readonly PartyRow[];
  ready: boolean;
  phone: Softphone;
  control: CallControl;
}

/** Who is in the call, in the order in which they came. */
export function PartiesList({ rows, ready, phone, control }: PartiesListProps) {
  const t = useTranslations('workstation-call.parties');
  const [dropping, setDropping] = useState<PartyRow | null>(null);
  const drop = (row: PartyRow) => void control.run({ kind: 'drop', partyId: row.party.id });
  return (
    <>
      <div className="@container">
        <ul
          aria-label={t('label')}
          className="divide-y divide-line rounded-lg border border-line @md:grid @md:grid-cols-[auto_minmax(0,1fr)_auto_auto]"
        >
          {rows.map((row) => (
            <PartyItem
              key={row.party.id}
              row={row}
              ready={ready}
              phone={phone}
              control={control}
              onDrop={() => (row.party.kind === 'caller' ? setDropping(row) : drop(row))}
            />
          ))}
        </ul>
      </div>
      <DropCallerDialog
        name={dropping?.party.name ?? null}
        onCancel={() => setDropping(null)}
        onDrop={() => {
          if (dropping !== null) drop(dropping);
          setDropping(null);
        }}
      />
    </>
  );
}

interface PartyItemProps extends Omit<PartiesListProps, 'rows'> {
  row: PartyRow;
  onDrop: () => void;
}

function PartyItem({ row, ready, phone, control, onDrop }: PartyItemProps) {
  const t = useTranslations('workstation-call.parties');
  const { party, you } = row;
  const muted = you ? phone.muted : phone.mutedParties.has(party.id);
  const Icon = party.kind === 'caller' ? UserRound : Headset;
  const level = () => {
    const levels = phone.levels();
    if (you) return phone.muted ? 0 : levels.you;
    return levels.parties[party.id] ?? 0;
  };
  const { asking } = control;
  const silencing = asking?.kind === 'silence' && asking.partyId === party.id;
  const dropping = asking?.kind === 'drop' && asking.partyId === party.id;

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2 @md:col-span-full @md:grid @md:grid-cols-subgrid">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="break-words font-medium">{party.name}</span>
          {you && <Badge>{t('you')}</Badge>}
          {row.leads && <Badge tone="accent">{t('leads')}</Badge>}
          {party.silenced && <Badge tone="not-ready">{t('silenced')}</Badge>}
          {muted && !party.silenced && <Badge>{t('muted')}</Badge>}
        </p>
        <p className="text-muted text-sm">
          {party.centerName ?? t('caller')} · <span className={cn(row.audible || 'text-on-call')}>{t(`states.${party.state}`)}</span>
          {showsTime(party) && (
            <>
              {' '}
              <Elapsed since={party.since} />
            </>
          )}
        </p>
      </div>
      {row.audible ? <LevelMeter label={party.name} hideLabel read={level} /> : <span />}
      <div className="flex justify-end gap-2 pl-8 @md:pl-0">
        {row.maySilence && (
          <Button
            size="sm"
            aria-pressed={party.silenced}
            aria-label={t('silence-name', { name: party.name })}
            disabled={!ready}
            busy={silencing}
            onClick={() => void control.run({ kind: 'silence', partyId: party.id, silenced: !party.silenced })}
            className="aria-pressed:border-not-ready aria-pressed:bg-not-ready-soft aria-pressed:text-not-ready"
          >
            {t('silence')}
          </Button>
        )}
        {row.mayDrop && (
          <Button
            size="sm"
            aria-label={row.audible ? t('drop-name', { name: party.name }) : t('cancel-name', { name: party.name })}
            disabled={!ready}
            busy={dropping}
            onClick={onDrop}
          >
            {row.audible ? t('drop') : t('cancel')}
          </Button>
        )}
      </div>
    </li>
  );
}
