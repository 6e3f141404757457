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
  callerName?: string;
  /** What the agent wrote down: without, their center knows nothing of the call. */
  kept?: { agentName: string; queueName: string; disposition: string; notes: string };
}

export interface Past {
  calls: readonly PastCallFacts[];
  /** When which agent was ready for calls. */
  ready?: readonly { agentId: string; centerId: string; from: number; to: number }[];
  /** Statuses one by one, besides those. */
  statuses?: readonly { agentId: string; centerId: string; kind: string; at: number }[];
}

export async function fillPast(folder: string, makePast: (ids: ReadonlyMap<string, string>) => Past): Promise<void> {
  const database = await openDatabase({ url: null, folder });
  try {
    const people = await database.prisma.user.findMany({ select: { id: true, email: true } });
    if (people.length === 0) throw new Error('Nobody is there yet whose past it could be: start the installation once before');
    await keepPast(database.prisma, makePast(new Map(people.map(({ id, email }) => [email, id]))));
  } finally {
    await database.close();
  }
}

/** @param prisma of an open database */
export async function keepPast(prisma: PrismaClient, { calls, ready = [], statuses = [] }: Past): Promise<void> {
  await prisma.call.createMany({
    data: calls.map(({ at, queueId, waitMs, agent, talkMs = 0, wrapupMs = 0, callerName }, nth) => {
      const id = `past-${nth}`;
      const begun = at + waitMs;
      const caller = { callerName: callerName ?? `Caller ${nth}`, keyHash: 'past', conversationId: id, enqueuedAt: new Date(at) };
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
  await prisma.interaction.createMany({
    data: calls.flatMap(({ at, waitMs, agent, talkMs = 0, wrapupMs = 0, callerName = 'Caller', kept }, nth) =>
      agent === null || kept === undefined
        ? []
        : [
            {
              callId: `past-${nth}`,
              centerId: agent.centerId,
              agentId: agent.id,
              callerName,
              at: new Date(at + waitMs),
              talkMs,
              wrapupMs,
              ...kept,
            },
          ],
    ),
  });
  const spans = ready.flatMap(({ agentId, centerId, from, to }) => [
    { agentId, centerId, kind: 'available', at: from },
    { agentId, centerId, kind: 'offline', at: to },
  ]);
  await prisma.agentTimeline.createMany({
    data: [...spans, ...statuses].toSorted((a, b) => a.at - b.at).map(({ at, ...entry }) => ({ ...entry, at: new Date(at) })),
  });
}
