'use client';

import { useTranslations } from 'use-intl/react';
import { z } from 'zod';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { api } from '../../lib/api.ts';
import { Consequences } from './consequences.tsx';
import { keysPath, type Machine, ofAnother } from './machines-view.ts';
import { useAsked } from './use-asked.ts';

const Made = z.object({ key: z.string() });

interface MakeKeyDialogProps {
  machine: Machine;
  onClose: () => void;
  onMade: (key: string) => void;
}

/** Another key may end an older one, or change who runs a center: it says so first. */
export function MakeKeyDialog({ machine, onClose, onMade }: MakeKeyDialogProps) {
  const t = useTranslations('machines.make');
  const common = useTranslations('common.actions');
  const { busy, failure, confirm } = useAsked(async () => {
    const { key } = await api(keysPath(machine), { method: 'POST', schema: Made });
    onMade(key);
  });
  const consequence = ofAnother(machine);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: machine.name })}
      description={t('text')}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant={consequence.cuts ? 'danger' : 'primary'} busy={busy} onClick={confirm}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <Consequences of={consequence} failure={failure} />
    </Dialog>
  );
}
