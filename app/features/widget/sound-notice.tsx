import { Volume2 } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
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
  if (state.kind === 'failed')
    return (
      <>
        <Notice kind="error" title="There is no sound">
          {state.message}
        </Notice>
        <Button onClick={onRetry}>Try again</Button>
      </>
    );
  if (state.kind === 'closed' && state.reason === 'replaced')
    return (
      <Notice kind="info" title="This call goes on in another window">
        Close this one, or hang up to end the call.
      </Notice>
    );
  if (playback === 'blocked')
    return (
      <Button variant="primary" size="lg" onClick={onPlay}>
        <Volume2 aria-hidden />
        Turn on the sound
      </Button>
    );
  if (talking && state.kind === 'reconnecting')
    return (
      <Notice kind="offline" title="The sound is being brought back">
        Please stay on the line.
      </Notice>
    );
  if (talking && otherMuted) return <Notice kind="info" title="The other side is muted" />;
  return null;
}
