import { LINE_LEFT_FOR } from '../../protocol/common.ts';
import type { Queue } from '../../routing/core/model.ts';
import { emptyStats, OCCUPANCY_MS, OWN_CALLS_MS, type Stats } from '../../routing/core/stats.ts';
import type { PrismaClient } from '../database.ts';

/** How many of an agent's and of a queue's last calls are remembered over a restart, and how old they may be. */
const CALLS_REMEMBERED = 50;
const REMEMBERED_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * What is remembered of work that is over, from the calls of late.
 * @param now the routing server's clock, ms
 * @param queues to tell whose own calls they were, and whether they were answered in time
 */
export async function rememberedWork(prisma: PrismaClient, now: number, queues: ReadonlyMap<string, Queue>): Promise<Stats> {
  const stats = emptyStats();
  for (const [agentId, handled, handledMs, occupancy] of await agentsWork(prisma, now)) {
    // Until their center reports, they are doing nothing that counts.
    stats.agents[agentId] = { handled, handledMs, occupancy: Math.min(1, occupancy), at: now, doing: 'away' };
  }
  for (const [queueId, handled, handledMs] of await queuesWork(prisma, now, [...queues.keys()]))
    stats.queues[queueId] = { handled, handledMs, leftAt: [] };
  for (const call of await lately(prisma, now)) {
    const queue = queues.get(call.queueId);
    const inTime = call.waitedMs !== null && call.waitedMs <= (queue?.serviceLevelMs ?? 0);
    for (const centerId of queue?.centers ?? []) {
      stats.centers[centerId] ??= [];
      stats.centers[centerId].push({ at: call.at, inTime });
    }
  }
  return stats;
}

/** One step in the index an agent, then their last calls, all from indexes alone. One row of JSON: rows cost more than they hold. */
async function agentsWork(prisma: PrismaClient, now: number): Promise<[string, number, number, number][]> {
  const at = new Date(now);
  const since = new Date(now - REMEMBERED_MS);
  // What is older weighs less than one in three hundred.
  const lately = new Date(now - 6 * OCCUPANCY_MS);
  const scale = OCCUPANCY_MS / 1000;
  const [row] = await prisma.$queryRaw<{ work: string | null }[]>`
    WITH RECURSIVE agent AS (
      (SELECT "agentId" FROM "Reservation" ORDER BY "agentId" LIMIT 1)
      UNION ALL
      SELECT next."agentId" FROM agent CROSS JOIN LATERAL (
        SELECT r."agentId" FROM "Reservation" AS r WHERE r."agentId" > agent."agentId" ORDER BY r."agentId" LIMIT 1) AS next)
    SELECT json_agg(json_build_array(agent."agentId", work.handled, date_part('epoch', work.time) * 1000, COALESCE(work.occupancy, 0)))::text AS "work"
    FROM agent CROSS JOIN LATERAL (
      SELECT count(*) AS handled, sum("completedAt" - "answeredAt") AS time,
        sum(exp(date_part('epoch', "completedAt" - ${at}) / ${scale}) - exp(date_part('epoch', "answeredAt" - ${at}) / ${scale}))
          FILTER (WHERE "answeredAt" > ${lately}) AS occupancy
      FROM (
        SELECT c."completedAt", c."answeredAt" FROM "Call" AS c
        WHERE c."agentId" = agent."agentId" AND c."completedAt" >= ${since} AND c."answeredAt" IS NOT NULL AND c."connectedAt" IS NOT NULL AND c."channel" = 'voice'
        ORDER BY c."completedAt" DESC LIMIT ${CALLS_REMEMBERED}) AS last) AS work
    WHERE work.handled > 0`;
  return JSON.parse(row?.work ?? '[]') as [string, number, number, number][];
}

async function queuesWork(prisma: PrismaClient, now: number, queueIds: string[]): Promise<[string, number, number][]> {
  const since = new Date(now - REMEMBERED_MS);
  const [row] = await prisma.$queryRaw<{ work: string | null }[]>`
    SELECT json_agg(json_build_array(queue.id, work.handled, work.ms))::text AS "work"
    FROM unnest(${queueIds}::text[]) AS queue(id) CROSS JOIN LATERAL (
      SELECT count(*) AS handled, date_part('epoch', sum("completedAt" - "answeredAt")) * 1000 AS ms
      FROM (
        SELECT c."completedAt", c."answeredAt" FROM "Call" AS c
        WHERE c."queueId" = queue.id AND c."completedAt" >= ${since} AND c."answeredAt" IS NOT NULL AND c."connectedAt" IS NOT NULL AND c."channel" = 'voice'
        ORDER BY c."completedAt" DESC LIMIT ${CALLS_REMEMBERED}) AS last) AS work
    WHERE work.handled > 0`;
  return JSON.parse(row?.work ?? '[]') as [string, number, number][];
}

interface OwnCallRow {
  queueId: string;
  at: number;
  waitedMs: number | null;
}

const ELSEWHERE = LINE_LEFT_FOR.map((what) => `left-for-${what}`);

/** Calls that were answered or abandoned within the time that a center's own service level looks back; oldest first. */
async function lately(prisma: PrismaClient, now: number): Promise<OwnCallRow[]> {
  const since = new Date(now - OWN_CALLS_MS);
  const rows = await prisma.call.findMany({
    where: {
      endedAt: { gte: since },
      waited: true,
      channel: 'voice',
      OR: [{ connectedAt: { not: null } }, { state: 'abandoned', OR: [{ reason: null }, { reason: { notIn: ELSEWHERE } }] }],
    },
    select: { queueId: true, state: true, enqueuedAt: true, answeredAt: true, endedAt: true },
  });
  return rows
    .map(({ queueId, state, enqueuedAt, answeredAt, endedAt }): OwnCallRow => {
      const answered = state === 'abandoned' ? null : (answeredAt?.getTime() ?? null);
      return { queueId, at: answered ?? endedAt?.getTime() ?? now, waitedMs: answered === null ? null : answered - enqueuedAt.getTime() };
    })
    .filter((call) => call.at >= now - OWN_CALLS_MS)
    .sort((a, b) => a.at - b.at);
}
