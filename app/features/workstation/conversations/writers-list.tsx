import { Headset } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Badge } from '../../../components/ui/badge.tsx';
import { Button } from '../../../components/ui/button.tsx';
import type { PartyRow } from '../parties-view.ts';
import type { CallControl } from '../use-call-control.ts';

interface WritersListProps {
  rows: readonly PartyRow[];
  ready: boolean;
  control: CallControl;
}

/** The agents in a text conversation of several, in the order in which they came. */
export function WritersList({ rows, ready, control }: WritersListProps) {
  const t = useTranslations('workstation-call.parties');
  const words = useTranslations('workstation-texts.writers');
  return (
    <ul aria-label={words('label')} className="divide-y divide-line rounded-lg border border-line">
      {rows
        .filter(({ party }) => party.kind === 'agent')
        .map(({ party, you, leads, audible, mayDrop }) => (
          <li key={party.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
            <Headset aria-hidden className="size-4 shrink-0 text-muted" />
            <span className="break-words font-medium">{party.name}</span>
            {you && <Badge>{t('you')}</Badge>}
            {leads && <Badge tone="accent">{t('leads')}</Badge>}
            <span className="flex-1 text-muted text-sm">
              {party.centerName} {!audible && <>· {t(`states.${party.state}`)}</>}
            </span>
            {mayDrop && (
              <Button
                size="sm"
                aria-label={audible ? t('drop-name', { name: party.name }) : t('cancel-name', { name: party.name })}
                disabled={!ready}
                busy={control.asking?.kind === 'drop' && control.asking.partyId === party.id}
                onClick={() => void control.run({ kind: 'drop', partyId: party.id })}
              >
                {audible ? t('drop') : t('cancel')}
              </Button>
            )}
          </li>
        ))}
    </ul>
  );
}
