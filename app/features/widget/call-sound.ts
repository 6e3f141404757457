import { loadAudioSettings } from '../../lib/media/audio-settings.ts';
import { type CallAudio, type CallAudioOptions, openCallAudio } from '../../lib/media/call-audio.ts';
import { openMicrophone } from '../../lib/media/microphone.ts';

export interface CallSound {
  open: (ticket: string) => void;
  /** After a failure: again with the same microphone, or with a new one when it was taken away. */
  retry: () => Promise<void>;
  close: () => void;
}

/** Owns the microphone and the sound of one call; closing it closes both. @param connect to another server than the page's own */
export function createCallSound(
  first: MediaStream,
  onSound: (sound: CallAudio | null) => void,
  connect?: CallAudioOptions['connect'],
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
    const muted = sound?.muted ?? false;
    sound?.close();
    sound = openCallAudio({ ticket: next, microphone, muted, ...(connect ? { connect } : {}) });
    onSound(sound);
  };

  return {
    open: openWith,
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
