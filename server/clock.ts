import type { Figure } from './data-out/metrics.ts';
import { type Ack, TimeTold } from './protocol/common.ts';

/** What a corrected clock waits out. Beyond it the reference itself was set, and is followed at once. */
const WAITED_OUT_MS = 1000;
/** From so much on whoever looks after the machine is told that its clock is wrong. */
const TOLD_FROM_MS = 2000;

/** What another machine's clock said: `at`, at some moment between `askedAt` and `answeredAt`, which are in this process's own count. */
export interface TimeHeard {
  at: number;
  askedAt: number;
  answeredAt: number;
}

/**
 * The time of the installation, ms since the epoch. It is what a reference says (the database; for a center and a media server, the
 * routing server) and between two of its words this process's own count, which nobody can set. So the clock of this machine may be
 * wrong, or be set while people talk: nothing that is decided, stamped or counted here goes by it. It runs backwards only if the
 * reference was set back.
 */
export class InstallationClock {
  /** This process's own count, ms. */
  readonly count: () => number;
  readonly #wall: () => number;
  readonly #log: { warn(details: object, message: string): void; info(details: object, message: string): void };
  #offset: number;
  #isHeard = false;
  #isWrong = false;
  #last = Number.NEGATIVE_INFINITY;

  /** Until the reference is heard it goes by `wall`, this machine's clock. */
  constructor({
    wall,
    log,
    count = () => performance.now(),
  }: {
    wall: () => number;
    log: { warn(details: object, message: string): void; info(details: object, message: string): void };
    count?: () => number;
  }) {
    this.count = count;
    this.#wall = wall;
    this.#log = log;
    this.#offset = wall() - count();
  }

  readonly now = (): number => {
    const at = Math.floor(this.count() + this.#offset);
    if (at < this.#last && this.#last - at < WAITED_OUT_MS) return this.#last;
    this.#last = at;
    return at;
  };

  /** Moves by as little as agrees with the reference's word: how long it was on its way is all that is not known of it. */
  hear({ at, askedAt, answeredAt }: TimeHeard): void {
    const [least, most] = [at - answeredAt, at - askedAt];
    this.#offset = this.#isHeard ? Math.min(Math.max(this.#offset, least), most) : (least + most) / 2;
    this.#isHeard = true;
    this.#tell();
  }

  /** For a word that is said now: takes its answer, and hears the time from it. */
  asking(): (ack: Ack<TimeTold>) => void {
    const askedAt = this.count();
    return (ack) => {
      const told = TimeTold.safeParse(ack.ok ? ack.data : null);
      if (told.success) this.hear({ at: told.data.at, askedAt, answeredAt: this.count() });
    };
  }

  figures(): Figure[] {
    return [
      {
        ...{ name: 'clock_ahead_seconds', help: 'How far this machine’s clock is ahead of the installation’s, by which all times go' },
        samples: [{ value: this.#isHeard ? this.#aheadMs() / 1000 : null }],
      },
    ];
  }

  /** Below 0: this machine's clock is behind. */
  #aheadMs(): number {
    return Math.round(this.#wall() - (this.count() + this.#offset));
  }

  /** Once when it has gone wrong, and once when it is right again. */
  #tell(): void {
    const aheadMs = this.#aheadMs();
    const was = this.#isWrong;
    this.#isWrong = Math.abs(aheadMs) >= TOLD_FROM_MS;
    if (this.#isWrong && !was) this.#log.warn({ aheadMs }, 'The clock of this machine is wrong; times go by the installation’s clock');
    if (was && !this.#isWrong) this.#log.info({ aheadMs }, 'The clock of this machine is right again');
  }
}
