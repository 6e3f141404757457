import { type CallStory, RECENT_CALLS, type RecentCall, type StoryPart } from '../protocol/call-story.ts';
import { EndReason, type QueueId, wentElsewhere } from '../protocol/common.ts';
import { CallRole } from '../protocol/conversation.ts';
import { agentsByParty, callEvents } from '../routing/call-events.ts';
import { callIdOf, type RoutingEvent } from '../routing/core/events.ts';
import { offerStory } from '../routing/offer-story.ts';
import { Failure } from '../sockets/failure.ts';
import { callerOf } from './call-list.ts';
import { openConsentBook } from './consents.ts';
import type { PrismaClient } from './database.ts';
import { ratingsOf } from './ratings.ts';

/** When the day of each queue began. */
export interface Midnights {
  queues: ReadonlyMap<QueueId, number>;
  others: number;
}

/** What the log and the routing database tell of calls, also of those that are over. It only reads. */
export interface CallStories {
  /**
   * The last calls that are over since their queue's midnight, newest first. Milliseconds since the epoch.
   * @param midnights of queues; `others`: of one that is not there any more
   */
  recent(midnights: Midnights): Promise<RecentCall[]>;
  /**
   * The whole conversation that the call is part of: whoever took part in it, and whatever was asked, said and written.
   * @param mayRead whether what a center keeps of it, its agents' notes and what was written with them, may be told
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
    async recent({ queues: days, others }) {
      const starts = Map.groupBy(days.entries(), ([, midnight]) => midnight);
      const since = [...starts].map(([midnight, ofDay]) => ({
        queueId: { in: ofDay.map(([queueId]) => queueId) },
        endedAt: { gte: new Date(midnight) },
      }));
      const rows = await prisma.call.findMany({
        where: {
          OR: [...since, { queueId: { notIn: [...days.keys()] }, endedAt: { gte: new Date(others) } }],
          completedAt: { not: null },
          role: 'main',
        },
        orderBy: { endedAt: 'desc' },
        take: RECENT_CALLS,
      });
      const agents = await agentNames(rows.flatMap((row) => row.agentId ?? []));
      const queues = await queueNames(rows.map((row) => row.queueId));
      return rows.map((row) => toRecentCall(row, agents[row.agentId ?? ''] ?? row.agentId, queues.get(row.queueId) ?? row.queueId));
    },
    async story(callId, mayRead = () => false) {
      const asked = await prisma.call.findUnique({ where: { id: callId } });
      if (!asked) throw new Failure('not-found', 'There was no such call');
      const { conversationId, callerName } = asked;
      const calls = await prisma.call.findMany({ where: { conversationId }, orderBy: [{ enqueuedAt: 'asc' }, { id: 'asc' }] });
      const callIds = calls.map(({ id }) => id);
      const [rows, kept, qualities, written, given, queues, centers, consent] = await Promise.all([
        prisma.event.findMany({ where: { callId: { in: callIds } }, orderBy: { seq: 'asc' }, select: { payload: true } }),
        prisma.interaction.findMany({ where: { callId: { in: callIds } } }),
        prisma.callQuality.findMany({ where: { conversationId }, orderBy: [{ at: 'asc' }, { party: 'asc' }] }),
        prisma.callText.findMany({ where: { conversationId }, orderBy: { seq: 'asc' } }),
        ratingsOf(prisma, callIds),
        queueNames(calls.map(({ queueId }) => queueId)),
        prisma.center.findMany({ select: { id: true, name: true } }),
        openConsentBook(prisma).of(conversationId),
      ]);
      // Written by the routing store alone, from this very type.
      const log = rows.map((row) => row.payload as unknown as RoutingEvent);
      const parties = agentsByParty(log);
      const events = callEvents(log);
      const parts = calls.map((call): StoryPart => {
        const notes = kept.find((one) => one.callId === call.id && mayRead(one.centerId));
        return {
          callId: call.id,
          role: CallRole.catch('main').parse(call.role),
          queueName: queues.get(call.queueId) ?? call.queueId,
          agentId: call.connectedAt ? call.agentId : null,
          startedAt: call.enqueuedAt.getTime(),
          connectedAt: call.connectedAt?.getTime() ?? null,
          endedAt: call.endedAt?.getTime() ?? null,
          decisions: offerStory(log.filter((event) => callIdOf(event) === call.id)),
          notes: notes ? { agentName: notes.agentName, disposition: notes.disposition, notes: notes.notes } : null,
        };
      });
      const mayReadAny = calls.some(({ centerId }) => centerId !== null && mayRead(centerId));
      const [rating] = mayReadAny ? given.values() : [];
      const named = parts.flatMap(({ decisions }) =>
        decisions.flatMap(({ decision, offers }) => [...decision.candidates, ...decision.passedOver, ...offers].map((one) => one.agentId)),
      );
      const inParts = parts.flatMap(({ agentId }) => agentId ?? []);
      const inEvents = events.flatMap(({ agentIds }) => agentIds);
      // A call that nobody has had is on every supervisor’s board.
      const isNobodys = calls.every(({ centerId }) => centerId === null);
      return {
        callId,
        callerName,
        caller: mayReadAny || isNobodys ? callerOf(asked) : null,
        parts,
        events,
        lines: qualities.map((line) => ({
          party: line.party,
          agentId: parties.get(line.party) ?? null,
          mosAverage: line.mosAverage,
          mosWorst: line.mosWorst,
          loss: Math.max(line.lossUp, line.lossDown),
          jitterMs: Math.max(line.jitterUpMs, line.jitterDownMs),
          rttMs: line.rttMs,
        })),
        texts: mayReadAny
          ? written.map(({ seq, at, sender, name, text, recipient }) => ({
              ...{ seq, at: at.getTime(), agentId: parties.get(sender) ?? null, name, text },
              ...(recipient !== null && { toAgentAlone: true as const }),
            }))
          : null,
        ...(rating ? { rating } : {}),
        ...(consent && { consent: { text: consent.text, acceptedAt: consent.acceptedAt } }),
        agents: await agentNames([...named, ...inParts, ...inEvents, ...parties.values()]),
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
    ...(row.verified && { verified: true }),
    queueId: row.queueId,
    queueName,
    outcome: row.connectedAt ? 'answered' : outcomeOf(row),
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

/** Of a call that nobody answered. */
function outcomeOf({ state, reason }: { state: string; reason: string | null }): RecentCall['outcome'] {
  if (state === 'abandoned') return wentElsewhere(reason) ? 'elsewhere' : 'abandoned';
  return state === 'canceled' ? 'canceled' : 'failed';
}
