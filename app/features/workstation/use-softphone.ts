'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { WorkstationWork } from '../../../server/protocol/workstation.ts';
import { loadMedia } from './media-library.ts';
import { type PhoneLevels, type PhoneView, SoftphoneStore } from './softphone.ts';
import { microphonePermission, sound } from './sound/sound.ts';
import type { AudioSituation } from './view-model.ts';

export interface Softphone extends PhoneView {
  canMute: boolean;
  levels: () => PhoneLevels;
  /** Before the first call of a shift: fetches what a call needs and lets the browser ask for the microphone. */
  prepare: () => void;
  open: () => void;
  letGo: () => void;
  setMuted: (muted: boolean) => void;
  reconnect: () => void;
  tryMicrophone: () => void;
  allowSound: () => void;
}

const MUTABLE: ReadonlySet<AudioSituation> = new Set(['connecting', 'sending', 'connected', 'reconnecting']);

/** The softphone follows the work: on a call it is joined, also after a reload; otherwise the microphone is off. */
export function useSoftphone(work: WorkstationWork): Softphone {
  const [store] = useState(() => new SoftphoneStore(loadMedia));
  const view = useSyncExternalStore(store.subscribe, store.get, store.get);
  const callId = work.kind === 'call' ? work.callId : null;
  const ticket = work.kind === 'call' ? work.ticket : null;
  const waiting = work.kind === 'offer';

  useEffect(() => {
    if (callId !== null && ticket !== null) store.join(callId, ticket);
    // During an offer the microphone may be open already: it was accepted, the answer is on its way.
    else if (!waiting) store.letGo();
  }, [store, callId, ticket, waiting]);
  useEffect(() => store.letGo, [store]);
  useEffect(() => sound.onChange('microphone', () => void store.renew()), [store]);
  useForeseenRefusal(store);

  return useMemo(
    () => ({
      ...view,
      canMute: MUTABLE.has(view.situation),
      levels: store.levels,
      prepare: () => void prepare(store),
      open: store.open,
      letGo: store.letGo,
      setMuted: store.setMuted,
      reconnect: store.reconnect,
      tryMicrophone: () => (callId === null ? void store.check() : store.open()),
      allowSound: store.allowSound,
    }),
    [view, store, callId],
  );
}

type Phone = Pick<SoftphoneStore, 'preload' | 'check' | 'foresee'>;

async function prepare(store: Phone): Promise<void> {
  store.preload();
  const permission = await microphonePermission();
  if (permission !== null && permission.state !== 'granted') await store.check();
}

function useForeseenRefusal(store: Phone): void {
  useEffect(() => {
    let left = false;
    let permission: PermissionStatus | null = null;
    const look = () => {
      if (permission !== null) store.foresee(permission.state === 'denied');
    };
    void microphonePermission().then((found) => {
      if (left || found === null) return;
      permission = found;
      permission.addEventListener('change', look);
      look();
    });
    return () => {
      left = true;
      permission?.removeEventListener('change', look);
    };
  }, [store]);
}
