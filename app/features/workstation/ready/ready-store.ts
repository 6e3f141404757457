import { CHECKING, type Readiness, type Verdict, verdictOf } from './readiness.ts';

/** What the check needs of the browser and the center, so that a test can stand in for it. */
export interface ReadyProbes<Microphone extends { close(): void } = { close(): void }> {
  /** @throws an error that `problemOf` knows */
  microphone(): Promise<Microphone>;
  problemOf(error: unknown): Exclude<Readiness['microphone'], 'checking' | 'ok'>;
  /** Sends the microphone to the media server and waits until it comes back. Never rejects. */
  path(microphone: Microphone): Promise<Exclude<Readiness['path'], 'waits' | 'checking'>>;
  notifications(): Readiness['notifications'];
  /** The agent's own decision on this machine. */
  loadWithout(): boolean;
  saveWithout(): void;
}

export interface ReadyView {
  readiness: Readiness;
  verdict: Verdict;
  /** Whether the agent is to see it: while it goes well and quickly, nobody needs to. */
  shown: boolean;
}

/** A check that takes longer than this is shown while it goes on: the browser may be asking something. */
const QUIET_MS = 2_000;

/** Checks the workstation before its agent becomes available: once, and again when its microphone is another. */
export class ReadyStore<Microphone extends { close(): void } = { close(): void }> {
  private view: ReadyView = { readiness: CHECKING, verdict: 'checking', shown: false };
  private readonly listeners = new Set<() => void>();
  private readonly probes: ReadyProbes<Microphone>;
  private passed = false;
  private running: Promise<boolean> | null = null;

  constructor(probes: ReadyProbes<Microphone>) {
    this.probes = probes;
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
  readonly get = () => this.view;

  /** Whether the agent may become available. What fails is shown. */
  readonly mayGo = (): Promise<boolean> => {
    if (this.passed) return Promise.resolve(true);
    this.running ??= this.check().finally(() => {
      this.running = null;
    });
    return this.running;
  };

  /** Another microphone: what was checked is no longer what is used. */
  readonly forget = (): void => {
    this.passed = false;
  };

  /** The agent goes without notifications, now and later on this machine. */
  readonly goWithout = (): void => {
    this.probes.saveWithout();
    this.passed = this.judge() === 'ready';
    this.set({ shown: false });
  };

  readonly hide = (): void => this.set({ shown: false });

  /** What the browser allows has changed. */
  readonly lookAtNotifications = (): void => {
    this.learn({ notifications: this.probes.notifications() });
  };

  private async check(): Promise<boolean> {
    this.set({ readiness: { ...CHECKING, notifications: this.probes.notifications() } });
    this.judge();
    const slow = setTimeout(() => this.set({ shown: true }), QUIET_MS);
    let microphone: Microphone | null = null;
    try {
      microphone = await this.probes.microphone();
      this.learn({ microphone: 'ok', path: 'checking' });
      this.learn({ path: await this.probes.path(microphone) });
    } catch (error) {
      this.learn({ microphone: this.probes.problemOf(error) });
    } finally {
      clearTimeout(slow);
      microphone?.close();
    }
    const ready = this.judge() === 'ready';
    this.passed = ready;
    this.set({ shown: !ready });
    return ready;
  }

  private learn(news: Partial<Readiness>): void {
    this.set({ readiness: { ...this.view.readiness, ...news } });
    this.judge();
  }

  private judge(): Verdict {
    const verdict = verdictOf(this.view.readiness, this.probes.loadWithout());
    if (verdict !== this.view.verdict) this.set({ verdict });
    return verdict;
  }

  private set(change: Partial<ReadyView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of [...this.listeners]) listener();
  }
}
