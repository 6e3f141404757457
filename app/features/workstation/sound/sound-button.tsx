'use client';

import { Headphones } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../../components/ui/button.tsx';
import { Tooltip } from '../../../components/ui/tooltip.tsx';
import type { WorkstationConnection } from '../connection.ts';
import { useKeysOf, useShortcut } from '../shortcuts/use-shortcut.tsx';

const SoundDialog = lazy(() => import('./sound-dialog.tsx'));

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
      {wanted && (
        <Suspense fallback={null}>
          <SoundDialog open={open} onOpenChange={setOpen} echoTicket={connection.echoTicket} />
        </Suspense>
      )}
    </>
  );
}
