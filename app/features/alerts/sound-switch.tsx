'use client';

import { Volume2, VolumeOff, VolumeX } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { setMuted, soundAlert, useAlertSound } from './alert-sound.ts';

/** Whether alerts are heard here; where the browser keeps them silent, it says so, and a press allows them and lets one be heard. */
export function SoundSwitch() {
  const t = useTranslations('supervisor.alerts');
  const { muted, blocked } = useAlertSound();
  const silenced = blocked && !muted;
  const press = () => {
    if (silenced) soundAlert().catch(() => {});
    else setMuted(!muted);
  };
  // One button in both cases, so that it keeps the focus.
  return (
    <span className="flex items-center gap-2">
      {silenced && (
        <>
          <VolumeOff aria-hidden className="size-4 text-missed" />
          {t('sound-blocked')}
        </>
      )}
      <Button size="sm" variant={silenced ? 'secondary' : 'quiet'} {...(silenced ? {} : { 'aria-pressed': !muted })} onClick={press}>
        {muted ? <VolumeX aria-hidden /> : <Volume2 aria-hidden />}
        {t(silenced ? 'sound-allow' : muted ? 'sound-off' : 'sound-on')}
      </Button>
    </span>
  );
}
