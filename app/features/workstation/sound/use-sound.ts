'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createMeters } from '../../../lib/media/meter.ts';
import { MicrophoneError, type MicrophoneProblem, openMicrophone } from '../../../lib/media/microphone.ts';
import { sound } from './sound.ts';

export const useSound = () => useSyncExternalStore(sound.subscribe, sound.get, sound.get);

export type Preview = { kind: 'opening' } | { kind: 'live' } | { kind: 'failed'; problem: MicrophoneProblem };

/** Listens to the microphone that is chosen, for as long as this is on the screen, so that its level can be seen. */
export function useMicrophonePreview(): { preview: Preview; level: () => number; stream: MediaStream | null; again: () => void } {
  const [preview, setPreview] = useState<Preview>({ kind: 'opening' });
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [turn, setTurn] = useState(0);
  const read = useRef<() => number>(() => 0);
  const again = () => setTurn((before) => before + 1);

  useEffect(() => sound.onChange('microphone', () => setTurn((before) => before + 1)), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn opens it anew.
  useEffect(() => {
    let left = false;
    let opened: MediaStream | null = null;
    const meters = createMeters();
    openMicrophone(sound.get().settings, sound.deviceId('microphone')).then(
      (stream) => {
        opened = stream;
        if (left) return stop(stream);
        void sound.look();
        meters.attach('own', stream.getAudioTracks()[0] ?? null);
        meters.resume();
        read.current = () => meters.level('own');
        setStream(stream);
        setPreview({ kind: 'live' });
      },
      (error: unknown) => {
        if (left) return;
        setStream(null);
        setPreview({ kind: 'failed', problem: error instanceof MicrophoneError ? error.kind : 'unsupported' });
      },
    );
    return () => {
      left = true;
      setStream(null);
      read.current = () => 0;
      meters.close();
      if (opened !== null) stop(opened);
    };
  }, [turn]);

  return { preview, level: () => read.current(), stream, again };
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
