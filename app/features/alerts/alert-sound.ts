'use client';

import { useSyncExternalStore } from 'react';

const KEY = 'tandem-alert-sound';
const listeners = new Set<() => void>();
let muted: boolean | null = null;

function isMuted(): boolean {
  try {
    muted ??= localStorage.getItem(KEY) === 'off';
  } catch {
    // A browser that keeps nothing for us has the sound on.
    muted ??= false;
  }
  return muted;
}

function setMuted(next: boolean): void {
  muted = next;
  try {
    localStorage.setItem(KEY, next ? 'off' : 'on');
  } catch {
    // Then it holds for this page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether alerts are heard in this browser. */
export function useAlertSound(): { on: boolean; set: (on: boolean) => void } {
  const off = useSyncExternalStore(subscribe, isMuted, () => false);
  return { on: !off, set: (on) => setMuted(!on) };
}

const TONES_HZ = [880, 660];
const TONE_S = 0.16;
const VOLUME = 0.12;

/** Two short tones, the second lower. A page that nobody has touched yet may not be let sound by its browser. */
export async function soundAlert(): Promise<void> {
  if (isMuted()) return;
  const context = new AudioContext();
  try {
    if (context.state === 'suspended') await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 500))]);
    if (context.state !== 'running') return;
    const begin = context.currentTime;
    const last = TONES_HZ.map((frequency, index) => {
      const oscillator = new OscillatorNode(context, { frequency });
      const gain = new GainNode(context, { gain: 0 });
      const at = begin + index * TONE_S * 1.4;
      // Without a ramp the beginning and the end click.
      gain.gain.setTargetAtTime(VOLUME, at, 0.01);
      gain.gain.setTargetAtTime(0, at + TONE_S, 0.02);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(at);
      oscillator.stop(at + TONE_S * 2);
      return new Promise((resolve) => oscillator.addEventListener('ended', resolve, { once: true }));
    });
    await Promise.all(last);
  } finally {
    await context.close();
  }
}
