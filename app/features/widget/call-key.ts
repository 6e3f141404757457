import type { CallKey } from '../../../server/protocol/widget.ts';

const NAME = 'tandem.call';

/**
 * Keeps the key of the call for this tab: a page that comes back comes back to its call. Storage may be closed to a frame.
 * @param byText whether it is a text conversation now
 */
export function keepCallKey({ callId, secret }: CallKey, byText = false): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify({ callId, secret, byText }));
  } catch {
    // Then a reload loses the call; nothing else does.
  }
}

export function forgetCallKey(): void {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // Nothing was kept.
  }
}

export function keptCallKey(): (CallKey & { byText: boolean }) | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(NAME) ?? 'null');
    return isCallKey(kept) ? { callId: kept.callId, secret: kept.secret, byText: 'byText' in kept && kept.byText === true } : null;
  } catch {
    return null;
  }
}

const isCallKey = (value: unknown): value is CallKey =>
  typeof value === 'object' &&
  value !== null &&
  'callId' in value &&
  typeof value.callId === 'string' &&
  'secret' in value &&
  typeof value.secret === 'string';
