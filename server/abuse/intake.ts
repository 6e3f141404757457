/** What an address may send over its sockets at once, and in a second from then on. A caller sends some kB. */
const AT_ONCE_BYTES = 4_000_000;
const PER_SECOND_BYTES = 200_000;
/** A message, or a request that was refused, costs as much as so many bytes, however small it is. */
const LEAST_BYTES = 1000;
/** From so much on who was cut off may connect again. */
const AGAIN_BYTES = 500_000;
const MOST_ADDRESSES = 10_000;
/** So many sockets an address may have open that have not signed in: callers of a large office, and far fewer than a server can have. */
export const MOST_OPEN = 2000;

/** How much addresses send that have not signed in, before anybody reads it: to read a megabyte takes as long as to start many calls. Times are ms of a clock that nobody can set: set back, it would take from everybody what they may send. */
export class Intake {
  readonly #left = new Map<string, { bytes: number; at: number }>();
  readonly #open = new Map<string, number>();
  #refused = 0;

  /** Whether a connection may be opened. */
  mayConnect(address: string, now: number): boolean {
    return (this.#open.get(address) ?? 0) < MOST_OPEN && this.#now(address, now) >= AGAIN_BYTES;
  }

  /** A socket is open. @returns to be called when it has closed, or has signed in; twice is fine */
  opened(address: string): () => void {
    let counts = true;
    this.#open.set(address, (this.#open.get(address) ?? 0) + 1);
    return () => {
      if (!counts) return;
      counts = false;
      const left = (this.#open.get(address) ?? 0) - 1;
      if (left > 0) this.#open.set(address, left);
      else this.#open.delete(address);
    };
  }

  /** Whether what was sent is to be read; if not, its connection ends. */
  take(address: string, bytes: number, now: number): boolean {
    const left = this.#now(address, now) - Math.max(bytes, LEAST_BYTES);
    if (this.#left.size >= MOST_ADDRESSES && !this.#left.has(address)) this.#forget(now);
    this.#left.set(address, { bytes: Math.max(0, left), at: now });
    if (left >= 0) return true;
    this.#refused += 1;
    return false;
  }

  /** How often something was not read. */
  get refused(): number {
    return this.#refused;
  }

  #now(address: string, now: number): number {
    const known = this.#left.get(address);
    return known === undefined ? AT_ONCE_BYTES : Math.min(AT_ONCE_BYTES, known.bytes + ((now - known.at) / 1000) * PER_SECOND_BYTES);
  }

  /** Those who may send as much as anybody. */
  #forget(now: number): void {
    for (const address of this.#left.keys()) if (this.#now(address, now) === AT_ONCE_BYTES) this.#left.delete(address);
  }
}
