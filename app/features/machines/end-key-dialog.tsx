'use client';

import { useTranslations } from 'use-intl/react';
import type { LinkKey } from '../../../server/protocol/link-keys.ts';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { Consequences } from './consequences.tsx';
import { keysPath, type Machine, nameOfKey, ofEnd } from './machines-view.ts';
import { useAsked } from './use-asked.ts';

interface EndKeyDialogProps {
  machine: Machine;
  linkKey: LinkKey;
  onClose: () => void;
  onEnded: () => void;
}

/** Ending a key can't be taken back: it says who is cut off by it, and asks once. */
export function EndKeyDialog({ machine, linkKey, onClose, onEnded }: EndKeyDialogProps) {
  const t = useTranslations('machines.end');
  const common = useTranslations('common.actions');
  const say = useWords();
  const toast = useToast();
  const { busy, failure, confirm } = useAsked(async () => {
    await api(`${keysPath(machine)}/${encodeURIComponent(linkKey.id)}`, { method: 'DELETE' });
    toast({ kind: 'success', title: t('ended') });
    onEnded();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: machine.name })}
      description={say(nameOfKey(linkKey))}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="danger" busy={busy} onClick={confirm}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <Consequences of={ofEnd(machine, linkKey)} failure={failure} />
    </Dialog>
  );
}
