import type { ToldConversation } from '../protocol/told-calls.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';

const EVERY_MS = 2000;

/** What the center took alone and has not told yet, in the order in which it ended. */
export interface Untold {
  next(): Promise<ToldConversation | null>;
  done(conversationId: string): Promise<void>;
}

/**
 * Tells the installation of the conversations that the center took and ended alone: one after the other, each until it is
 * acknowledged. The installation knows those that it has already.
 */
export class CallTelling {
  readonly #options: { untold: Untold; tell: (told: ToldConversation) => Promise<unknown>; log: SocketLog };
  #telling: Promise<void> | null = null;
  #failed = '';
  readonly #timer: NodeJS.Timeout;

  /** @param options.tell rejects with a Failure `conflict` for what will never be taken, another error when it may be the next time */
  constructor(options: { untold: Untold; tell: (told: ToldConversation) => Promise<unknown>; log: SocketLog }) {
    this.#options = options;
    this.#timer = setInterval(() => void this.tell(), EVERY_MS).unref();
  }

  /** Resolves when all is told, or it can't be told now. */
  tell(): Promise<void> {
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = null;
    });
    return this.#telling;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#telling;
  }

  async #tellAll(): Promise<void> {
    const { untold, log } = this.#options;
    try {
      for (let next = await untold.next(); next !== null; next = await untold.next()) {
        await this.#tellOne(next);
        await untold.done(next.conversationId);
      }
      this.#failed = '';
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.#failed && error instanceof Failure)
        log.warn({ reason }, 'What the center took alone can’t be told to the routing server now');
      else if (reason !== this.#failed) log.error({ err: error }, 'What the center took alone could not be told to the routing server');
      this.#failed = reason;
    }
  }

  async #tellOne(told: ToldConversation): Promise<void> {
    try {
      await this.#options.tell(told);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'conflict') throw error;
      // It would hold up all that came after it. The center's own log keeps it.
      this.#options.log.error(
        { err: error, conversationId: told.conversationId },
        'The routing server did not take a call of the center’s',
      );
    }
  }
}
