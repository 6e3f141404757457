'use client';

import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { ToCopy } from '../integrations/to-copy.tsx';
import { centerSettings, mediaSettings } from './machine-settings.ts';
import type { Machine } from './machines-view.ts';

/** A key that was made just now. */
export interface Made {
  machine: Machine;
  key: string;
}

/** A key is shown this once, with the settings that go to the machine with it. */
export function MadeKeyDialog({ made: { machine, key }, onClose }: { made: Made; onClose: () => void }) {
  const t = useTranslations('machines.made');
  const secret = useTranslations('integrations.secret');
  const settings = useTranslations('machines.settings');
  const say = { routing: settings('routing'), public: settings('public'), announced: settings('announced'), tls: settings('tls') };
  const { origin } = window.location;
  const lines = machine.kind === 'media' ? mediaSettings(machine.node, key, origin, say) : centerSettings(machine.id, key, origin, say);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: machine.name })}
      description={t('text')}
      actions={
        <Button variant="primary" onClick={onClose}>
          {secret('done')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <ToCopy label={t('key')} text={key} />
        <ToCopy label={t('settings')} hint={t('settings-hint')} text={lines} />
      </div>
    </Dialog>
  );
}
