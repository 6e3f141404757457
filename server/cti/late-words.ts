import { setTimeout as delay } from 'node:timers/promises';
import type { LateWord, LinkOutbox } from '../data/link-outbox.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';

/** Tells the routing server one thing. @throws Failure `unavailable` when it can't be reached, another as it refuses */
type Tell = (word: LateWord) => Promise<unknown>;

/** What is not taken within this time is kept, whether or not it is taken in the end: nobody waits longer for it to be safe. */
const KEPT_AFTER_MS = 500;

/**
 * What agents' work came to, told to the routing server once each and in order: at once where it can be reached, else as soon as it
 * can, also after a restart. It is told before anything is reported: a report says what is over, but not how.
 */
export class LateWords {
  readonly #outbox: LinkOutbox;
  readonly #tell: Tell;
  readonly #log: SocketLog;
  readonly #keptAfterMs: number;
  /** Each word becomes safe, told or kept, before the next one: so they are kept in order. */
  #safe: Promise<void> = Promise.resolve();
  /** That of the last word; rejects when it could be neither told nor kept. */
  #last: Promise<void> = Promise.resolve();
  /** What is kept is told, one round after the other. */
  #telling: Promise<void> = Promise.resolve();
  /** The round that has not begun: it tells whatever is kept by then, so that no other needs to wait behind it. */
  #next: Promise<void> | null = null;
  /** Kept in this run, and not told yet. */
  readonly #kept = new Set<bigint>();
  /** Something may be left from before this run: until that is told, what comes has to wait behind it. */
  #mayHold = true;

  constructor(options: { outbox: LinkOutbox; tell: Tell; log: SocketLog; keptAfterMs?: number }) {
    this.#outbox = options.outbox;
    this.#tell = options.tell;
    this.#log = options.log;
    this.#keptAfterMs = options.keptAfterMs ?? KEPT_AFTER_MS;
  }

  put(word: LateWord): void {
    this.#last = this.#safe.then(() => this.#secure(word));
    this.#safe = this.#last.catch((error: unknown) =>
      this.#log.error({ err: error }, 'What is to be told to the routing server could not be kept'),
    );
  }

  /** Resolves once the word that was put last survives this process. Rejects when it could be neither told nor kept. */
  lastIsSafe(): Promise<void> {
    return this.#last;
  }

  /** Tells what is kept, now that the routing server can be reached. Resolves when nothing is left, or it is gone again. */
  async flush(): Promise<void> {
    await this.#safe;
    await this.#tellKept();
  }

  /** Resolves once nothing is being told or kept any more. */
  async settled(): Promise<void> {
    await this.#safe;
    await this.#telling;
  }

  /** Resolves once the routing server has taken the word, or it is kept. */
  async #secure(word: LateWord): Promise<void> {
    if (!this.#mayHold && this.#kept.size === 0) {
      const told = this.#told(word);
      if (await Promise.race([told, delay(this.#keptAfterMs, false, { ref: false })])) return;
    }
    this.#kept.add(await this.#outbox.add(word));
    // If it is taken after all it is told twice, and refused the second time as over.
    void this.#tellKept();
  }

  #tellKept(): Promise<void> {
    if (this.#next !== null) return this.#next;
    const round = async () => {
      this.#next = null;
      await this.#tellAll();
    };
    this.#next = this.#telling
      .then(round)
      .catch((error: unknown) => this.#log.error({ err: error }, 'What is kept for the routing server could not be told'));
    this.#telling = this.#next;
    return this.#telling;
  }

  async #tellAll(): Promise<void> {
    for (let kept = await this.#outbox.first(); kept !== null; kept = await this.#outbox.first()) {
      if (!(await this.#told(kept.word))) return;
      await this.#outbox.done(kept.id);
      this.#kept.delete(kept.id);
    }
    this.#mayHold = false;
  }

  /** Whether it need not be told again: what is refused is not taken the next time either. */
  async #told(word: LateWord): Promise<boolean> {
    try {
      await this.#tell(word);
      return true;
    } catch (error) {
      if (error instanceof Failure && error.code === 'unavailable') return false;
      const { agentId, reservationId } = word.message;
      this.#log.warn(
        { err: error, event: word.event, agentId, reservationId },
        'The routing server did not take what an agent’s work came to',
      );
      return true;
    }
  }
}
