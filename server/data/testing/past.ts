import type { PrismaClient } from '../database.ts';

/** Calls of the past as the routing server leaves them behind, for tests: rows and the events that reports read. */
export interface PastCallInput {
  queueId: string;
  at: number;
  /** `open`: still in progress. */
  outcome: 'answered' | 'abandoned' | 'canceled' | 'failed' | 'open';
  waitMs: number;
  talkMs: number;
  wrapupMs: number;
  agentId: string;
  centerId?: string;
  /** [ms after the answer, how long]; one that lasts longer than the call ends with it. */
  holds?: [number, number][];
  disposition?: string | null;
  /** Agents who let an offer ring out before. */
  missedBy?: string[];
  role?: 'main' | 'consult';
  mos?: number | null;
  message?: 'callback' | 'message' | null;
  /** What the caller rated it, when it was answered. */
  score?: number | null;
}

export interface PastStatusInput {
  agentId: string;
  centerId?: string;
  kind: string;
  at: number;
}

let made = 0;
const CENTERS: Record<string, string> = { ana: 'lisbon', bia: 'lisbon', carol: 'toronto' };

export async function insertPast(
  prisma: PrismaClient,
  calls: readonly PastCallInput[],
  statuses: readonly PastStatusInput[],
): Promise<void> {
  const last = await prisma.event.aggregate({ _max: { seq: true } });
  let seq = last._max.seq ?? 0n;
  const rows = calls.map((call) => toRows(call));
  await prisma.call.createMany({ data: rows.map((row) => row.call) });
  await prisma.reservation.createMany({ data: rows.flatMap((row) => row.reservations) });
  await prisma.callQuality.createMany({ data: rows.flatMap((row) => row.lines) });
  await prisma.leftMessage.createMany({ data: rows.flatMap((row) => row.messages) });
  await prisma.callRating.createMany({ data: rows.flatMap((row) => row.ratings) });
  await prisma.event.createMany({
    data: rows.flatMap((row) =>
      row.events.map(({ at, kind, ...more }) => {
        seq += 1n;
        return { seq, at: new Date(at), kind, callId: row.call.id, payload: { at, kind, callId: row.call.id, ...more } };
      }),
    ),
  });
  await prisma.agentTimeline.createMany({
    data: statuses
      .toSorted((a, b) => a.at - b.at)
      .map(({ agentId, centerId = centerOf(agentId), kind, at }) => ({ agentId, centerId, kind, at: new Date(at) })),
  });
}

const centerOf = (agentId: string) => CENTERS[agentId] ?? 'lisbon';

function toRows(input: PastCallInput) {
  made += 1;
  const id = `past-${made}`;
  const { at, waitMs, talkMs, wrapupMs, agentId, centerId = centerOf(agentId), outcome, role = 'main', mos = null } = input;
  const answered = outcome === 'answered';
  const endedAt = at + waitMs + (answered ? talkMs : 0);
  const completedAt = endedAt + (answered ? wrapupMs : 0);
  const time = (ms: number) => new Date(ms);
  const offered = (agent: string, nth: number, state: string) => ({
    id: `${id}-${nth}`,
    callId: id,
    agentId: agent,
    centerId: centerOf(agent),
    token: BigInt(made * 10 + nth),
    state,
    offeredAt: time(at),
    expiresAt: time(at + 20_000),
    endedAt: time(completedAt),
  });
  const holds = answered ? (input.holds ?? []).toSorted((a, b) => a[0] - b[0]) : [];
  return {
    call: {
      id,
      conversationId: id,
      queueId: input.queueId,
      state: answered ? 'completed' : outcome === 'open' ? 'queued' : outcome,
      callerName: 'Maria',
      keyHash: 'hash',
      role,
      waited: role === 'main',
      enqueuedAt: time(at),
      answeredAt: answered ? time(at + waitMs) : null,
      connectedAt: answered ? time(at + waitMs) : null,
      endedAt: outcome === 'open' ? null : time(endedAt),
      completedAt: outcome === 'open' ? null : time(completedAt),
      agentId: outcome === 'canceled' ? null : agentId,
      centerId: outcome === 'canceled' ? null : centerId,
    },
    reservations: [
      ...(input.missedBy ?? []).map((agent, index) => offered(agent, index, 'timeout')),
      ...(answered ? [offered(agentId, 9, 'completed')] : []),
    ],
    events: [
      ...holds.flatMap(([after, ms]) => [
        { at: at + waitMs + after, kind: 'call-held' },
        { at: at + waitMs + after + ms, kind: 'call-resumed' },
      ]),
      ...(answered ? [{ at: completedAt, kind: 'call-completed', agentId, disposition: input.disposition ?? null }] : []),
    ],
    lines:
      mos === null || !answered
        ? []
        : ['caller', `agent-${made * 10 + 9}`].map((party) => ({
            conversationId: id,
            party,
            at: time(endedAt),
            samples: 7,
            mosAverage: mos,
            mosWorst: mos,
            lossUp: 0,
            lossDown: 0,
            jitterUpMs: 0,
            jitterDownMs: 0,
            rttMs: null,
          })),
    ratings:
      answered && input.score
        ? [
            {
              conversationId: id,
              callId: id,
              queueId: input.queueId,
              score: input.score,
              createdAt: time(endedAt),
              changedAt: time(endedAt),
            },
          ]
        : [],
    messages: input.message
      ? [{ id, kind: input.message, queueId: input.queueId, callId: id, name: 'Maria', text: 'Now', createdAt: time(endedAt) }]
      : [],
  };
}

export async function emptyReports(prisma: PrismaClient): Promise<void> {
  await prisma.$executeRaw`TRUNCATE "Call", "Reservation", "Event", "CallQuality", "LeftMessage", "CallRating", "AgentTimeline", "ReportDay", "ReportUnit", "ReportCell"`;
}
