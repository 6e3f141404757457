'use client';

import { Cast, Video } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { MediaParty } from '../../../server/protocol/media.ts';
import { Button } from '../../components/ui/button.tsx';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import type { ShareDesk } from '../../lib/media/call-audio.ts';
import { useShares } from './use-shares.ts';

interface OwnShareBarProps {
  desk: ShareDesk | null;
  nameOf: (party: MediaParty) => string;
  className?: string;
}

/** In sight for as long as something is shown to others: what, to whom, and how to stop it. */
export function OwnShareBar({ desk, nameOf, className }: OwnShareBarProps) {
  const t = useTranslations('shares');
  const formats = useFormats();
  const { ownShares } = useShares(desk);
  if (desk === null || ownShares.length === 0) return null;
  return (
    <section aria-label={t('own')} className={cn('sticky bottom-0 z-20 border-line border-t bg-accent-soft', className)}>
      {ownShares.map(({ source, watchers }) => (
        <div key={source} className="flex min-h-11 items-center gap-x-3 px-4 py-1">
          {source === 'screen' ? (
            <Cast aria-hidden className="size-4 shrink-0 text-accent-ink" />
          ) : (
            <Video aria-hidden className="size-4 shrink-0 text-accent-ink" />
          )}
          <p role="status" className="min-w-0 flex-1 text-sm">
            <span className="font-medium">{t(`${source}.on`)}</span>{' '}
            <span className="text-muted">
              {watchers.length === 0 ? t('nobodySees') : t('seenBy', { names: formats.list(watchers.map(nameOf)) })}
            </span>
          </p>
          <Button size="sm" onClick={() => desk.stopShare(source)} aria-label={t(`${source}.stop`)}>
            {t('stop')}
          </Button>
        </div>
      ))}
    </section>
  );
}
