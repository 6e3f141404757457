import { Volume2 } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { CallAudioSnapshot } from '../../lib/media/call-audio.ts';
import { Notice } from './notice.tsx';

interface SoundNoticeProps {
  sound: CallAudioSnapshot;
  talking: boolean;
  onPlay: () => void;
  onRetry: () => void;
}

/** What is wrong with the sound, if anything is, and what to do about it. */
export function SoundNotice({ sound: { state, playback, otherMuted }, talking, onPlay, onRetry }: SoundNoticeProps) {
  const t = useTranslations('widget');
  const errorWords = useErrorWords();
  if (state.kind === 'failed')
    return (
      <>
        <Notice kind="error" title={t('sound.none')}>
          {errorWords({ code: 'unavailable', message: state.message })}
        </Notice>
        <Button onClick={onRetry}>{t('try-again')}</Button>
      </>
    );
  if (state.kind === 'closed' && state.reason === 'replaced')
    return (
      <Notice kind="info" title={t('sound.elsewhere')}>
        {t('sound.elsewhere-hint')}
      </Notice>
    );
  if (playback === 'blocked')
    return (
      <Button variant="primary" size="lg" onClick={onPlay}>
        <Volume2 aria-hidden />
        {t('sound.turn-on')}
      </Button>
    );
  if (talking && state.kind === 'reconnecting')
    return (
      <Notice kind="offline" title={t('sound.returning')}>
        {t('sound.stay')}
      </Notice>
    );
  if (talking && otherMuted) return <Notice kind="info" title={t('sound.other-muted')} />;
  return null;
}
