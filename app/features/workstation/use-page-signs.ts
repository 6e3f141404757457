'use client';

import { useEffect } from 'react';
import { startRing, unlockRing } from './ring.ts';
import { sound } from './sound/sound.ts';

/** The title of the tab says what goes on, for an agent who looks at another one. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Tandem`;
  }, [title]);
}

/** Closing the tab during a call asks first. */
export function useLeaveQuestion(onCall: boolean): void {
  useEffect(() => {
    if (!onCall) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [onCall]);
}

/** Any touch of the page allows the ring to sound later. */
export function useRingUnlock(): void {
  useEffect(() => {
    window.addEventListener('pointerdown', unlockRing);
    window.addEventListener('keydown', unlockRing);
    return () => {
      window.removeEventListener('pointerdown', unlockRing);
      window.removeEventListener('keydown', unlockRing);
    };
  }, []);
}

export function useRing(ringing: boolean): void {
  useEffect(() => (ringing ? startRing(sound.deviceId('ringer') ?? '') : undefined), [ringing]);
}
