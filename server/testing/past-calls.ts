import { openDatabase, type PrismaClient } from '../data/database.ts';

/** Fills the tables of an installation that isn't running with a past that is known by hand. All times are ms. */

/** A call that was answered, or given up when there is no agent. Lengths follow one another. */
export interface PastCallFacts {
  at: number;
  queueId: string;
  waitMs: number;
  agent: { id: string; centerId: string } | null;
  talkMs?: number;
  wrapupMs?: number;
}

export interface Past {
  calls: readonly PastCallFacts[];
  /** When which agent was ready for calls. */
  ready?: readonly { agentId: string; centerId: string; from: number; to: number }[];
}

export async function fillPast(folder: string, makePast: (ids: ReadonlyMap<string, string>) => Past): Promise<void> {
  const database = await openDatabase({ url: null, folder });
  try {
    const people = await database.prisma.user.findMany({ select: { id: true, email: true } });
    await keepPast(database.prisma, makePast(new Map(people.map(({ id, email }) => [email, id]))));
  } finally {
    await database.close();
  }
}

/** @param prisma of an open database */
export async function keepPast(prisma: PrismaClient, { calls, ready = [] }: Past): Promise<void> {
  await prisma.call.createMany({
    data: calls.map(({ at, queueId, waitMs, agent, talkMs = 0, wrapupMs = 0 }, nth) => {
      const id = `past-${nth}`;
      const begun = at + waitMs;
      const caller = { callerName: `Caller ${nth}`, keyHash: 'past', conversationId: id, enqueuedAt: new Date(at) };
      if (agent === null) return { id, queueId, ...caller, state: 'abandoned', endedAt: new Date(begun), completedAt: new Date(begun) };
      const times = {
        offeredAt: new Date(begun),
        answeredAt: new Date(begun),
        connectedAt: new Date(begun),
        endedAt: new Date(begun + talkMs),
        completedAt: new Date(begun + talkMs + wrapupMs),
      };
      return { id, queueId, ...caller, state: 'completed', ...times, agentId: agent.id, centerId: agent.centerId };
    }),
  });
  await prisma.agentTimeline.createMany({
    data: ready
      .flatMap(({ agentId, centerId, from, to }) => [
        { agentId, centerId, kind: 'available', at: new Date(from) },
        { agentId, centerId, kind: 'offline', at: new Date(to) },
      ])
      .toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  });
}
