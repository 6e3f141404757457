'use client';

import { useTranslations } from 'use-intl/react';
import { Banner } from '../../../components/ui/banner.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { LevelMeter } from '../../../components/ui/level-meter.tsx';
import { type Preview, useSound } from './use-sound.ts';

/** Whether the microphone is heard, and what to do if it is not. */
export function MicrophoneLevel({ preview, level, onAgain }: { preview: Preview; level: () => number; onAgain: () => void }) {
  const t = useTranslations('workstation-devices.sound');
  const { permission } = useSound();
  if (preview.kind === 'failed') {
    return (
      <Banner
        kind="error"
        title={t(`problem.${preview.problem}.title`)}
        action={
          <Button size="sm" onClick={onAgain}>
            {t('try-again')}
          </Button>
        }
      >
        {t(`problem.${preview.problem}.remedy`)}
      </Banner>
    );
  }
  if (preview.kind === 'opening' && permission === 'prompt') return <p className="text-muted text-sm">{t('asking')}</p>;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <LevelMeter label={t('level')} read={level} />
      <p className="text-muted text-sm">{t('speak')}</p>
    </div>
  );
}
