import { useCallback, useSyncExternalStore } from 'react';
import type { CallAudio, CallAudioSnapshot } from '../../lib/media/call-audio.ts';

const SILENT: CallAudioSnapshot = {
  state: { kind: 'joining', own: false },
  muted: false,
  otherMuted: false,
  parties: [],
  playback: 'playing',
  shares: [],
  ownShares: [],
  asks: [],
  sentAsks: [],
};

/** The sound as it is now. Types only from lib/media: its code comes with the first call. */
export function useSound(sound: CallAudio | null): CallAudioSnapshot {
  const subscribe = useCallback((listener: () => void) => sound?.subscribe(listener) ?? (() => undefined), [sound]);
  return useSyncExternalStore(
    subscribe,
    () => sound?.snapshot() ?? SILENT,
    () => SILENT,
  );
}
