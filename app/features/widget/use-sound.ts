import { useCallback, useSyncExternalStore } from 'react';
import type { CallAudio, CallAudioSnapshot } from '../../lib/media/call-audio.ts';
import { AT_START } from '../../lib/media/call-audio-surface.ts';

/** The sound as it is now. Nothing of lib/media but its beginning: the rest of its code comes with the first call. */
export function useSound(sound: CallAudio | null): CallAudioSnapshot {
  const subscribe = useCallback((listener: () => void) => sound?.subscribe(listener) ?? (() => undefined), [sound]);
  return useSyncExternalStore(
    subscribe,
    () => sound?.snapshot() ?? AT_START,
    () => AT_START,
  );
}
