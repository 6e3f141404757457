'use client';

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type CallAudio, type CallAudioSnapshot, openCallAudio } from './call-audio.ts';
import { ticketKey } from './ticket-key.ts';

const NOT_OPEN: CallAudioSnapshot = { state: { kind: 'joining', own: false }, muted: false, otherMuted: false, playback: 'playing' };

/**
 * The audio of the call that `ticket` names, open as long as there are a ticket and a microphone. A newly signed
 * ticket for the same party of the same call changes nothing. `audio` is null while nothing is open.
 */
export function useCallAudio({ ticket, microphone }: { ticket: string | null; microphone: MediaStream | null }) {
  const [audio, setAudio] = useState<CallAudio | null>(null);
  const key = ticket === null ? null : ticketKey(ticket);
  const latest = useRef(ticket);
  useEffect(() => {
    latest.current = ticket;
  });

  useEffect(() => {
    if (key === null || latest.current === null || microphone === null) return;
    const opened = openCallAudio({ ticket: latest.current, microphone });
    setAudio(opened);
    return () => {
      opened.close();
      setAudio(null);
    };
  }, [key, microphone]);

  const subscribe = useCallback((listener: () => void) => audio?.subscribe(listener) ?? (() => {}), [audio]);
  const snapshot = () => audio?.snapshot() ?? NOT_OPEN;
  return { audio, ...useSyncExternalStore(subscribe, snapshot, () => NOT_OPEN) };
}
