import { setTimeout as delay } from 'node:timers/promises';
import type { LeaseLock } from '../data/lease-lock.ts';
import type { Lease, Leases } from '../data/leases.ts';
import { LeaseLost } from '../data/routing-store.ts';

/** The lease of the one routing server that decides. */
export const ROUTING_LEASE = 'routing';

/**
 * A holder that says nothing for so long is taken for dead, whatever its lock says: longer than a pause of the process or a busy
 * database usually takes. Whoever was only slow loses nothing but its office.
 */
const LEASE_MS = 3000;
/** Of a database that only this process can have open: nobody waits for it, and it need not be written to several times a second. */
const LEASE_ALONE_MS = 60_000;
const RENEWALS = 4;
/** How often a server that waits looks whether the lease is free. */
const LOOK_EVERY_MS = 50;

export interface Leadership {
  lease: Lease;
  /** Gives the lease up: what this server stores in its name must be stored by then. */
  close(): Promise<void>;
}

/**
 * Waits until this server holds the lease, and holds it.
 * @param onWaiting called once when somebody else holds it
 * @param onLost called once when another server has it; what this one still decides can't be stored
 * @param signal ends the waiting, with the signal's reason
 */
export async function lead(options: {
  leases: Leases;
  /** By which its death is known before its time is over; null where nobody could take over. */
  lock: LeaseLock | null;
  /** Names this run of the server. */
  holder: string;
  address: string | null;
  /** No other process can have this database open: whoever held the lease is gone. */
  alone: boolean;
  onWaiting: () => void;
  onLost: (error: LeaseLost) => void;
  log: { info(details: object, message: string): void; warn(details: object, message: string): void };
  signal: AbortSignal;
}): Promise<Leadership> {
  const { leases, lock, holder, address, alone, log, signal } = options;
  const take = () => (lock ?? leases).take(ROUTING_LEASE, { holder, address }, lastsMs);
  const lastsMs = alone ? LEASE_ALONE_MS : LEASE_MS;
  if (alone) await leases.free(ROUTING_LEASE);
  let lease = await take();
  if (lease === null) options.onWaiting();
  while (lease === null) {
    await delay(LOOK_EVERY_MS, undefined, { signal });
    lease = await take().catch((error: unknown) => {
      // A database that can't be reached gives nobody the lease.
      log.warn({ err: error }, 'The routing lease could not be asked for');
      return null;
    });
  }
  log.info({ epoch: Number(lease.epoch) }, 'This server decides from now on');
  return hold(lease, lastsMs, options);
}

function hold(
  lease: Lease,
  lastsMs: number,
  { leases, lock, log, onLost }: Pick<Parameters<typeof lead>[0], 'leases' | 'lock' | 'log' | 'onLost'>,
): Leadership {
  let renewing: Promise<void> | null = null;
  let held = true;
  const lose = () => {
    if (!held) return;
    held = false;
    clearInterval(timer);
    onLost(new LeaseLost(`Another server holds the routing lease, and epoch ${lease.epoch} is over`));
  };
  const renew = async () => {
    try {
      if (!(await leases.renew(lease, lastsMs))) lose();
    } catch (error) {
      // Nothing can be stored either. It is still this server's if nobody has taken it when the database is back.
      log.warn({ err: error }, 'The routing lease could not be renewed');
    }
  };
  const timer = setInterval(() => {
    renewing ??= renew().finally(() => {
      renewing = null;
    });
  }, lastsMs / RENEWALS);
  lock?.keep(lease, lose);
  return {
    lease,
    async close() {
      clearInterval(timer);
      const wasHeld = held;
      held = false;
      await renewing;
      if (wasHeld) await leases.giveUp(lease);
    },
  };
}
