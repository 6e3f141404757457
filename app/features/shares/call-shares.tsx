'use client';

import { Cast, MonitorUp, Video } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { MediaParty, ShareSource } from '../../../server/protocol/media.ts';
import { Button } from '../../components/ui/button.tsx';
import { cn } from '../../lib/cn.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { ShareDesk } from '../../lib/media/call-audio.ts';
import { canShare, ShareError } from '../../lib/media/share-source.ts';
import { SharePicture } from './share-picture.tsx';
import { SharePrompts } from './share-prompts.tsx';
import { shareView } from './share-view.ts';
import { useShares } from './use-shares.ts';

export interface CallSharesProps {
  desk: ShareDesk;
  nameOf: (party: MediaParty) => string;
  /** Who can be asked to show their screen; null: nobody. */
  askable: MediaParty | null;
  narrow?: boolean;
  keys?: { 'aria-keyshortcuts': string | undefined };
}

type Trouble = { source: ShareSource; error: unknown };

/** Screens and cameras of a call: to show one's own, to be shown another's, and what is being seen. */
export function CallShares({ desk, nameOf, askable, narrow = false, keys }: CallSharesProps) {
  const t = useTranslations('shares');
  const snapshot = useShares(desk);
  const [notNow, setNotNow] = useState<ReadonlySet<string>>(new Set());
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const view = shareView(snapshot, nameOf, notNow);
  const shows = (source: ShareSource) => snapshot.ownShares.some((own) => own.source === source);
  const attempt = (source: ShareSource, act: () => Promise<void>) => {
    setTrouble(null);
    act().catch((error: unknown) => setTrouble({ source, error }));
  };
  const show = (source: ShareSource) => attempt(source, () => desk.startShare(source));
  const toggle = (source: ShareSource) => (shows(source) ? desk.stopShare(source) : show(source));
  const asking = view.asked.some(({ source, declined }) => source === 'screen' && !declined);
  return (
    <section aria-label={t('title')} className="flex flex-col gap-3">
      <div className={cn('grid gap-2', narrow ? 'grid-cols-2' : 'grid-cols-[repeat(auto-fit,minmax(9rem,max-content))]')}>
        {canShare('screen') && (
          <Toggle pressed={shows('screen')} onPress={() => toggle('screen')} keys={keys}>
            <Cast aria-hidden />
            {t('screen.share')}
          </Toggle>
        )}
        {canShare('camera') && (
          <Toggle pressed={shows('camera')} onPress={() => toggle('camera')}>
            <Video aria-hidden />
            {t('camera.share')}
          </Toggle>
        )}
        {askable !== null && (
          <Button
            size="sm"
            variant="quiet"
            disabled={asking}
            onClick={() => attempt('screen', () => desk.askShare('screen', askable))}
            className={cn(narrow && 'col-span-2')}
          >
            <MonitorUp aria-hidden />
            {t('screen.ask')}
          </Button>
        )}
      </div>
      <SharePrompts
        prompts={view.prompts}
        canShow={canShare}
        onWatch={desk.watch}
        onNotNow={(key) => setNotNow(new Set([...notNow, key]))}
        onShow={show}
        onDecline={({ from, source }) => desk.declineShare(from, source)}
      />
      <div role="status" className="grid gap-1 text-muted text-sm empty:-mt-3">
        {view.asked.map(({ key, source, name, declined }) => (
          <p key={key}>{t(`${source}.${declined ? 'declined' : 'waiting'}`, { name })}</p>
        ))}
      </div>
      {trouble !== null && <ShareTrouble {...trouble} />}
      {view.putOff.map(({ key, producerId, name, source }) => (
        <p key={key} className="flex items-baseline gap-3 text-muted text-sm">
          {t(`${source}.theirs`, { name })}
          <Button variant="link" size="sm" onClick={() => desk.watch(producerId)}>
            {t('show')}
          </Button>
        </p>
      ))}
      {view.pictures.map(({ producerId, ...picture }) => (
        <SharePicture key={producerId} {...picture} narrow={narrow} onClose={() => desk.unwatch(producerId)} />
      ))}
    </section>
  );
}

interface ToggleProps {
  pressed: boolean;
  onPress: () => void;
  keys?: CallSharesProps['keys'];
  children: React.ReactNode;
}

function Toggle({ pressed, onPress, keys, children }: ToggleProps) {
  return (
    <Button
      size="sm"
      aria-pressed={pressed}
      onClick={onPress}
      className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
      {...keys}
    >
      {children}
    </Button>
  );
}

/** Who closes the browser's question needs no telling. */
function ShareTrouble({ source, error }: Trouble) {
  const t = useTranslations('shares');
  const errorWords = useErrorWords();
  const words = error instanceof ShareError ? (error.kind === 'refused' ? null : t(`${source}.${error.kind}`)) : errorWords(error);
  return words === null ? null : (
    <p role="alert" className="text-missed text-sm">
      {words}
    </p>
  );
}
