import { Failure } from '../sockets/failure.ts';

/**
 * Which agents may be in a call, by the fencing tokens of their reservations. A token that was withdrawn stays so for as
 * long as the call is open: whoever comes late with an older plan can't let an agent back in.
 */
export class Admission {
  #admitted: ReadonlySet<number> = new Set();
  readonly #withdrawn = new Set<number>();

  has(token: number): boolean {
    return this.#admitted.has(token);
  }

  /**
   * From now on exactly these.
   * @throws Failure `stale-token`, nothing being changed, when one of them was withdrawn before
   */
  replace(tokens: readonly number[]): void {
    const stale = tokens.find((token) => this.#withdrawn.has(token));
    if (stale !== undefined) throw new Failure('stale-token', `Reservation token ${stale} was withdrawn before.`, 'token');
    const next = new Set(tokens);
    for (const token of this.#admitted) if (!next.has(token)) this.#withdrawn.add(token);
    this.#admitted = next;
  }
}
