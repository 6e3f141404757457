'use client';

import { Mic, MicOff, PhoneOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import { Button } from '../../components/ui/button.tsx';
import { ButtonRow } from '../../components/ui/button-row.tsx';
import { LevelMeter } from '../../components/ui/level-meter.tsx';
import type { CallAudio } from '../../lib/media/call-audio.ts';
import { AgentAway } from './agent-away.tsx';
import type { Announced } from './announcements/use-announcements.ts';
import { AnnouncementLine } from './later-views.ts';
import { LineHint } from './line-hint.tsx';
import { type MusicChoice, musicOf } from './music-choice.ts';
import { MusicSwitch } from './music-switch.tsx';
import { Notice } from './notice.tsx';
import { PhaseFigure } from './phase-figure.tsx';
import { SoundNotice } from './sound-notice.tsx';
import { useHoldMusic } from './use-hold-music.ts';
import { useSound } from './use-sound.ts';
import { firstName } from './widget-words.ts';

interface CallViewProps {
  /** null while the server has not answered yet. */
  phase: WidgetPhase | null;
  online: boolean;
  sound: CallAudio | null;
  /** What the queue in which the caller waits tells them; null: nothing, or they don't wait. */
  announced: Announced | null;
  onRetrySound: () => void;
  onHangUp: () => void;
}

/** A call from the queue to its end: who, how long, how loud, and the two things that can be done. */
export function CallView({ phase, online, sound, announced, onRetrySound, onHangUp }: CallViewProps) {
  const heard = useSound(sound);
  const { muted } = heard;
  const talking = phase?.kind === 'connected';
  const t = useTranslations('widget');
  const [musicChoice, setMusicChoice] = useState<MusicChoice>(null);
  // What is announced later on is read: nobody who waits in quiet has music begin by itself.
  const [announcedAtFirst, setAnnouncedAtFirst] = useState<boolean | null>(null);
  if (announcedAtFirst === null && phase !== null) setAnnouncedAtFirst(announced !== null);
  const music = musicOf(phase, musicChoice, announcedAtFirst === true);
  const duck = useHoldMusic(music.plays);

  return (
    <>
      {!online && (
        <Notice kind="offline" title={t('call.reconnecting')}>
          {t(talking ? 'call.line-gone' : 'call.place-kept')}
        </Notice>
      )}
      <PhaseFigure phase={phase} />
      {talking && phase.agentAwayUntil !== null && <AgentAway agentName={phase.agentName} until={phase.agentAwayUntil} />}
      <SoundNotice sound={heard} talking={talking} onPlay={() => sound?.resumePlayback()} onRetry={onRetrySound} />
      {talking && <LineHint heard={heard.quality} name={firstName(phase.agentName)} />}
      <div className="flex flex-wrap justify-center gap-x-6 gap-y-2">
        {muted ? (
          <span className="text-muted text-xs">{t('call.muted')}</span>
        ) : (
          <LevelMeter label={t('call.you')} read={() => sound?.levels().own ?? 0} />
        )}
        {talking && (
          <LevelMeter
            label={phase.others.length === 0 ? firstName(phase.agentName) : t('others')}
            read={() => sound?.levels().other ?? 0}
          />
        )}
      </div>
      {announced !== null && <AnnouncementLine announced={announced} phase={phase} audible={music.plays} duck={duck} />}
      {music.offered && <MusicSwitch on={music.plays} announced={announced !== null} onChange={setMusicChoice} />}
      <ButtonRow>
        <Button
          size="lg"
          aria-pressed={muted}
          disabled={sound === null}
          onClick={() => sound?.setMuted(!muted)}
          className="aria-pressed:bg-not-ready-soft aria-pressed:text-not-ready"
        >
          {muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
          {t('call.mute')}
        </Button>
        <Button variant="danger" size="lg" onClick={onHangUp}>
          <PhoneOff aria-hidden />
          {t('hang-up')}
        </Button>
      </ButtonRow>
    </>
  );
}
