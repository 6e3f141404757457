import { timelineAfter, untoldAfter } from '../data/center-timeline.ts';
import type { PrismaClient } from '../data/database.ts';
import { type TellTimeline, TimelineTold } from '../protocol/center-staff.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { Installation } from './installation.ts';

const EVERY_MS = 2000;

interface TimelineTellingOptions {
  installation: Pick<Installation, 'ask'>;
  prisma: PrismaClient;
  centerId: string;
  /** Names the center's database. */
  of: string;
  now: () => number;
  log: SocketLog;
}

/** Tells the installation what the center's agents did, in order: soon after it was logged, or once it can be reached again. */
export class TimelineTelling {
  readonly #options: TimelineTellingOptions;
  /** The last row that the installation has; null: it was not asked yet. */
  #told: number | null = null;
  /** The same, as far as it is known, also while it has to be asked anew. */
  #lastTold: number | null = null;
  #telling: Promise<void> | null = null;
  #failed = '';
  readonly #timer: NodeJS.Timeout;

  constructor(options: TimelineTellingOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.tell(), EVERY_MS).unref();
  }

  /** Resolves when all is told that was logged, or it can't be told now. */
  tell(): Promise<void> {
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = null;
    });
    return this.#telling;
  }

  /** How many rows are still to be told; null: what the installation has was never asked. */
  async untold(): Promise<number | null> {
    const { prisma, centerId } = this.#options;
    return this.#lastTold === null ? null : untoldAfter(prisma, centerId, this.#lastTold);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#telling;
  }

  async #tellAll(): Promise<void> {
    const { prisma, centerId, log } = this.#options;
    try {
      this.#told ??= await this.#send([]);
      for (;;) {
        const rows = await timelineAfter(prisma, centerId, this.#told);
        if (rows.length === 0) break;
        this.#told = await this.#send(rows);
      }
      this.#failed = '';
    } catch (error) {
      // What was taken of it, if the answer alone was lost, is asked the next time.
      this.#told = null;
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.#failed && error instanceof Failure)
        log.warn({ reason }, 'What agents do can’t be told to the routing server now');
      else if (reason !== this.#failed) log.error({ err: error }, 'What agents do could not be told to the routing server');
      this.#failed = reason;
    }
  }

  async #send(rows: TellTimeline['rows']): Promise<number> {
    const { installation, of, now } = this.#options;
    const body: TellTimeline = { of, at: now(), rows };
    const { told } = TimelineTold.parse(await (await installation.ask('/timeline', { body })).json());
    this.#lastTold = told;
    return told;
  }
}
