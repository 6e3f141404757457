'use client';

import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../../components/ui/button.tsx';
import { Tooltip } from '../../../components/ui/tooltip.tsx';
import { later } from '../../../lib/later.tsx';
import { useKeysOf, useShortcut } from './use-shortcut.tsx';

const ShortcutsDialog = later(() => import('./shortcuts-dialog.tsx').then((module) => module.default));

/** The list of all shortcuts, also by "?". The button stays when signs alone are switched off. */
export function ShortcutsButton() {
  const t = useTranslations('workstation-devices.shortcuts');
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const show = () => {
    setWanted(true);
    setOpen(true);
  };
  useShortcut('help', show);
  const { aria, label } = useKeysOf('help');
  return (
    <>
      <Tooltip text={label === null ? t('title') : `${t('title')} (${label})`}>
        <Button
          variant="quiet"
          size="icon"
          aria-label={t('title')}
          aria-haspopup="dialog"
          {...aria}
          onClick={show}
          className="max-md:hidden"
        >
          <Keyboard aria-hidden />
        </Button>
      </Tooltip>
      {wanted && <ShortcutsDialog open={open} onOpenChange={setOpen} />}
    </>
  );
}
