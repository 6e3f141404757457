'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { ALL_PROCESSING, loadAudioSettings, NO_PROCESSING, saveAudioSettings } from '../../lib/media/audio-settings.ts';

/** For the few who need it, folded away from the rest. */
export function MicrophoneOptions() {
  const t = useTranslations('widget.options');
  const id = useId();
  const [settings, setSettings] = useState(loadAudioSettings);
  /** One switch for all of it: callers know no more of it than that it is on or off. */
  const process = (on: boolean) => {
    const next = { ...settings, processing: on ? ALL_PROCESSING : NO_PROCESSING };
    setSettings(next);
    saveAudioSettings(next);
  };
  return (
    <details className="group">
      <summary className="flex list-none items-center gap-1 rounded-sm text-muted text-sm hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 group-open:rotate-90" />
        {t('title')}
      </summary>
      <div className="mt-2 flex items-start justify-between gap-4 rounded-md bg-sunken px-3 py-2">
        <div>
          <label htmlFor={id} className="font-medium text-sm">
            {t('processing')}
          </label>
          <p id={`${id}-hint`} className="text-muted text-xs">
            {t('processing-hint')}
          </p>
        </div>
        {/* Not the design's switch: its library is more than this frame should load. */}
        <input
          id={id}
          type="checkbox"
          role="switch"
          aria-describedby={`${id}-hint`}
          checked={Object.values(settings.processing).some(Boolean)}
          onChange={(event) => process(event.target.checked)}
          className="relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-control bg-surface before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-control before:transition-transform before:duration-100 checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent"
        />
      </div>
    </details>
  );
}
