'use client';

import { Volume2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../../components/ui/button.tsx';
import { Field } from '../../../components/ui/field.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { useWords } from '../../../lib/i18n/words.ts';
import type { DeviceUse } from '../../../lib/media/audio-settings.ts';
import { playTestSound } from '../../../lib/media/test-sound.ts';
import { sound } from './sound.ts';
import { deviceOptions, SYSTEM } from './sound-words.ts';
import { useSound } from './use-sound.ts';

/** Which device is used for one thing, with a way to try it. */
export function DeviceField({ use, label, children }: { use: DeviceUse; label: string; children: ReactNode }) {
  const t = useTranslations('workstation-devices.sound');
  const say = useWords();
  const { choices, present, canChooseOutput } = useSound();
  const choice = choices[use];
  const { options, value } = deviceOptions(use, choice, present);
  const change = (chosen: string) => {
    const device = options.find((option) => option.value === chosen);
    if (device === undefined || device.missing) return;
    sound.choose(use, chosen === SYSTEM || typeof device.label !== 'string' ? null : { deviceId: chosen, label: device.label });
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <Field label={label} hint={choice.kind === 'stand-in' ? t('stand-in', { name: choice.wanted }) : undefined}>
        <Select
          value={value}
          onChange={change}
          disabled={use !== 'microphone' && !canChooseOutput}
          options={options.map((option) => {
            const text = typeof option.label === 'string' ? option.label : say(option.label);
            return { value: option.value, label: text, disabled: option.missing };
          })}
        />
      </Field>
      {children}
    </div>
  );
}

export function PlayButton({ use }: { use: 'speaker' | 'ringer' }) {
  const t = useTranslations('workstation-devices.sound');
  const [playing, setPlaying] = useState(false);
  const play = () => {
    setPlaying(true);
    void playTestSound(sound.deviceId(use) ?? '').finally(() => setPlaying(false));
  };
  return (
    <div>
      <Button size="sm" busy={playing} onClick={play}>
        {!playing && <Volume2 aria-hidden />}
        {t('play')}
        <span className="sr-only">: {t(use)}</span>
      </Button>
    </div>
  );
}
