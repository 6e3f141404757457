'use client';

import { useTranslations } from 'use-intl/react';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import type { WorkstationConnection } from '../connection.ts';
import { DeviceField, PlayButton } from './device-field.tsx';
import { EchoTest } from './echo-test.tsx';
import { MicrophoneLevel } from './microphone-level.tsx';
import { NotificationRow } from './notification-row.tsx';
import { sound } from './sound.ts';
import { useMicrophonePreview, useSound } from './use-sound.ts';

interface SoundDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  echoTicket: WorkstationConnection['echoTicket'];
}

/** Microphone, speaker and ringer of this machine, and what is done to the voice. All of it holds at once, also while talking. */
export default function SoundDialog({ open, onOpenChange, echoTicket }: SoundDialogProps) {
  const t = useTranslations('workstation-devices.sound');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} description={t('description')}>
      <Devices echoTicket={echoTicket} />
    </Dialog>
  );
}

function Devices({ echoTicket }: Pick<SoundDialogProps, 'echoTicket'>) {
  const t = useTranslations('workstation-devices.sound');
  const { canChooseOutput, settings } = useSound();
  const { preview, level, stream, again } = useMicrophonePreview();
  const { processing } = settings;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 pb-2">
      <DeviceField use="microphone" label={t('microphone')}>
        <MicrophoneLevel preview={preview} level={level} onAgain={again} />
      </DeviceField>
      <DeviceField use="speaker" label={t('speaker')}>
        <PlayButton use="speaker" />
      </DeviceField>
      <DeviceField use="ringer" label={t('ringer')}>
        <PlayButton use="ringer" />
      </DeviceField>
      <NotificationRow />
      {!canChooseOutput && <p className="text-muted text-sm">{t('no-output-choice')}</p>}
      <EchoTest microphone={stream} echoTicket={echoTicket} />
      <fieldset className="grid gap-3 border-line border-t pt-4">
        <legend className="sr-only">{t('voice')}</legend>
        <Switch
          label={t('echo-cancellation')}
          hint={t('echo-cancellation-hint')}
          checked={processing.echoCancellation}
          onChange={(echoCancellation) => sound.process({ echoCancellation })}
        />
        <Switch
          label={t('noise-suppression')}
          hint={t('noise-suppression-hint')}
          checked={processing.noiseSuppression}
          onChange={(noiseSuppression) => sound.process({ noiseSuppression })}
        />
        <Switch
          label={t('gain')}
          hint={t('gain-hint')}
          checked={processing.autoGainControl}
          onChange={(autoGainControl) => sound.process({ autoGainControl })}
        />
      </fieldset>
    </div>
  );
}
