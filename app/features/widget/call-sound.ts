import { loadAudioSettings } from '../../lib/media/audio-settings.ts';
import { type CallAudio, type CallAudioOptions, openCallAudio } from '../../lib/media/call-audio.ts';
import { openMicrophone } from '../../lib/media/microphone.ts';

export interface CallSound {
  /** Joins the call; with another ticket of it, goes on where that leads to. */
  open: (ticket: string) => void;
  /** After a failure: again with the same microphone, or with a new one when it was taken away. */
  retry: () => Promise<void>;
  close: () => void;
}

/** Owns the microphone and the sound of one call; closing it closes both. @param options how its first sound begins */
export function createCallSound(
  first: MediaStream,
  onSound: (sound: CallAudio | null) => void,
  options: Pick<CallAudioOptions, 'connect' | 'muted' | 'untouched'> = {},
): CallSound {
  let microphone = first;
  let ticket: string | null = null;
  let sound: CallAudio | null = null;
  let closed = false;

  const release = () => {
    for (const track of microphone.getTracks()) track.stop();
  };

  const openWith = (next: string) => {
    ticket = next;
    if (closed) return;
    const muted = sound?.muted ?? options.muted ?? false;
    sound?.close();
    sound = openCallAudio({ ...options, ticket: next, microphone, muted });
    onSound(sound);
  };

  return {
    open(next) {
      const isOver = sound === null || sound.state.kind === 'failed' || sound.state.kind === 'closed';
      if (sound === null || isOver) return openWith(next);
      ticket = next;
      sound.moveTo(next);
    },
    async retry() {
      if (closed || ticket === null) return;
      if (microphone.getAudioTracks().every((track) => track.readyState === 'ended')) {
        microphone = await openMicrophone(loadAudioSettings());
        if (closed) return release();
      }
      openWith(ticket);
    },
    close() {
      if (closed) return;
      closed = true;
      sound?.close();
      release();
      onSound(null);
    },
  };
}
