import type { DayFacts, TimelineEntry } from '../cti/core/day.ts';
import type { DayCall } from '../protocol/desk.ts';
import type { GivenRating } from '../protocol/ratings.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { ratingsOf } from './ratings.ts';

/** What was said of calls, by their ids. */
export type RatingsOf = (callIds: readonly string[]) => Promise<ReadonlyMap<string, GivenRating>>;

/** What an agent has done since a moment, in milliseconds since the epoch, from their center's data. */
export async function dayFactsOf(
  prisma: PrismaClient,
  agentId: string,
  since: number,
  ratingsOfCalls: RatingsOf = (callIds) => ratingsOf(prisma, callIds),
): Promise<DayFacts> {
  const at = { gte: new Date(since) };
  const [before, entries, calls, missed] = await Promise.all([
    prisma.agentTimeline.findFirst({ where: { agentId, at: { lt: new Date(since) } }, orderBy: [{ at: 'desc' }, { id: 'desc' }] }),
    prisma.agentTimeline.findMany({ where: { agentId, at }, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
    prisma.interaction.findMany({ where: { agentId, at }, orderBy: { at: 'desc' } }),
    prisma.agentStatusLog.count({ where: { agentId, status: 'missed', at } }),
  ]);
  const ratings = await ratingsOfCalls(calls.map(({ callId }) => callId));
  return {
    timeline: [...(before ? [before] : []), ...entries].map(toEntry),
    calls: calls.map((row) => toDayCall(row, ratings.get(row.callId))),
    missed,
  };
}

// Written by `logTimeline` alone.
const toEntry = ({ kind, code, at }: { kind: string; code: string | null; at: Date }): TimelineEntry => ({
  kind: kind as TimelineEntry['kind'],
  code: code as TimelineEntry['code'],
  at: at.getTime(),
});

const toDayCall = (row: Prisma.InteractionGetPayload<Record<string, never>>, rating: GivenRating | undefined): DayCall => {
  const { callId, at, callerName, verified, queueName, disposition, notes, talkMs, wrapupMs } = row;
  const call = { callId, at: at.getTime(), callerName, queueName, disposition, notes, talkMs, wrapupMs };
  return { ...call, ...(verified && { verified }), ...(rating ? { rating } : {}) };
};
