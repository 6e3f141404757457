import type { Client } from 'pg';
import type { Asker, Lease } from './leases.ts';

/**
 * A holder whose lock has been missing for so long is taken for dead. Its connection may have broken alone: it has this time to
 * come back with another.
 */
const MISSING_MS = 150;
const AGAIN_EVERY_MS = 30;

/**
 * The lock that whoever holds a lease keeps by a connection of its own. PostgreSQL lets it go when the process dies, so that the
 * next one need not wait until the lease's time is over. The time stays: for machines and networks that are gone without a word.
 */
export class LeaseLock {
  readonly #connection: () => Client;
  readonly #now: () => number;
  #open: { client: Client; connected: Promise<unknown> } | null = null;
  #held: { lease: Lease; onLost: () => void } | null = null;
  /** Of whoever has been seen without a lock: the epoch, and since when. */
  #missing: { epoch: string; since: number } | null = null;
  #again: NodeJS.Timeout | undefined;
  #isAsking = false;
  #closed = false;

  /** @param now a clock that only goes forward, ms */
  constructor(connection: () => Client, now: () => number = () => performance.now()) {
    this.#connection = connection;
    this.#now = now;
  }

  /**
   * Takes the lease with its lock, if nobody holds it or its holder is gone.
   * @returns null: somebody has it @throws when the database does not answer
   */
  async take(name: string, { holder, address }: Asker, forMs: number): Promise<Lease | null> {
    const missing = this.#missing;
    const lost = missing !== null && this.#now() - missing.since >= MISSING_MS ? missing.epoch : null;
    const { taken, unlocked } = await this.#ask<{ taken: string | null; unlocked: string | null }>(
      'SELECT "taken", "unlocked" FROM tandem_take_lease_locked($1, $2, $3, $4, $5)',
      [name, holder, address, forMs, lost],
    );
    if (unlocked !== missing?.epoch) this.#missing = unlocked === null ? null : { epoch: unlocked, since: this.#now() };
    return taken === null ? null : { name, epoch: BigInt(taken) };
  }

  /**
   * Stands for a lease that was taken: when the connection is lost, the lock is taken again by another one.
   * @param onLost called once when another server has the lease by then
   */
  keep(lease: Lease, onLost: () => void): void {
    this.#held = { lease, onLost };
    // The connection that took it may have been lost on the way here.
    if (this.#open === null) this.#lockAgain();
  }

  /** Lets the lock go with its connection. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#held = null;
    clearTimeout(this.#again);
    const open = this.#open;
    this.#open = null;
    await open?.connected.catch(() => {});
    await open?.client.end().catch(() => {});
  }

  #lockAgain(): void {
    const held = this.#held;
    if (held === null || this.#isAsking) return;
    clearTimeout(this.#again);
    this.#isAsking = true;
    const { name, epoch } = held.lease;
    this.#ask<{ held: boolean; locked: boolean }>('SELECT "held", "locked" FROM tandem_lock_lease($1, $2)', [name, epoch.toString()])
      // Without the database nobody else can take the lease either.
      .catch(() => ({ held: true, locked: false }))
      .then((answer) => {
        this.#isAsking = false;
        if (this.#held !== held) return;
        if (!answer.held) {
          this.#held = null;
          held.onLost();
        } else if (!answer.locked) this.#again = setTimeout(() => this.#lockAgain(), AGAIN_EVERY_MS);
      });
  }

  async #ask<Row extends object>(text: string, values: unknown[]): Promise<Row> {
    if (this.#closed) throw new Error('The lock of the lease is closed');
    this.#open ??= this.#connect();
    const { client, connected } = this.#open;
    try {
      await connected;
      const { rows } = await client.query<Row>(text, values);
      const [row] = rows;
      if (row === undefined) throw new Error('The database answered with no row');
      return row;
    } catch (error) {
      // Nobody knows what became of it, nor whether its lock is there.
      this.#drop(client);
      throw error;
    }
  }

  #connect(): { client: Client; connected: Promise<unknown> } {
    const client = this.#connection();
    client.on('error', () => this.#drop(client));
    client.on('end', () => this.#drop(client));
    return { client, connected: client.connect() };
  }

  /** Forgets a connection that is of no use any more; with it goes the lock, if it had one. Twice is fine. */
  #drop(client: Client): void {
    if (this.#open?.client !== client) return;
    this.#open = null;
    client.end().catch(() => {});
    this.#lockAgain();
  }
}
