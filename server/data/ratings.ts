import type { z } from 'zod';
import { CHANGE_WITHIN_MS, RATE_WITHIN_MS } from '../protocol/rating-words.ts';
import { GivenRating, type RateCall, type RatingsPage, type RatingsQuery } from '../protocol/ratings.ts';
import type { Noted } from '../routing/core/events.ts';
import { Failure } from '../sockets/failure.ts';
import { keyMatches } from '../sockets/keys.ts';
import type { PrismaClient } from './database.ts';

const PAGE = 50;

/** What callers say of conversations that are over. Times are ms since the epoch. */
export interface Ratings {
  /**
   * Keeps it, with the call of whoever talked to the caller last.
   * @returns what is told of it
   * @throws Failure `not-found` without the key of a conversation; `conflict` when it is not over, nobody answered it, or its time is over
   */
  rate(rating: z.output<typeof RateCall>, now: number): Promise<Noted>;
  /** The youngest first. @param centers whose agents they are of; null: all */
  page(query: RatingsQuery, centers: readonly string[] | null): Promise<RatingsPage>;
}

export function openRatings(prisma: PrismaClient): Ratings {
  return {
    async rate({ key: { callId: conversationId, secret }, score, comment }, now) {
      const calls = await prisma.call.findMany({ where: { conversationId, role: 'main' }, orderBy: { enqueuedAt: 'desc' } });
      const [last] = calls;
      if (!last || !keyMatches(secret, last.keyHash)) throw new Failure('not-found', 'There is no such call');
      if (last.endedAt === null) throw new Failure('conflict', 'This conversation is not over yet');
      const call = calls.find(({ connectedAt }) => connectedAt !== null);
      if (!call?.endedAt) throw new Failure('conflict', 'Nobody answered this call, so there is nothing to rate');
      const before = await prisma.callRating.findUnique({ where: { conversationId } });
      const until = before ? before.createdAt.getTime() + CHANGE_WITHIN_MS : call.endedAt.getTime() + RATE_WITHIN_MS;
      if (now > until) throw new Failure('conflict', before ? 'This rating can’t be changed any more' : 'This can’t be rated any more');
      const { id: callId, queueId, agentId, centerId } = call;
      const said = { score, comment, changedAt: new Date(now) };
      await prisma.callRating.upsert({
        where: { conversationId },
        create: { conversationId, callId, queueId, agentId, centerId, createdAt: new Date(now), ...said },
        update: said,
      });
      return { kind: 'conversation-rated', callId, conversationId, queueId, agentId, rating: { score, comment } };
    },
    async page({ atMost, queue, agent, commented, cursor }, centers) {
      const [, at, id] = /^(\d+)\.(.*)$/.exec(cursor ?? '') ?? [];
      const seen = at === undefined ? null : new Date(Number(at));
      const rows = await prisma.callRating.findMany({
        where: {
          ...(atMost === undefined ? {} : { score: { lte: atMost } }),
          ...(queue === undefined ? {} : { queueId: queue }),
          ...(agent === undefined ? {} : { agentId: agent }),
          ...(commented === undefined ? {} : { comment: { not: '' } }),
          ...(centers === null ? {} : { centerId: { in: [...centers] } }),
          ...(seen === null ? {} : { OR: [{ createdAt: { lt: seen } }, { createdAt: seen, conversationId: { lt: id } }] }),
        },
        orderBy: [{ createdAt: 'desc' }, { conversationId: 'desc' }],
        take: PAGE + 1,
      });
      const shown = rows.slice(0, PAGE);
      const [calls, queues, agents] = await Promise.all([
        prisma.call.findMany({
          where: { id: { in: shown.map(({ callId }) => callId) } },
          select: { id: true, callerName: true, verified: true },
        }),
        prisma.queue.findMany({ where: { id: { in: shown.map(({ queueId }) => queueId) } }, select: { id: true, name: true } }),
        prisma.user.findMany({ where: { id: { in: shown.flatMap(({ agentId }) => agentId ?? []) } }, select: { id: true, name: true } }),
      ]);
      const callers = new Map(calls.map((one) => [one.id, one]));
      const names = new Map([...queues, ...agents].map((one) => [one.id, one.name]));
      const last = rows.length > PAGE ? shown.at(-1) : undefined;
      return {
        ratings: shown.map((row) => ({
          ...GivenRating.parse(row),
          ...{ callId: row.callId, at: row.createdAt.getTime(), centerId: row.centerId },
          callerName: callers.get(row.callId)?.callerName ?? '',
          ...(callers.get(row.callId)?.verified && { verified: true }),
          queueName: names.get(row.queueId) ?? row.queueId,
          agentName: row.agentId === null ? null : (names.get(row.agentId) ?? row.agentId),
        })),
        next: last ? `${last.createdAt.getTime()}.${last.conversationId}` : null,
      };
    },
  };
}

/** What was said of these calls, by their ids; of most nothing was. @param centerId of those alone that its agents had */
export async function ratingsOf(
  prisma: PrismaClient,
  callIds: readonly string[],
  centerId?: string,
): Promise<ReadonlyMap<string, GivenRating>> {
  if (callIds.length === 0) return new Map();
  const rows = await prisma.callRating.findMany({ where: { callId: { in: [...callIds] }, ...(centerId !== undefined && { centerId }) } });
  return new Map(rows.map((row) => [row.callId, GivenRating.parse(row)]));
}
