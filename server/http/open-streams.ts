import { Failure } from '../sockets/failure.ts';

const OF_ONE_KEY = 5;
const OF_ALL = 100;

/** The event streams that are open: so many and no more, and those of a key end with it. */
export class OpenStreams {
  readonly #open = new Set<{ keyId: string; abort: AbortController }>();

  /** @throws Failure `too-many` */
  open(keyId: string): { signal: AbortSignal; end(): void } {
    const own = [...this.#open].filter((one) => one.keyId === keyId).length;
    if (own >= OF_ONE_KEY || this.#open.size >= OF_ALL)
      throw new Failure('too-many', 'Too many streams are open. Close one, then try again.');
    const one = { keyId, abort: new AbortController() };
    this.#open.add(one);
    return { signal: one.abort.signal, end: () => void this.#open.delete(one) };
  }

  get size(): number {
    return this.#open.size;
  }

  endOf(keyId: string): void {
    for (const one of this.#open) if (one.keyId === keyId) one.abort.abort();
  }

  close(): void {
    for (const one of this.#open) one.abort.abort();
  }
}
