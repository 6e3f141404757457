'use client';

import { Expand, Maximize2, Minimize2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ShareSource } from '../../../server/protocol/media.ts';
import { Button } from '../../components/ui/button.tsx';
import { cn } from '../../lib/cn.ts';

interface SharePictureProps {
  name: string;
  source: ShareSource;
  stream: MediaStream | null;
  /** In the narrow card of the widget there is no room to make it larger. */
  narrow: boolean;
  onClose: () => void;
}

/** What somebody shows, whole, in a frame that can be made larger. */
export function SharePicture({ name, source, stream, narrow, onClose }: SharePictureProps) {
  const t = useTranslations('shares');
  const frame = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [large, setLarge] = useState(false);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  const label = t(`${source}.theirs`, { name });
  return (
    <figure ref={frame} className="flex flex-col overflow-hidden rounded-lg border border-line bg-sunken">
      <figcaption className="flex items-center gap-1 py-1 pr-1 pl-3">
        <span className="min-w-0 flex-1 truncate font-medium text-sm">{label}</span>
        {!narrow && (
          <Button
            variant="quiet"
            size="icon"
            aria-label={t('larger')}
            aria-pressed={large}
            title={t('larger')}
            onClick={() => setLarge(!large)}
          >
            {large ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
          </Button>
        )}
        {document.fullscreenEnabled && (
          <Button
            variant="quiet"
            size="icon"
            aria-label={t('fullScreen')}
            title={t('fullScreen')}
            onClick={() => void toggleFullScreen(frame.current)}
          >
            <Expand aria-hidden />
          </Button>
        )}
        <Button variant="quiet" size="icon" aria-label={t('close')} title={t('close')} onClick={onClose}>
          <X aria-hidden />
        </Button>
      </figcaption>
      <div
        className={cn(
          'relative min-h-40 shrink-0 resize-y overflow-hidden bg-[rgb(0_0_0)]',
          narrow ? 'h-48' : large ? 'h-[75vh]' : 'h-72',
          'in-[:fullscreen]:h-auto in-[:fullscreen]:flex-1 in-[:fullscreen]:resize-none',
        )}
      >
        <video ref={video} autoPlay playsInline muted aria-label={label} className="absolute inset-0 size-full object-contain" />
        {stream === null && (
          <p role="status" className="absolute inset-0 grid place-items-center text-[rgb(255_255_255)] text-sm">
            {t('opening')}
          </p>
        )}
      </div>
    </figure>
  );
}

async function toggleFullScreen(element: HTMLElement | null): Promise<void> {
  try {
    if (document.fullscreenElement !== null) await document.exitFullscreen();
    else await element?.requestFullscreen();
  } catch {
    // The page around a frame may forbid it: the picture stays where it is.
  }
}
