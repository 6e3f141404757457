import type { PrismaClient } from '../database.ts';

/**
 * Deletes reports of activity from before a time, but of each center not its last snapshot before it nor what came after
 * that: from there its activity at that time can be told, and a stored period be run again.
 * @returns how many
 */
export async function forgetReports(prisma: PrismaClient, before: number): Promise<number> {
  const cut = new Date(before);
  // Reports are looked through from the oldest on, up to the time: those to be kept are by far the most.
  const kept = await prisma.event.findFirst({
    where: { kind: 'center-reported', at: { gte: cut } },
    orderBy: { seq: 'asc' },
    select: { seq: true },
  });
  const last = kept?.seq ?? (await prisma.event.aggregate({ _max: { seq: true } }))._max.seq ?? 0n;
  return prisma.$executeRaw`
    DELETE FROM "Event" AS e USING (
      SELECT "payload"->>'centerId' AS "centerId", max("seq") AS "seq" FROM "Event"
      WHERE "kind" = 'center-reported' AND "seq" <= ${last} AND "at" < ${cut} AND "payload"->>'report' = 'snapshot' GROUP BY 1) AS snapshot
    WHERE e."kind" = 'center-reported' AND e."seq" < snapshot."seq" AND e."payload"->>'centerId' = snapshot."centerId"`;
}
