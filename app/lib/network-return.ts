import { backgroundTimers, type Timers } from './background-timers.ts';

const TICK_MS = 700;
/** After so long out, the server is asked less often: many browsers may be asking. */
const PATIENT_AFTER_MS = 60_000;
const PATIENT_TICKS = 4;
const KNOCK_TIMEOUT_MS = 2_000;
const KNOCKS_AT_ONCE = 3;
/** A clock that has leapt so far means that the machine slept: the server has given up our sockets meanwhile. */
const SLEEP_MS = 8_000;

export interface NetworkSignals {
  /** Resolves when the server has answered anything at all; rejects when it has not in time. */
  knock(timeoutMs: number): Promise<unknown>;
  /** The browser had no network, and has one. Returns how to stop. */
  onOnline(listener: () => void): () => void;
  now(): number;
}

/**
 * Tells who waits for it when the network is there again: at the browser's word, at the machine's waking up, and by asking
 * the server. A socket that tries by itself may be in the middle of a long attempt, or of a pause, just then.
 */
export class NetworkReturn {
  private readonly waiting = new Set<() => void>();
  private readonly watchers = new Set<() => void>();
  private readonly timers: Timers;
  private readonly signals: NetworkSignals;
  private stop: (() => void) | null = null;
  private since = 0;
  private lastTick = 0;
  private ticks = 0;
  private knocks = 0;

  constructor(signals: NetworkSignals, timers: Timers) {
    this.signals = signals;
    this.timers = timers;
  }

  /** `back` is called each time the network has come back while it waits. Returns how to wait no longer. */
  readonly wait = (back: () => void): (() => void) => {
    if (this.waiting.size === 0) this.since = this.signals.now();
    return this.add(this.waiting, back);
  };

  /** `anew` is called when what was connected before can't be any more: the machine slept, or its network is another. */
  readonly watch = (anew: () => void): (() => void) => this.add(this.watchers, anew);

  private add(to: Set<() => void>, listener: () => void): () => void {
    // Each its own entry, also when the same function is given twice.
    const entry = () => listener();
    to.add(entry);
    this.start();
    return () => {
      to.delete(entry);
      if (this.waiting.size + this.watchers.size > 0) return;
      this.stop?.();
      this.stop = null;
    };
  }

  private start(): void {
    if (this.stop !== null) return;
    this.lastTick = this.signals.now();
    const stopTicks = this.timers.every(TICK_MS, () => this.tick());
    const stopOnline = this.signals.onOnline(() => this.another());
    this.stop = () => {
      stopTicks();
      stopOnline();
    };
  }

  private tick(): void {
    const now = this.signals.now();
    const slept = now - this.lastTick > SLEEP_MS;
    this.lastTick = now;
    this.ticks += 1;
    if (slept) this.another();
    if (this.waiting.size === 0 || this.knocks >= KNOCKS_AT_ONCE) return;
    if (now - this.since > PATIENT_AFTER_MS && this.ticks % PATIENT_TICKS !== 0) return;
    this.knocks += 1;
    this.signals
      .knock(KNOCK_TIMEOUT_MS)
      .then(
        () => this.back(),
        () => undefined, // still out
      )
      .finally(() => {
        this.knocks -= 1;
      });
  }

  private another(): void {
    for (const anew of [...this.watchers]) anew();
    this.back();
  }

  private back(): void {
    for (const back of [...this.waiting]) back();
  }
}

const browserSignals: NetworkSignals = {
  knock: async (timeoutMs) => {
    const response = await fetch('/api/widget/probe', { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`The server answered with ${response.status}.`);
  },
  onOnline: (listener) => {
    window.addEventListener('online', listener);
    return () => window.removeEventListener('online', listener);
  },
  now: Date.now,
};

/** One for all sockets of the page. */
export const networkReturn = new NetworkReturn(browserSignals, backgroundTimers);
