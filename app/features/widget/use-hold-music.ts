'use client';

import { useCallback, useEffect, useRef } from 'react';
import type { HoldMusic } from '../../lib/media/hold-music.ts';

/**
 * Plays while `plays` is true. What makes the music is fetched when it is first wanted; without it, silence and the words remain.
 * @returns makes it softer, and as loud as before
 */
export function useHoldMusic(plays: boolean): (ducked: boolean) => void {
  const music = useRef<HoldMusic | null>(null);
  const wanted = useRef(plays);
  const ducked = useRef(false);

  useEffect(() => {
    wanted.current = plays;
    if (music.current !== null) return music.current.play(plays);
    if (!plays) return;
    let left = false;
    import('../../lib/media/hold-music.ts').then(
      ({ createHoldMusic }) => {
        if (left) return;
        music.current ??= createHoldMusic();
        music.current.duck(ducked.current);
        music.current.play(wanted.current);
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [plays]);

  useEffect(() => {
    // A page that was loaded anew may not sound before it is touched.
    const touched = () => music.current?.resume();
    window.addEventListener('pointerdown', touched);
    return () => {
      window.removeEventListener('pointerdown', touched);
      music.current?.close();
      music.current = null;
    };
  }, []);

  return useCallback((on) => {
    ducked.current = on;
    music.current?.duck(on);
  }, []);
}
