import { type CallStory, RECENT_CALLS, type RecentCall } from '../protocol/call-story.ts';
import { EndReason } from '../protocol/common.ts';
import { callEvents } from '../routing/call-events.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { offerStory } from '../routing/offer-story.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';

/** What the log and the routing database tell of calls, also of those that are over. It only reads. */
export interface CallStories {
  /** The last calls that are over since a time, newest first. */
  recent(since: number): Promise<RecentCall[]>;
  /**
   * @param mayRead whether what a center keeps of it, its agent's notes, may be told
   * @throws Failure `not-found` when there was no such call
   */
  story(callId: string, mayRead?: (centerId: string) => boolean): Promise<CallStory>;
}

export function openCallStories(prisma: PrismaClient): CallStories {
  const agentNames = async (ids: Iterable<string>) => {
    const users = await prisma.user.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, name: true } });
    return Object.fromEntries(users.map(({ id, name }) => [id, name]));
  };
  const queueNames = async (ids: Iterable<string>) => {
    const queues = await prisma.queue.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, name: true } });
    return new Map(queues.map(({ id, name }) => [id, name]));
  };

  return {
    async recent(since) {
      const rows = await prisma.call.findMany({
        where: { endedAt: { gte: new Date(since) }, completedAt: { not: null }, role: 'main' },
        orderBy: { endedAt: 'desc' },
        take: RECENT_CALLS,
      });
      const agents = await agentNames(rows.flatMap((row) => row.agentId ?? []));
      const queues = await queueNames(rows.map((row) => row.queueId));
      return rows.map((row) => toRecentCall(row, agents[row.agentId ?? ''] ?? row.agentId, queues.get(row.queueId) ?? row.queueId));
    },
    async story(callId, mayRead = () => false) {
      const call = await prisma.call.findUnique({ where: { id: callId } });
      if (!call) throw new Failure('not-found', 'There was no such call');
      const rows = await prisma.event.findMany({ where: { callId }, orderBy: { seq: 'asc' }, select: { payload: true } });
      // Written by the routing store alone, from this very type.
      const log = rows.map((row) => row.payload as unknown as RoutingEvent);
      const [decisions, events] = [offerStory(log), callEvents(log)];
      const lines = await prisma.callQuality.findMany({ where: { conversationId: call.conversationId }, orderBy: { party: 'desc' } });
      const kept = await prisma.interaction.findUnique({ where: { callId } });
      const named = decisions.flatMap(({ decision, offers }) =>
        [...decision.candidates, ...decision.passedOver, ...offers].map((one) => one.agentId),
      );
      const inEvents = events.flatMap(({ agentIds }) => agentIds);
      const centers = await prisma.center.findMany({ select: { id: true, name: true } });
      return {
        callId,
        callerName: call.callerName,
        queueName: (await queueNames([call.queueId])).get(call.queueId) ?? call.queueId,
        events,
        decisions,
        lines: lines.map((line) => ({
          party: line.party,
          mosAverage: line.mosAverage,
          mosWorst: line.mosWorst,
          loss: Math.max(line.lossUp, line.lossDown),
          jitterMs: Math.max(line.jitterUpMs, line.jitterDownMs),
          rttMs: line.rttMs,
        })),
        notes: kept && mayRead(kept.centerId) ? { agentName: kept.agentName, disposition: kept.disposition, notes: kept.notes } : null,
        agents: await agentNames([...named, ...inEvents]),
        centers: Object.fromEntries(centers.map(({ id, name }) => [id, name])),
      };
    },
  };
}

type CallRow = Awaited<ReturnType<PrismaClient['call']['findMany']>>[number];

function toRecentCall(row: CallRow, agentName: string | null, queueName: string): RecentCall {
  const enqueuedAt = row.enqueuedAt.getTime();
  const endedAt = row.endedAt?.getTime() ?? enqueuedAt;
  const answeredAt = row.connectedAt ? (row.answeredAt?.getTime() ?? null) : null;
  return {
    id: row.id,
    callerName: row.callerName,
    queueId: row.queueId,
    queueName,
    outcome: row.connectedAt ? 'answered' : row.state === 'abandoned' || row.state === 'canceled' ? row.state : 'failed',
    reason: EndReason.nullable().catch(null).parse(row.reason),
    enqueuedAt,
    endedAt,
    waitedMs: Math.max(0, (answeredAt ?? endedAt) - enqueuedAt),
    talkMs: row.connectedAt ? Math.max(0, endedAt - row.connectedAt.getTime()) : null,
    agentName: row.connectedAt ? agentName : null,
    centerId: row.connectedAt ? row.centerId : null,
    offered: row.offeredAt !== null,
  };
}
