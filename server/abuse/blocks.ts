import { createHmac } from 'node:crypto';
import type { BlockStore, HeldBlock, Marks } from '../data/blocks.ts';
import type { Comer } from './gate.ts';

/** Who is blocked, in memory: each start is looked at. Addresses and browsers are known by a keyed hash, which tells nobody who they are. */
export class BlockBook {
  readonly #store: Pick<BlockStore, 'held'>;
  readonly #key: Buffer;
  #byMark: ReadonlyMap<string, HeldBlock[]> = new Map();

  private constructor(store: Pick<BlockStore, 'held'>, key: Buffer) {
    this.#store = store;
    this.#key = key;
  }

  static async open(store: Pick<BlockStore, 'held'>, key: Buffer, now: number): Promise<BlockBook> {
    const book = new BlockBook(store, key);
    await book.reload(now);
    return book;
  }

  /** After each change. */
  async reload(now: number): Promise<void> {
    const held = await this.#store.held(now);
    const marked = held.flatMap((block) => marksOf(block).map((mark) => ({ mark, block })));
    const groups = Map.groupBy(marked, ({ mark }) => mark);
    this.#byMark = new Map([...groups].map(([mark, all]) => [mark, all.map(({ block }) => block)]));
  }

  isBlocked(comer: Comer, now: number): boolean {
    if (this.#byMark.size === 0) return false;
    const { email, verified = null } = comer;
    const marks = marksOf({
      ...{ ...this.originOf(comer), email: email?.toLowerCase() ?? null },
      ...{ customerId: verified?.customerId ?? null, verifiedEmail: verified?.email?.toLowerCase() ?? null },
    });
    return marks.some((mark) => this.#byMark.get(mark)?.some(({ endsAt }) => endsAt > now));
  }

  originOf({ address, browser }: Comer): { addressHash: string; browserHash: string | null } {
    return { addressHash: this.#hash('address', address), browserHash: browser === null ? null : this.#hash('browser', browser) };
  }

  #hash(kind: string, value: string): string {
    return createHmac('sha256', this.#key).update(`${kind} ${value}`).digest('base64url');
  }
}

const marksOf = ({ addressHash, browserHash, email, customerId, verifiedEmail }: Marks): string[] =>
  Object.entries({ addressHash, browserHash, email, customerId, verifiedEmail }).flatMap(([kind, value]) =>
    value === null ? [] : [`${kind} ${value}`],
  );
