import type { AgentStatus } from '../protocol/common.ts';
import type { PastDay } from '../routing/day-book.ts';
import type { PrismaClient } from './database.ts';

/** What the live board has to know of the day when the program starts; afterwards it is told. Reads alone. */

/** @param since the earliest midnight that may count, in milliseconds since the epoch */
export async function pastDay(prisma: PrismaClient, since: number): Promise<PastDay> {
  const from = new Date(since);
  const [before, statuses, missed, calls, lines] = await Promise.all([
    prisma.agentTimeline.findMany({ where: { at: { lt: from } }, distinct: ['agentId'], orderBy: [{ agentId: 'asc' }, { id: 'desc' }] }),
    prisma.agentTimeline.findMany({ where: { at: { gte: from } }, orderBy: { id: 'asc' } }),
    prisma.reservation.findMany({ where: { offeredAt: { gte: from }, state: 'timeout' } }),
    prisma.call.findMany({
      where: { completedAt: { gte: from }, state: 'completed', channel: 'voice', agentId: { not: null } },
      select: { agentId: true, centerId: true, completedAt: true },
    }),
    prisma.callQuality.findMany({ where: { at: { gte: from } } }),
  ]);
  const ids = new Set([...missed.map((one) => one.callId), ...lines.map((one) => one.conversationId)]);
  const queues = new Map(
    (await prisma.call.findMany({ where: { id: { in: [...ids] } }, select: { id: true, queueId: true } })).map(({ id, queueId }) => [
      id,
      queueId,
    ]),
  );
  return {
    statuses: [...before, ...statuses].map(({ agentId, centerId, kind, at }) => ({
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
    quality: lines.map(({ conversationId, samples, mosAverage, at }) => ({
      conversationId,
      queueId: queues.get(conversationId) ?? '',
      samples,
      mosAverage,
      at: at.getTime(),
    })),
  };
}

/** Agents' teams; those without one are not in it. */
export async function teamsOf(prisma: PrismaClient): Promise<Map<string, string>> {
  const users = await prisma.user.findMany({ where: { team: { not: '' } }, select: { id: true, team: true } });
  return new Map(users.map(({ id, team }) => [id, team]));
}
