'use client';

import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '../../components/ui/popover.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { ALL_PROCESSING, loadAudioSettings, NO_PROCESSING, saveAudioSettings } from '../../lib/media/audio-settings.ts';
import type { Softphone } from './use-softphone.ts';

export function AudioSettingsButton({ phone }: { phone: Softphone }) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="quiet" size="icon" aria-label="Audio settings">
          <Settings2 aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Audio settings">
        <VoiceProcessing phone={phone} />
      </PopoverContent>
    </Popover>
  );
}

function VoiceProcessing({ phone }: { phone: Softphone }) {
  const [on, setOn] = useState(() => Object.values(loadAudioSettings().processing).some(Boolean));
  const change = (next: boolean) => {
    setOn(next);
    saveAudioSettings({ ...loadAudioSettings(), processing: next ? ALL_PROCESSING : NO_PROCESSING });
    phone.reconnect();
  };
  return (
    <Switch
      label="Voice processing"
      hint="Removes echo and background noise and evens out the volume. Switch it off for a headset that does this itself."
      checked={on}
      onChange={change}
    />
  );
}
