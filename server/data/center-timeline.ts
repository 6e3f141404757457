import { type TellTimeline, TIMELINE_ROWS } from '../protocol/center-staff.ts';
import type { CenterId } from '../protocol/common.ts';
import type { PrismaClient } from './database.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a center has logged of its agents after this row, in order; some, when it is many. */
export async function timelineAfter(prisma: PrismaClient, centerId: CenterId, told: number): Promise<TellTimeline['rows']> {
  const rows = await prisma.agentTimeline.findMany({
    where: { centerId, id: { gt: BigInt(told) } },
    orderBy: { id: 'asc' },
    take: TIMELINE_ROWS,
  });
  // Written by `logTimeline` alone, from these types.
  return rows.map(({ id, agentId, kind, code, at }) => ({ id: Number(id), agentId, kind, code, at: at.getTime() })) as TellTimeline['rows'];
}

/** How many rows a center has after this one. */
export const untoldAfter = (prisma: PrismaClient, centerId: CenterId, told: number): Promise<number> =>
  prisma.agentTimeline.count({ where: { centerId, id: { gt: BigInt(told) } } });

/**
 * Keeps what a center tells of its own agents, once: the number of the last row is kept in the same transaction. Times are shifted
 * onto this server's clock; days that were made into figures already are made anew.
 * @returns the number of the last row that is kept
 */
export async function takeTimeline(prisma: PrismaClient, centerId: CenterId, message: TellTimeline, now: number): Promise<number> {
  const shift = now - message.at;
  return prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Center" WHERE "id" = ${centerId} FOR UPDATE`;
    const { timelineOf, timelineTold } = await tx.center.findUniqueOrThrow({ where: { id: centerId } });
    const told = timelineOf === message.of ? Number(timelineTold) : 0;
    const rows = message.rows.filter(({ id }) => id > told);
    const last = rows.at(-1)?.id ?? told;
    if (rows.length === 0) return told;
    const named = await tx.user.findMany({
      where: { id: { in: rows.map(({ agentId }) => agentId) }, centerId, role: 'agent' },
      select: { id: true },
    });
    const own = new Set(named.map(({ id }) => id));
    const data = rows
      .filter(({ agentId }) => own.has(agentId))
      .map(({ agentId, kind, code, at }) => ({ centerId, agentId, kind, code, at: new Date(Math.max(0, Math.min(now, at + shift))) }));
    await tx.agentTimeline.createMany({ data });
    const earliest = Math.min(now, ...data.map(({ at }) => at.getTime()));
    // What somebody does lasts until they do something else: all days since then may have other figures.
    await tx.reportDay.deleteMany({ where: { day: { gt: new Date(earliest - DAY_MS - 60 * 60 * 1000) } } });
    await tx.center.update({ where: { id: centerId }, data: { timelineOf: message.of, timelineTold: BigInt(last) } });
    return last;
  });
}
