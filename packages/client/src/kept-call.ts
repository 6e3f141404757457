import type { CallKey } from '../../../server/protocol/widget.ts';

/** By which a page that was loaded anew comes back to its call: for this tab, and this key, alone. */
export interface KeptCall {
  key: CallKey;
  byText: boolean;
}

export interface CallKeeper {
  keep(call: KeptCall): void;
  forget(): void;
  kept(): KeptCall | null;
}

/** In the tab's storage, which may be closed to the page: then a reload loses the call, and nothing else does. */
export function keeperOf(siteKey: string, storage = () => window.sessionStorage): CallKeeper {
  const name = `tandem.client.${siteKey}`;
  const quietly = <T>(act: () => T): T | null => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  return {
    keep: (call) => void quietly(() => storage().setItem(name, JSON.stringify(call))),
    forget: () => void quietly(() => storage().removeItem(name)),
    kept: () => quietly(() => keptIn(JSON.parse(storage().getItem(name) ?? 'null'))),
  };
}

function keptIn(stored: unknown): KeptCall | null {
  const { key, byText } = Object(stored) as { key?: Partial<CallKey>; byText?: unknown };
  const { callId, secret } = key ?? {};
  return typeof callId === 'string' && typeof secret === 'string' ? { key: { callId, secret }, byText: byText === true } : null;
}
