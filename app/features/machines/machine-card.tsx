'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { LinkKey } from '../../../server/protocol/link-keys.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { EndKeyDialog } from './end-key-dialog.tsx';
import { isOnItsOwn, type Machine, nameOfKey, STATE_TONES, validityOf } from './machines-view.ts';
import { MakeKeyDialog } from './make-key-dialog.tsx';

interface MachineCardProps {
  machine: Machine;
  /** Whom it is for. */
  place: string | null;
  /** null: it is changed elsewhere. */
  onChange: (() => void) | null;
  onMade: (key: string) => void;
  onEnded: () => void;
}

/** A media server or a center: whether it is linked, and its keys. */
export function MachineCard({ machine, place, onChange, onMade, onEnded }: MachineCardProps) {
  const t = useTranslations('machines');
  const admin = useTranslations('admin');
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<LinkKey | null>(null);
  const { name, keys, state } = machine;
  // The end of the link of a center that the installation runs is no trouble of a machine.
  const tone = state === 'gone' && !isOnItsOwn(machine) ? 'neutral' : STATE_TONES[state];
  return (
    <article aria-label={name} className="rounded-lg border border-line px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="flex flex-wrap items-center gap-2 font-semibold">
            <span className="break-words">{name}</span>
            <Badge tone={tone}>{t(`states.${state}`)}</Badge>
          </h3>
          {machine.kind === 'media' && <p className="break-all text-muted text-sm">{machine.node.url}</p>}
          {place !== null && <p className="text-muted text-sm">{place}</p>}
        </div>
        <div className="flex flex-wrap gap-2">
          {onChange !== null && (
            <Button size="sm" aria-label={admin('change-it', { name })} onClick={onChange}>
              {admin('change')}
            </Button>
          )}
          <Button size="sm" aria-label={t('make.button-for', { name })} onClick={() => setMaking(true)}>
            {t('make.button')}
          </Button>
        </div>
      </div>
      {keys.length === 0 ? (
        <p className="mt-2 text-sm">{t(machine.kind === 'media' ? 'no-keys' : 'own-key')}</p>
      ) : (
        <ul aria-label={t('keys-of', { name })} className="mt-2 divide-y divide-line border-line border-t">
          {keys.map((key) => (
            <KeyRow key={key.id} of={key} machine={machine} onEnd={() => setEnding(key)} />
          ))}
        </ul>
      )}
      {making && (
        <MakeKeyDialog
          machine={machine}
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false);
            onMade(key);
          }}
        />
      )}
      {ending !== null && (
        <EndKeyDialog
          machine={machine}
          linkKey={ending}
          onClose={() => setEnding(null)}
          onEnded={() => {
            setEnding(null);
            onEnded();
          }}
        />
      )}
    </article>
  );
}

function KeyRow({ of: key, machine: { name, keys }, onEnd }: { of: LinkKey; machine: Machine; onEnd: () => void }) {
  const t = useTranslations('machines.key');
  const say = useWords();
  const { moment } = useFormats();
  const now = Date.now();
  const { madeAt, madeBy, usedAt, inUse, derived } = key;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
      <div className="min-w-0 text-sm">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {say(nameOfKey(key))}
          {inUse && <Badge tone="available">{t('in-use')}</Badge>}
        </p>
        <p className="text-muted">
          {!derived && (
            <span className="block">
              {madeAt === null || madeBy === null ? t('not-noted') : t('made', { name: madeBy, at: moment(madeAt, now) })}
              {' · '}
              {usedAt === null ? t('never-used') : t('used', { at: moment(usedAt, now) })}
            </span>
          )}
          <span className="block">{say(validityOf(key, keys))}</span>
        </p>
      </div>
      <Button size="sm" aria-label={t('end-it', { key: say(nameOfKey(key)), name })} onClick={onEnd}>
        {t('end')}
      </Button>
    </li>
  );
}
