import type { AgentStatus } from '../protocol/common.ts';
import type { PastDay } from '../routing/day-book.ts';
import type { PrismaClient } from './database.ts';
import { readTextTimes } from './report-facts.ts';

/** What the live board has to know of the day when the program starts; afterwards it is told. Reads alone. */

/** @param since the earliest midnight that may count, in milliseconds since the epoch */
export async function pastDay(prisma: PrismaClient, since: number): Promise<PastDay> {
  const from = new Date(since);
  const before = await lastStatuses(prisma, from);
  const [statuses, missed, calls, lines, texts] = await Promise.all([
    prisma.agentTimeline.findMany({ where: { at: { gte: from } }, orderBy: { id: 'asc' } }),
    prisma.reservation.findMany({ where: { offeredAt: { gte: from }, state: 'timeout' } }),
    prisma.call.findMany({
      // By agent, as the index has them. Whoever handles calls has a status.
      where: { agentId: { in: before.agents }, completedAt: { gte: from }, state: 'completed', channel: 'voice' },
      select: { agentId: true, centerId: true, completedAt: true },
    }),
    prisma.callQuality.findMany({ where: { at: { gte: from } } }),
    readTextTimes(prisma, { from, to: new Date(since + 48 * 60 * 60_000) }),
  ]);
  const ids = new Set([...missed.map((one) => one.callId), ...lines.map((one) => one.conversationId)]);
  const queues = new Map(
    (await prisma.call.findMany({ where: { id: { in: [...ids] } }, select: { id: true, queueId: true } })).map(({ id, queueId }) => [
      id,
      queueId,
    ]),
  );
  return {
    statuses: [...before.statuses, ...statuses].map(({ agentId, centerId, kind, at }) => ({
      agentId,
      centerId,
      // Written by the centers alone, from this very type.
      kind: kind as AgentStatus['kind'],
      at: at.getTime(),
    })),
    missedOffers: missed.map(({ agentId, centerId, callId, offeredAt, endedAt }) => ({
      agentId,
      centerId,
      queueId: queues.get(callId) ?? '',
      at: (endedAt ?? offeredAt).getTime(),
    })),
    handled: calls.flatMap(({ agentId, centerId, completedAt }) =>
      agentId && centerId && completedAt ? [{ agentId, centerId, at: completedAt.getTime() }] : [],
    ),
    texts: texts.map(({ callId, agentId, centerId, from, to, goesOn }) => ({ callId, agentId, centerId, from, to: goesOn ? null : to })),
    quality: lines.map(({ conversationId, samples, mosAverage, at }) => ({
      conversationId,
      queueId: queues.get(conversationId) ?? '',
      samples,
      mosAverage,
      at: at.getTime(),
    })),
  };
}

/** Of each agent the last status before a time, one step in the index an agent, however long their past is; and all who have any. */
async function lastStatuses(prisma: PrismaClient, before: Date) {
  const rows = await prisma.$queryRaw<{ agentId: string; centerId: string | null; kind: string | null; at: Date | null }[]>`
    WITH RECURSIVE agent AS (
      (SELECT "agentId" FROM "AgentTimeline" ORDER BY "agentId" LIMIT 1)
      UNION ALL
      SELECT next."agentId" FROM agent CROSS JOIN LATERAL (
        SELECT t."agentId" FROM "AgentTimeline" AS t WHERE t."agentId" > agent."agentId" ORDER BY t."agentId" LIMIT 1) AS next)
    SELECT agent."agentId", last."centerId", last."kind", last."at"
    FROM agent LEFT JOIN LATERAL (
      SELECT t."centerId", t."kind", t."at" FROM "AgentTimeline" AS t
      WHERE t."agentId" = agent."agentId" AND t."at" < ${before} ORDER BY t."at" DESC, t."id" DESC LIMIT 1) AS last ON true`;
  return {
    agents: rows.map(({ agentId }) => agentId),
    statuses: rows.flatMap(({ agentId, centerId, kind, at }) =>
      centerId === null || kind === null || at === null ? [] : [{ agentId, centerId, kind, at }],
    ),
  };
}

/** Agents' teams; those without one are not in it. */
export async function teamsOf(prisma: PrismaClient): Promise<Map<string, string>> {
  const users = await prisma.user.findMany({ where: { team: { not: '' } }, select: { id: true, team: true } });
  return new Map(users.map(({ id, team }) => [id, team]));
}
