'use client';

import { useEffect, useSyncExternalStore } from 'react';

const KEY = 'tandem-alert-sound';

/** `blocked`: the browser lets the page sound nothing before somebody has touched it. */
export interface AlertSound {
  muted: boolean;
  blocked: boolean;
}

const AT_FIRST: AlertSound = { muted: false, blocked: false };
const listeners = new Set<() => void>();
let sound: AlertSound | null = null;

function current(): AlertSound {
  sound ??= { muted: wasMuted(), blocked: false };
  return sound;
}

function change(next: Partial<AlertSound>): void {
  const before = current();
  if (Object.entries(next).every(([key, value]) => before[key as keyof AlertSound] === value)) return;
  sound = { ...before, ...next };
  for (const listener of listeners) listener();
}

function wasMuted(): boolean {
  try {
    return localStorage.getItem(KEY) === 'off';
  } catch {
    // A browser that keeps nothing for us has the sound on.
    return false;
  }
}

export function setMuted(muted: boolean): void {
  try {
    localStorage.setItem(KEY, muted ? 'off' : 'on');
  } catch {
    // Then it holds for this page.
  }
  change({ muted });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether alerts are heard in this browser. While it is blocked, it is looked at anew whenever somebody touches the page. */
export function useAlertSound(): AlertSound {
  const now = useSyncExternalStore(subscribe, current, () => AT_FIRST);
  useEffect(() => {
    if (!now.blocked) return;
    const look = () => void tryContext(async () => undefined).catch(() => {});
    // Keys that press a button come as its click: it must have done its own first.
    const lookByKey = ({ key }: KeyboardEvent) => key !== ' ' && key !== 'Enter' && look();
    window.addEventListener('click', look);
    window.addEventListener('keyup', lookByKey);
    return () => {
      window.removeEventListener('click', look);
      window.removeEventListener('keyup', lookByKey);
    };
  }, [now.blocked]);
  return now;
}

const TONES_HZ = [880, 660];
const TONE_S = 0.16;
const VOLUME = 0.12;
/** A browser that lets us sound does so at once; one that does not leaves the question open. */
const ANSWERS_WITHIN_MS = 500;

/** Two short tones, the second lower. */
export async function soundAlert(): Promise<void> {
  if (!current().muted) await tryContext(sounded);
}

/** With a context that runs, if the browser gives one; what it does is kept for the page to say. */
async function tryContext(use: (context: AudioContext) => Promise<void>): Promise<void> {
  const context = new AudioContext();
  try {
    if (context.state === 'suspended')
      await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, ANSWERS_WITHIN_MS))]);
    const runs = context.state === 'running';
    change({ blocked: !runs });
    if (runs) await use(context);
  } finally {
    await context.close();
  }
}

async function sounded(context: AudioContext): Promise<void> {
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
}
