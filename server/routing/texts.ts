import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { CallId } from '../protocol/common.ts';
import type { PartyId } from '../protocol/conversation.ts';
import { sentence } from '../protocol/sentences.ts';
import { type CallText, MAX_TEXTS, type Say } from '../protocol/texts.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';

/** Where texts survive. */
export interface TextStore {
  /** The texts of these conversations in their order; one without any is left out. */
  load(conversationIds: Iterable<CallId>): Promise<Map<CallId, CallText[]>>;
  add(conversationId: CallId, text: CallText): Promise<void>;
}

export interface TextBookOptions {
  store: TextStore;
  now: () => number;
  log: SocketLog;
}

export interface Sender {
  from: CallText['from'];
  name: string;
  /** The one agent whom it is for; left out: all. */
  to?: PartyId;
}

/** Faster than anybody writes, slower than a script: so many messages of one sender in so many seconds. */
const RATE = { points: 10, duration: 10 };

interface Kept {
  /** Numbered from 1, without gaps. */
  texts: CallText[];
  /** Messages of a conversation are kept one after the other. */
  last: Promise<unknown>;
  /** The store failed: whether it has the last message nobody knows. */
  unsure: boolean;
}

/** Numbers the texts of open conversations and keeps them: none is acknowledged or shown before it is stored. */
export class TextBook {
  readonly #options: TextBookOptions;
  readonly #rate = new RateLimiterMemory(RATE);
  readonly #kept = new Map<CallId, Kept>();
  readonly #listeners: ((conversationId: CallId, text: CallText) => void)[] = [];

  private constructor(options: TextBookOptions) {
    this.#options = options;
  }

  /** @param open the conversations that are not over: a restart finds their texts again */
  static async open(options: TextBookOptions, open: Iterable<CallId>): Promise<TextBook> {
    const book = new TextBook(options);
    for (const [conversationId, texts] of await options.store.load(open)) book.#of(conversationId).texts = texts;
    return book;
  }

  /** Who is told of new texts, after those who asked before them. */
  onText(listener: (conversationId: CallId, text: CallText) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Keeps what somebody wrote and tells it. Said again under the same id it is the same message.
   * @throws Failure `too-many` when they write too fast, `conflict` when the conversation is full, `unavailable` when it
   * can't be stored: nobody has seen it then
   */
  say(conversationId: CallId, sender: Sender, message: Say): Promise<CallText> {
    const kept = this.#of(conversationId);
    const said = kept.last.then(() => this.#keep(conversationId, kept, sender, message));
    kept.last = said.catch(() => {});
    return said;
  }

  after(conversationId: CallId, seq: number): CallText[] {
    return this.#kept.get(conversationId)?.texts.slice(seq) ?? [];
  }

  /** Lets go of conversations that are over; their texts stay in the store. */
  forgetAllBut(open: ReadonlySet<CallId>): void {
    for (const conversationId of this.#kept.keys()) if (!open.has(conversationId)) this.#kept.delete(conversationId);
  }

  #of(conversationId: CallId): Kept {
    const kept = this.#kept.get(conversationId) ?? { texts: [], last: Promise.resolve(), unsure: false };
    this.#kept.set(conversationId, kept);
    return kept;
  }

  async #keep(conversationId: CallId, kept: Kept, { from, name, to }: Sender, { id, text }: Say): Promise<CallText> {
    if (kept.unsure) await this.#lookAgain(conversationId, kept);
    const before = kept.texts.find((one) => one.from === from && one.id === id);
    if (before) return before;
    if (kept.texts.length >= MAX_TEXTS) throw new Failure('conflict', sentence('conversation-texts', { count: MAX_TEXTS }));
    await this.#rate.consume(`${conversationId} ${from}`).catch(() => {
      throw new Failure('too-many', 'Too many messages at once. Wait a few seconds, then send it again.');
    });
    const said: CallText = { seq: kept.texts.length + 1, at: this.#options.now(), from, name, text, id, ...(to !== undefined && { to }) };
    try {
      await this.#options.store.add(conversationId, said);
    } catch (error) {
      kept.unsure = true;
      throw this.#notKept(conversationId, error);
    }
    this.#take(conversationId, kept, said);
    return said;
  }

  async #lookAgain(conversationId: CallId, kept: Kept): Promise<void> {
    try {
      const stored = (await this.#options.store.load([conversationId])).get(conversationId) ?? [];
      for (const text of stored.slice(kept.texts.length)) this.#take(conversationId, kept, text);
      kept.unsure = false;
    } catch (error) {
      throw this.#notKept(conversationId, error);
    }
  }

  #take(conversationId: CallId, kept: Kept, text: CallText): void {
    kept.texts.push(text);
    for (const listener of this.#listeners) listener(conversationId, text);
  }

  #notKept(conversationId: CallId, error: unknown): Failure {
    this.#options.log.error({ err: error, conversationId }, 'A text could not be stored');
    return new Failure('unavailable', 'The message could not be kept. Please send it again.');
  }
}
