import type { CallKey } from '../../../server/protocol/widget.ts';

const NAME = 'tandem.call';
/** A key is far shorter. What is longer is none. */
const LONGEST = 512;

/** By which the next page comes back to its call. */
export interface KeptCall extends CallKey {
  /** No microphone is needed: they write, or wait to be rung. */
  byText: boolean;
  /** Who was not to be heard is not heard after a reload either. */
  muted: boolean;
}

/**
 * Keeps the call for this tab. Browsers may close storage to the frames of other sites: then the page around keeps it, in its own.
 * @param hand gives it to the page around; null: there is nothing more to keep
 */
export function keepCall({ callId, secret, byText, muted }: KeptCall, hand: (mark: string | null) => void): void {
  const mark = JSON.stringify({ callId, secret, byText, muted });
  try {
    sessionStorage.setItem(NAME, mark);
  } catch {
    hand(mark);
  }
}

export function forgetCall(hand: (mark: string | null) => void): void {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    hand(null);
  }
}

/** What this tab has kept. `closed`: nobody can say here, and the page around may have it. */
export function keptCall(): KeptCall | 'closed' | null {
  try {
    return keptIn(sessionStorage.getItem(NAME));
  } catch {
    return 'closed';
  }
}

/** What was kept, here or by the page around; null for anything else. */
export function keptIn(mark: unknown): KeptCall | null {
  if (typeof mark !== 'string' || mark.length > LONGEST) return null;
  try {
    const { callId, secret, byText, muted } = Object(JSON.parse(mark)) as Partial<Record<keyof KeptCall, unknown>>;
    if (typeof callId !== 'string' || typeof secret !== 'string') return null;
    return { callId, secret, byText: byText === true, muted: muted === true };
  } catch {
    return null;
  }
}
