interface Closable {
  close(): unknown;
}

/** What has been started, to be ended youngest first. */
export class Closers {
  readonly #log: { error(details: object, message: string): void };
  readonly #open: Closable[] = [];
  #closing: Promise<void> | null = null;

  constructor(log: { error(details: object, message: string): void }) {
    this.#log = log;
  }

  /** @returns the part itself, which ends before all that were added earlier */
  add<T extends Closable>(part: T): T {
    this.#open.push(part);
    return part;
  }

  /** Ends all of them, also when one does not end cleanly. Twice is fine. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const part of this.#open.reverse()) {
      try {
        await part.close();
      } catch (error) {
        this.#log.error({ err: error }, 'Something did not end cleanly');
      }
    }
  }
}
