import type {
  BookingFact,
  CallFact,
  Facts,
  MessageFact,
  OfferFact,
  RatingFact,
  ReturnFact,
  StatusFact,
  TextTimeFact,
} from '../measures/facts.ts';
import { type Channel, wentElsewhere } from '../protocol/common.ts';
import { LONGEST_STATUS_MS } from '../protocol/formulas.ts';
import type { PrismaClient } from './database.ts';
import { Prisma } from './generated/client.ts';

/**
 * What happened in a stretch of time, read from what the routing server and the centers keep. Calls and text conversations count
 * once they are over, wrap-up included. Raised FACTS_VERSION: what is read here has changed, and cells of past days are made anew.
 */
export const FACTS_VERSION = 5;

export async function readFacts(prisma: PrismaClient, from: number, to: number): Promise<Facts> {
  const span = { from: new Date(from), to: new Date(to) };
  return {
    calls: await readCalls(prisma, span),
    offers: await readOffers(prisma, span),
    statuses: await readStatuses(prisma, { from: new Date(from - LONGEST_STATUS_MS), to: span.to }),
    texts: await readTextTimes(prisma, span),
    messages: await readMessages(prisma, span),
    returns: await readReturns(prisma, span),
    bookings: await readBookings(prisma, span),
    ratings: await readRatings(prisma, span),
  };
}

interface Dates {
  from: Date;
  to: Date;
}

/** A call that is over, as it is stored. */
export interface CallRow {
  id: string;
  channel: Channel;
  queueId: string;
  centerId: string | null;
  agentId: string | null;
  state: string;
  reason: string | null;
  waited: boolean;
  enqueuedAt: Date;
  answeredAt: Date | null;
  connectedAt: Date | null;
  endedAt: Date | null;
  completedAt: Date;
}

async function readCalls(prisma: PrismaClient, { from, to }: Dates): Promise<CallFact[]> {
  const during = Prisma.sql`c."enqueuedAt" >= ${from} AND c."enqueuedAt" < ${to} AND c."completedAt" IS NOT NULL`;
  const rows = await prisma.$queryRaw<CallRow[]>`
    SELECT c."id", c."channel", c."queueId", c."centerId", c."agentId", c."state", c."reason", c."waited",
      c."enqueuedAt", c."answeredAt", c."connectedAt", c."endedAt", c."completedAt"
    FROM "Call" AS c WHERE ${during}`;
  const events = await prisma.$queryRaw<{ callId: string; kind: string; at: Date; disposition: string | null }[]>`
    SELECT e."callId", e."kind", e."at", CASE WHEN e."kind" = 'call-completed' THEN e."payload"->>'disposition' END AS "disposition"
    FROM "Call" AS c JOIN "Event" AS e ON e."callId" = c."id"
    WHERE ${during} AND e."kind" IN ('call-held', 'call-resumed', 'call-completed') ORDER BY e."seq"`;
  // The caller's line counts with the first call of the conversation, an agent's with their own.
  const lines = await prisma.$queryRaw<{ callId: string; samples: number; mosAverage: number }[]>`
    SELECT c."id" AS "callId", q."samples", q."mosAverage"
    FROM "Call" AS c JOIN "CallQuality" AS q ON q."conversationId" = c."conversationId"
    WHERE ${during} AND ((q."party" = 'caller' AND c."id" = c."conversationId") OR q."party" IN
      (SELECT 'agent-' || r."token" FROM "Reservation" AS r WHERE r."callId" = c."id" AND r."agentId" = c."agentId"))`;
  const replies = await prisma.$queryRaw<{ callId: string; at: Date }[]>`
    SELECT c."id" AS "callId", min(t."at") AS "at"
    FROM "Call" AS c JOIN "CallText" AS t ON t."conversationId" = c."conversationId"
    WHERE ${during} AND c."channel" = 'text' AND c."id" = c."conversationId" AND t."sender" LIKE 'agent-%' GROUP BY c."id"`;
  const replyOf = new Map(replies.map(({ callId, at }) => [callId, at]));
  const eventsOf = Map.groupBy(events, (event) => event.callId);
  const linesOf = Map.groupBy(lines, (line) => line.callId);
  return rows.map((row) => toCallFact(row, eventsOf.get(row.id) ?? [], linesOf.get(row.id) ?? [], replyOf.get(row.id)));
}

export function toCallFact(
  row: CallRow,
  events: readonly { kind: string; at: Date; disposition: string | null }[],
  lines: readonly { samples: number; mosAverage: number }[],
  firstReplyAt?: Date,
): CallFact {
  const { channel, queueId, waited, completedAt } = row;
  const enqueuedAt = row.enqueuedAt.getTime();
  const endedAt = (row.endedAt ?? completedAt).getTime();
  const talked = row.connectedAt !== null;
  const connectedAt = (row.connectedAt ?? completedAt).getTime();
  const answeredAt = row.answeredAt?.getTime() ?? connectedAt;
  const holdMs = talked ? heldMs(events, endedAt) : 0;
  return {
    channel,
    queueId,
    // Of a call that nobody answered they would be those whom it rang at last.
    centerId: talked ? (row.centerId ?? '') : '',
    agentId: talked ? (row.agentId ?? '') : '',
    disposition: events.findLast((event) => event.kind === 'call-completed')?.disposition ?? '',
    enqueuedAt,
    outcome: talked ? 'answered' : outcomeOf(row),
    waited,
    waitMs: Math.max(0, (talked ? answeredAt : endedAt) - enqueuedAt),
    talkMs: talked ? Math.max(0, endedAt - connectedAt - holdMs) : 0,
    holdMs,
    wrapupMs: talked ? Math.max(0, completedAt.getTime() - endedAt) : 0,
    qualitySamples: lines.reduce((sum, line) => sum + line.samples, 0),
    // Whole numbers, so that sums are exact in whatever order they are made.
    qualitySum: lines.reduce((sum, line) => sum + Math.round(line.mosAverage * 1000) * line.samples, 0),
    firstReplyMs: firstReplyAt ? Math.max(0, firstReplyAt.getTime() - enqueuedAt) : null,
  };
}

/** Of a call that nobody answered. */
function outcomeOf({ state, reason }: CallRow): CallFact['outcome'] {
  if (state === 'abandoned') return wentElsewhere(reason) ? 'elsewhere' : 'abandoned';
  return state === 'canceled' ? 'turned-away' : 'failed';
}

/** A hold that nobody ended lasted until the call did. */
function heldMs(events: readonly { kind: string; at: Date }[], endedAt: number): number {
  let since: number | null = null;
  let sum = 0;
  for (const { kind, at } of events) {
    const time = Math.min(at.getTime(), endedAt);
    if (kind === 'call-held') since ??= time;
    else if (since !== null) {
      sum += time - since;
      since = null;
    }
  }
  return sum + (since === null ? 0 : endedAt - since);
}

const OFFER_ENDS: Record<string, OfferFact['end']> = { timeout: 'missed', rejected: 'declined' };

/** Of calls that are over: until then it is not known in which queue an offer counts. */
async function readOffers(prisma: PrismaClient, { from, to }: Dates): Promise<OfferFact[]> {
  const rows = await prisma.$queryRaw<(Omit<OfferFact, 'offeredAt' | 'end'> & { state: string; offeredAt: Date })[]>`
    SELECT c."channel", c."queueId", r."centerId", r."agentId", r."state", r."offeredAt"
    FROM "Reservation" AS r JOIN "Call" AS c ON c."id" = r."callId"
    WHERE r."offeredAt" >= ${from} AND r."offeredAt" < ${to} AND c."completedAt" IS NOT NULL`;
  return rows.map(({ state, offeredAt, ...row }) => ({ ...row, offeredAt: offeredAt.getTime(), end: OFFER_ENDS[state] ?? 'other' }));
}

async function readStatuses(prisma: PrismaClient, { from, to }: Dates): Promise<StatusFact[]> {
  const rows = await prisma.agentTimeline.findMany({
    where: { at: { gte: from, lt: to } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { centerId: true, agentId: true, kind: true, at: true },
  });
  // Written by the centers alone, from the protocol's own kinds.
  return rows.map((row) => ({ ...row, kind: row.kind as StatusFact['kind'], at: row.at.getTime() }));
}

/** A conversation that nobody has ended counts in an agent’s time until this long after its caller came, and no further. */
export const LONGEST_TEXT_MS = 24 * 60 * 60 * 1000;

/** A stretch of a text conversation in an agent’s hands; `goesOn`: `to` is as late as it may count. */
export interface TextTime extends TextTimeFact {
  callId: string;
  goesOn: boolean;
}

/** What has become a call is in the agent’s hands by text until then, and again when no audio came. */
export async function readTextTimes(prisma: PrismaClient, { from, to }: Dates): Promise<TextTime[]> {
  const since = new Date(from.getTime() - LONGEST_TEXT_MS);
  const until = new Date(to.getTime() + LONGEST_TEXT_MS);
  const rows = await prisma.$queryRaw<TextTimeRow[]>`
    WITH "moves" AS MATERIALIZED (
      SELECT "callId", array_agg("at" ORDER BY "seq") AS "at" FROM "Event"
      WHERE "kind" IN ('call-moved-up', 'call-moved-down') AND "at" >= ${since} AND "at" < ${until} GROUP BY "callId"
    )
    SELECT c."id" AS "callId", c."centerId", c."agentId", c."enqueuedAt", c."connectedAt", c."completedAt", COALESCE(m."at", '{}') AS "moves"
    FROM "Call" AS c LEFT JOIN "moves" AS m ON m."callId" = c."id"
    WHERE c."enqueuedAt" >= ${since} AND c."enqueuedAt" < ${to} AND c."connectedAt" IS NOT NULL
      AND c."agentId" IS NOT NULL AND c."centerId" IS NOT NULL AND (c."channel" = 'text' OR m."callId" IS NOT NULL)`;
  return rows.flatMap(textTimesOf).filter((one) => one.to > from.getTime() && one.from < to.getTime());
}

interface TextTimeRow {
  callId: string;
  centerId: string;
  agentId: string;
  enqueuedAt: Date;
  connectedAt: Date;
  completedAt: Date | null;
  /** Up to a call, down to texts again, and so on. */
  moves: readonly Date[];
}

function textTimesOf({ callId, centerId, agentId, enqueuedAt, connectedAt, completedAt, moves }: TextTimeRow): TextTime[] {
  const last = enqueuedAt.getTime() + LONGEST_TEXT_MS;
  const edges = [connectedAt, ...moves].map((at) => at.getTime());
  const times: TextTime[] = [];
  for (let nth = 0; nth < edges.length; nth += 2) {
    const from = edges[nth] ?? last;
    const end = edges[nth + 1] ?? completedAt?.getTime();
    const to = Math.min(end ?? last, last);
    if (to > from) times.push({ callId, centerId, agentId, from, to, goesOn: end === undefined });
  }
  return times;
}

async function readMessages(prisma: PrismaClient, { from, to }: Dates): Promise<MessageFact[]> {
  const rows = await prisma.leftMessage.findMany({
    where: { createdAt: { gte: from, lt: to } },
    select: { queueId: true, kind: true, createdAt: true },
  });
  return rows.map(({ queueId, kind, createdAt }) => ({
    queueId,
    kind: kind === 'callback' ? 'callback' : 'message',
    at: createdAt.getTime(),
  }));
}

async function readReturns(prisma: PrismaClient, { from, to }: Dates): Promise<ReturnFact[]> {
  const rows = await prisma.leftMessage.findMany({
    where: { doneAt: { gte: from, lt: to } },
    select: { queueId: true, createdAt: true, doneAt: true },
  });
  return rows.flatMap(({ queueId, createdAt, doneAt }) =>
    doneAt === null ? [] : [{ queueId, at: doneAt.getTime(), afterMs: Math.max(0, doneAt.getTime() - createdAt.getTime()) }],
  );
}

const BOOKING_ENDS: Record<string, BookingFact['end']> = {
  ...{ met: 'kept', left: 'left', 'turned-away': 'left', missed: 'missed', canceled: 'canceled' },
};

/** Callbacks with a time; a link without one is no booking. */
async function readBookings(prisma: PrismaClient, { from, to }: Dates): Promise<BookingFact[]> {
  const rows = await prisma.$queryRaw<{ queueId: string; state: string; slotAt: Date; answeredAt: Date | null; cameAt: Date | null }[]>`
    SELECT b."queueId", b."state", b."slotAt", c."answeredAt",
      (SELECT min(e."at") FROM "Event" AS e WHERE e."callId" = c."id" AND e."kind" = 'caller-back') AS "cameAt"
    FROM "Callback" AS b LEFT JOIN "Call" AS c ON c."id" = b."callId"
    WHERE b."slotAt" >= ${from} AND b."slotAt" < ${to}`;
  return rows.map(({ queueId, state, slotAt, answeredAt, cameAt }) => ({
    queueId,
    at: slotAt.getTime(),
    end: BOOKING_ENDS[state] ?? 'open',
    waitMs: answeredAt && cameAt ? Math.max(0, answeredAt.getTime() - cameAt.getTime()) : 0,
  }));
}

/** Of calls and text conversations that are over, wrap-up included: before that their disposition is not known. */
async function readRatings(prisma: PrismaClient, { from, to }: Dates): Promise<RatingFact[]> {
  const rows = await prisma.$queryRaw<
    {
      channel: Channel;
      queueId: string;
      centerId: string | null;
      agentId: string | null;
      disposition: string | null;
      enqueuedAt: Date;
      score: number;
    }[]
  >`
    SELECT c."channel", c."queueId", c."centerId", c."agentId", c."enqueuedAt", r."score", (
      SELECT e."payload"->>'disposition' FROM "Event" AS e
      WHERE e."callId" = c."id" AND e."kind" = 'call-completed' ORDER BY e."seq" DESC LIMIT 1
    ) AS "disposition"
    FROM "CallRating" AS r JOIN "Call" AS c ON c."id" = r."callId"
    WHERE c."enqueuedAt" >= ${from} AND c."enqueuedAt" < ${to} AND c."completedAt" IS NOT NULL`;
  return rows.map(({ channel, queueId, centerId, agentId, disposition, enqueuedAt, score }) => ({
    ...{ channel, queueId, score, centerId: centerId ?? '', agentId: agentId ?? '', disposition: disposition ?? '' },
    enqueuedAt: enqueuedAt.getTime(),
  }));
}
