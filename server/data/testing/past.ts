import type { PrismaClient } from '../database.ts';

/** Calls of the past as the routing server leaves them behind, for tests: rows and the events that reports read. */
export interface PastCallInput {
  channel?: 'voice' | 'text';
  queueId: string;
  at: number;
  /** `open`: still in progress. */
  outcome: 'answered' | 'abandoned' | 'elsewhere' | 'canceled' | 'failed' | 'open';
  waitMs: number;
  talkMs: number;
  wrapupMs: number;
  agentId: string;
  centerId?: string;
  /** [ms after the answer, how long]; one that lasts longer than the call ends with it. */
  holds?: [number, number][];
  /** Of a call that was a text conversation first: ms after the answer. */
  movedUpAfter?: number | null;
  /** Of a text conversation: ms after its caller came. */
  replyAfter?: number | null;
  disposition?: string | null;
  /** Agents who let an offer ring out before. */
  missedBy?: string[];
  role?: 'main' | 'consult';
  mos?: number | null;
  message?: 'callback' | 'message' | null;
  /** Of what was left: ms until somebody is done with it. */
  doneAfter?: number | null;
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
  await prisma.callText.createMany({ data: rows.flatMap((row) => row.texts) });
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
  const { channel = 'voice', movedUpAfter = null, replyAfter = null, doneAfter = null } = input;
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
      channel,
      queueId: input.queueId,
      state: answered ? 'completed' : outcome === 'open' ? 'queued' : outcome === 'elsewhere' ? 'abandoned' : outcome,
      reason: outcome === 'elsewhere' ? 'left-for-message' : null,
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
    texts:
      channel === 'text' && replyAfter !== null
        ? [
            { sender: 'caller', seq: 1 },
            { sender: `agent-${made * 10 + 9}`, seq: 2 },
            { sender: `agent-${made * 10 + 9}`, seq: 3 },
          ].map((one) => ({ ...one, conversationId: id, at: time(at + replyAfter * (one.seq - 1)), name: '', text: 'Hello', clientId: '' }))
        : [],
    events: [
      ...(answered && channel === 'voice' && movedUpAfter !== null
        ? [{ at: at + waitMs + Math.min(movedUpAfter, talkMs), kind: 'call-moved-up' }]
        : []),
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
      ? [
          {
            id,
            kind: input.message,
            queueId: input.queueId,
            callId: id,
            name: 'Maria',
            text: 'Now',
            createdAt: time(endedAt),
            ...(doneAfter !== null && { doneAt: time(endedAt + doneAfter) }),
          },
        ]
      : [],
  };
}

export interface PastBookingInput {
  queueId: string;
  slotAt: number;
  state: 'booked' | 'due' | 'met' | 'missed' | 'left' | 'turned-away' | 'canceled';
  /** Of one that was met: ms after its time when the caller came, and from then to the answer. */
  cameAfter?: number;
  waitMs?: number;
}

/** Callbacks with a time, and the calls of those who came. */
export async function insertBookings(prisma: PrismaClient, bookings: readonly PastBookingInput[]): Promise<void> {
  for (const { queueId, slotAt, state, cameAfter = 0, waitMs = 0 } of bookings) {
    made += 1;
    const id = `booking-${made}`;
    const [slot, came, answered] = [new Date(slotAt), new Date(slotAt + cameAfter), new Date(slotAt + cameAfter + waitMs)];
    const callId = state === 'met' ? id : null;
    const expiresAt = new Date(slotAt + 15 * 60_000);
    await prisma.callback.create({
      data: { id, tokenHash: id, queueId, name: 'Maria', timeZone: 'UTC', slotAt: slot, expiresAt, state, callId, createdAt: slot },
    });
    if (callId === null) continue;
    const times = { enqueuedAt: slot, answeredAt: answered, connectedAt: answered, endedAt: answered, completedAt: answered };
    const call = { id, conversationId: id, queueId, state: 'completed', callerName: 'Maria', keyHash: 'hash', waited: false };
    await prisma.call.create({ data: { ...call, ...times, agentId: 'ana', centerId: 'lisbon' } });
    const last = await prisma.event.aggregate({ _max: { seq: true } });
    await prisma.event.create({ data: { seq: (last._max.seq ?? 0n) + 1n, at: came, kind: 'caller-back', callId: id, payload: {} } });
  }
}

export async function emptyReports(prisma: PrismaClient): Promise<void> {
  await prisma.$executeRaw`TRUNCATE "Call", "Reservation", "Event", "CallQuality", "CallText", "LeftMessage", "Callback", "CallRating", "AgentTimeline", "ReportDay", "ReportUnit", "ReportCell"`;
}
