import type { PartyId } from '../../../server/protocol/conversation.ts';
import type { CallText, Say } from '../../../server/protocol/texts.ts';
import { wireErrorOf } from '../failure.ts';
import { completeUpTo, emptyLog, hasGap, type TextEvent, type TextLog, textLog } from './text-log.ts';

export interface TextWire {
  say: (message: Say) => Promise<{ text: CallText }>;
  textsAfter: (after: number) => Promise<{ texts: CallText[] }>;
}

export interface TextChatDeps {
  you: PartyId;
  wire: TextWire;
  newId?: () => string;
  /** What had been in sight before the page was loaded anew. */
  readUpTo?: number;
  keepReadUpTo?: (seq: number) => void;
}

const AGAIN_MS = 2_000;

/** The texts of one conversation: asks for what it misses, and sends what is written here. */
export class TextChat {
  #log: TextLog;
  readonly #deps: TextChatDeps;
  readonly #listeners = new Set<() => void>();
  #asking = false;
  /** Came back while it was being asked: the answer may be of before. */
  #askAgain = false;
  #again: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(deps: TextChatDeps) {
    this.#deps = deps;
    this.#log = emptyLog(deps.you, deps.readUpTo);
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  readonly get = () => this.#log;

  /** Call with each connection, the first one too: asks for what was written meanwhile. */
  online(): void {
    void this.#catchUp();
  }

  hear(texts: readonly CallText[]): void {
    this.#take({ type: 'received', texts });
    if (hasGap(this.#log)) void this.#catchUp();
  }

  /** @param text with something in it: blanks around it are cut off */
  send(text: string): void {
    const id = (this.#deps.newId ?? (() => crypto.randomUUID()))();
    this.#take({ type: 'sent', id, text: text.trim() });
    void this.#say(id, text.trim());
  }

  retry(id: string): void {
    const draft = this.#log.drafts.find((one) => one.id === id);
    if (draft?.state.kind !== 'failed') return;
    this.#take({ type: 'retried', id });
    void this.#say(id, draft.text);
  }

  discard(id: string): void {
    this.#take({ type: 'discarded', id });
  }

  /** All that is there is in sight. */
  read(): void {
    this.#take({ type: 'read' });
    this.#deps.keepReadUpTo?.(this.#log.readUpTo);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
  }

  async #say(id: string, text: string): Promise<void> {
    try {
      this.hear([(await this.#deps.wire.say({ id, text })).text]);
    } catch (error) {
      this.#take({ type: 'refused', id, failure: wireErrorOf(error) });
    }
  }

  async #catchUp(): Promise<void> {
    if (this.#closed) return;
    if (this.#asking) {
      this.#askAgain = true;
      return;
    }
    clearTimeout(this.#again);
    this.#asking = true;
    try {
      this.#take({ type: 'received', texts: (await this.#deps.wire.textsAfter(completeUpTo(this.#log))).texts });
      if (hasGap(this.#log)) this.#askLater();
    } catch (error) {
      // Refused, it would be refused again. Unreached, the next connection may be a while away.
      if (wireErrorOf(error).code === 'unavailable') this.#askLater();
    } finally {
      this.#asking = false;
    }
    if (!this.#askAgain) return;
    this.#askAgain = false;
    void this.#catchUp();
  }

  #askLater(): void {
    if (!this.#closed) this.#again = setTimeout(() => void this.#catchUp(), AGAIN_MS);
  }

  #take(event: TextEvent): void {
    const before = this.#log;
    this.#log = textLog(before, event);
    if (this.#log !== before) for (const listener of this.#listeners) listener();
  }
}
