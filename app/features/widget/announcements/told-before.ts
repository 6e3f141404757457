import type { Told } from './schedule.ts';

const KEY = 'tandem.announced';

/** Where a browser keeps nothing for frames, it is known as long as the page is. */
const known = new Map<string, Told>();

/** What this tab has been told in a call, also before it was loaded anew. */
export function toldIn(callId: string, storage: () => Storage = () => sessionStorage): { read: () => Told; write: (told: Told) => void } {
  return {
    read() {
      const here = known.get(callId);
      if (here !== undefined) return here;
      try {
        const kept: unknown = JSON.parse(storage().getItem(KEY) ?? 'null');
        return isOf(kept, callId) ? kept.told : {};
      } catch {
        return {};
      }
    },
    write(told) {
      known.clear();
      known.set(callId, told);
      try {
        storage().setItem(KEY, JSON.stringify({ callId, told }));
      } catch {
        // A page that is loaded anew may say one once more.
      }
    },
  };
}

function isOf(kept: unknown, callId: string): kept is { told: Record<string, number> } {
  if (typeof kept !== 'object' || kept === null) return false;
  const { callId: of, told } = kept as { callId?: unknown; told?: unknown };
  return of === callId && typeof told === 'object' && told !== null && Object.values(told).every((at) => typeof at === 'number');
}
