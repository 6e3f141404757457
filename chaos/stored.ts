import type { PrismaClient } from '../server/data/database.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import type { Stored } from './checker.ts';

/** The log and the claims, of one moment. */
export function readStored(prisma: PrismaClient): Promise<Stored> {
  const moment = { isolationLevel: 'RepeatableRead', timeout: 60_000, maxWait: 60_000 } as const;
  return prisma.$transaction(async (stored) => {
    const rows = await stored.event.findMany({ orderBy: { seq: 'asc' }, select: { seq: true, payload: true } });
    const claims = await stored.claim.findMany({ select: { agentId: true, slot: true, reservationId: true } });
    return { log: rows.map(({ seq, payload }) => ({ seq: Number(seq), event: payload as unknown as RoutingEvent })), claims };
  }, moment);
}

/** How much of a log is read at once. */
const PAGE = 5000;

/** The log in its order, a part at a time; for when nothing is written any more. */
export async function* readLog(prisma: PrismaClient): AsyncGenerator<Stored['log'][number]> {
  for (let after = 0n; ; ) {
    const rows = await prisma.event.findMany({
      ...{ where: { seq: { gt: after } }, orderBy: { seq: 'asc' }, take: PAGE },
      select: { seq: true, payload: true },
    });
    for (const { seq, payload } of rows) yield { seq: Number(seq), event: payload as unknown as RoutingEvent };
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}
