'use client';

import { Headphones } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../../components/ui/button.tsx';
import { Tooltip } from '../../../components/ui/tooltip.tsx';
import { later } from '../../../lib/later.tsx';
import type { WorkstationConnection } from '../connection.ts';
import { useKeysOf, useShortcut } from '../shortcuts/use-shortcut.tsx';

const SoundDialog = later(() => import('./sound-dialog.tsx').then((module) => module.default));

/** Opens the devices and the sound; what is in there is fetched when it is first opened. */
export function SoundButton({ connection }: { connection: WorkstationConnection }) {
  const t = useTranslations('workstation-devices.sound');
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const show = () => {
    setWanted(true);
    setOpen(true);
  };
  useShortcut('sound', show);
  const { aria, label } = useKeysOf('sound');
  return (
    <>
      <Tooltip text={label === null ? t('title') : `${t('title')} (${label})`}>
        <Button variant="quiet" size="icon" aria-label={t('title')} aria-haspopup="dialog" {...aria} onClick={show}>
          <Headphones aria-hidden />
        </Button>
      </Tooltip>
      {wanted && <SoundDialog open={open} onOpenChange={setOpen} echoTicket={connection.echoTicket} />}
    </>
  );
}
