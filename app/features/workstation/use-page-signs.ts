'use client';

import { useEffect, useRef } from 'react';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { backgroundTimers } from '../../lib/background-timers.ts';
import type { ServerClock } from '../../lib/clock.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { titleOf } from './page-words.ts';
import { startRing, unlockRing } from './ring.ts';
import { sound } from './sound/sound.ts';
import type { Link } from './view-model.ts';

const EVERY_MS = 1_000;

/** The title of the tab says what goes on and for how long, for an agent who looks at another one; new messages come first. */
export function usePageTitle(link: Link, state: WorkstationState | null, clock: ServerClock, newTexts: number): void {
  const say = useWords();
  const write = useRef<() => void>(() => undefined);
  useEffect(() => {
    write.current = () => {
      const title = `${newTexts > 0 ? `(${newTexts}) ` : ''}${say(titleOf(link, state, clock.now()))} · Tandem`;
      if (document.title !== title) document.title = title;
    };
    write.current();
  });
  useEffect(() => backgroundTimers.every(EVERY_MS, () => write.current()), []);
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
