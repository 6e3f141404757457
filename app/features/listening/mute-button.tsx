'use client';

import { Mic, MicOff } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { listening } from './listening.ts';
import type { PanelProps } from './session-parts.tsx';

export function MuteButton({ state: { muted, problem } }: PanelProps) {
  const t = useTranslations('supervisor.listening');
  return (
    <Button size="sm" disabled={problem !== null} onClick={() => listening.setMuted(!muted)}>
      {muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
      {muted ? t('unmute') : t('mute')}
    </Button>
  );
}
