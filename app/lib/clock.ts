import { createContext, useContext, useSyncExternalStore } from 'react';

const SAMPLES = 8;
const STEP_MS = 2_000;

/**
 * The server's clock as seen from here. A message is always late, never early: of the last few samples the
 * largest offset is the nearest to the truth. A jump (somebody set a clock) starts over.
 */
export class ServerClock {
  private offsets: number[] = [];
  private readonly local: () => number;

  constructor(local: () => number = Date.now) {
    this.local = local;
  }

  /** Call with `now` of every message that carries it. */
  observe(serverNow: number): void {
    const offset = serverNow - this.local();
    const last = this.offsets.at(-1);
    if (last !== undefined && Math.abs(offset - last) > STEP_MS) this.offsets = [];
    this.offsets = [...this.offsets, offset].slice(-SAMPLES);
  }

  now(): number {
    return this.local() + (this.offsets.length === 0 ? 0 : Math.max(...this.offsets));
  }
}

const ClockContext = createContext<ServerClock>(new ServerClock());
export const ClockProvider = ClockContext.Provider;
export const useClock = () => useContext(ClockContext);

const TICK_MS = 200;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all figures of the page. */
function subscribeTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** A value computed from the server's time. Renders again only when the value itself is another. */
export function useTicking<T extends string | number | boolean>(compute: (now: number) => T): T {
  const clock = useClock();
  const snapshot = () => compute(clock.now());
  return useSyncExternalStore(subscribeTick, snapshot, snapshot);
}

export const useElapsedSeconds = (since: number): number => useTicking((now) => Math.max(0, Math.floor((now - since) / 1000)));
export const useRemainingSeconds = (until: number): number => useTicking((now) => Math.max(0, Math.ceil((until - now) / 1000)));
