import type { PrismaClient } from './database.ts';

/** The right to do what only one server may do. Its epoch grows with each holder, and fences off whatever an earlier one stores. */
export interface Lease {
  name: string;
  epoch: bigint;
}

/** Who asks for a lease: a run of a server, and where others reach it; null: nowhere. */
export interface Asker {
  holder: string;
  address: string | null;
}

export interface LeaseHolder extends Lease {
  /** Names the run of a server that holds it. */
  holder: string;
  /** Where other servers reach it; null: nowhere. */
  address: string | null;
  /** By the database's clock, ms since the epoch; in the past when nobody holds it. */
  until: number;
}

/** The leases in the database. Whose clock goes wrong neither wins nor loses one: all times are the database's. */
export interface Leases {
  /** @returns the lease when nobody held it; it then waited until nothing is being stored in the name of an earlier epoch */
  take(name: string, by: Asker, forMs: number): Promise<Lease | null>;
  /** @returns whether it is still held, for so long from now. One that ran out unnoticed and nobody took is held on. */
  renew(lease: Lease, forMs: number): Promise<boolean>;
  /** Whoever waits may have it at once. Does nothing when another holds it. */
  giveUp(lease: Lease): Promise<void>;
  /** Ends it, whoever holds it. */
  free(name: string): Promise<void>;
  /** Who has it, or had it last. */
  holder(name: string): Promise<LeaseHolder | null>;
}

export function openLeases(prisma: PrismaClient): Leases {
  return {
    async take(name, { holder, address }, forMs) {
      const [row] = await prisma.$queryRaw<{ epoch: bigint | null }[]>`
        SELECT tandem_take_lease(${name}, ${holder}, ${address}, ${forMs}::int) AS "epoch"`;
      return row?.epoch == null ? null : { name, epoch: row.epoch };
    },
    async renew({ name, epoch }, forMs) {
      const rows = await prisma.$executeRaw`
        UPDATE "Lease" SET "until" = clock_timestamp() + ${forMs}::int * interval '1 ms' WHERE "name" = ${name} AND "epoch" = ${epoch}`;
      return rows === 1;
    },
    async giveUp({ name, epoch }) {
      await prisma.$executeRaw`UPDATE "Lease" SET "until" = clock_timestamp() WHERE "name" = ${name} AND "epoch" = ${epoch}`;
    },
    async free(name) {
      await prisma.$executeRaw`UPDATE "Lease" SET "until" = clock_timestamp() - interval '1 second' WHERE "name" = ${name}`;
    },
    async holder(name) {
      const row = await prisma.lease.findUnique({ where: { name } });
      return row && { ...row, until: row.until.getTime() };
    },
  };
}
