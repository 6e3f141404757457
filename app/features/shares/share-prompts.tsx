'use client';

import { Cast, Video } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { ShareSource } from '../../../server/protocol/media.ts';
import { Button } from '../../components/ui/button.tsx';
import type { SharePrompt } from './share-view.ts';

interface SharePromptsProps {
  prompts: readonly SharePrompt[];
  canShow: (source: ShareSource) => boolean;
  onWatch: (producerId: string) => void;
  onNotNow: (key: string) => void;
  onShow: (source: ShareSource) => void;
  onDecline: (prompt: Extract<SharePrompt, { kind: 'asked' }>) => void;
}

/** Nothing is seen, and nothing shown, before one of these is answered with yes. */
export function SharePrompts({ prompts, canShow, onWatch, onNotNow, onShow, onDecline }: SharePromptsProps) {
  const t = useTranslations('shares');
  return (
    // Always there, so that what is put into it is read out.
    <div role="status" className="flex flex-col gap-3 empty:-mt-3">
      {prompts.map((prompt) => (
        <div key={prompt.key} className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-accent-soft px-4 py-2.5">
          {prompt.source === 'screen' ? (
            <Cast aria-hidden className="size-4 shrink-0 text-accent-ink" />
          ) : (
            <Video aria-hidden className="size-4 shrink-0 text-accent-ink" />
          )}
          <p className="min-w-40 flex-1">
            {t(`${prompt.source}.${prompt.kind}`, { name: prompt.name })}
            {prompt.kind === 'asked' && !canShow(prompt.source) && ` ${t(`${prompt.source}.cannot`)}`}
          </p>
          {prompt.kind === 'offered' ? (
            <div className="flex gap-2">
              <Button size="sm" onClick={() => onNotNow(prompt.key)}>
                {t('notNow')}
              </Button>
              <Button size="sm" variant="primary" onClick={() => onWatch(prompt.producerId)}>
                {t('show')}
              </Button>
            </div>
          ) : (
            <div className="flex gap-2">
              <Button size="sm" onClick={() => onDecline(prompt)}>
                {t('no')}
              </Button>
              {canShow(prompt.source) && (
                <Button size="sm" variant="primary" onClick={() => onShow(prompt.source)}>
                  {t(`${prompt.source}.share`)}
                </Button>
              )}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}
