import type { Database } from '../../server/data/database.ts';

/** A year of calls, written by the database itself: nobody waits for a million calls to be routed. */

export const DAY_MS = 24 * 60 * 60 * 1000;
export const DAYS = 365;
export const QUEUES = ['sales-pt', 'sales-en', 'support-fr', 'support-en', 'billing', 'orders', 'returns', 'press'];
export const CENTERS = ['lisbon', 'toronto', 'lyon'];
const AGENTS = 120;

/** How much is written; tests ask for less of it. */
export interface YearSize {
  calls: number;
  days: number;
  agents: number;
}
export const yearOf = (calls: number): YearSize => ({ calls, days: DAYS, agents: AGENTS });

/** Of all centers: the days of each zone are rolled up by themselves. */
export const ZONE = 'Europe/Lisbon';

/**
 * As many calls as asked for, over as many days until `end` (a midnight of UTC), in twelve open hours of each day: about 6 % left
 * before an answer. With their events, offers and the time of agents.
 */
export async function seedYear({ prisma }: Pick<Database, 'prisma'>, { calls, days, agents }: YearSize, end: number): Promise<void> {
  const start = new Date(end - days * DAY_MS);
  await prisma.center.deleteMany();
  await prisma.center.createMany({ data: CENTERS.map((id) => ({ id, name: id, timeZone: ZONE, linkKeyHash: id })) });
  const a_day = Math.ceil(calls / days);
  for (let day = 0; day < days; day += 5) {
    const [first, last] = [day * a_day, Math.min(calls, (day + 5) * a_day) - 1];
    if (first > last) break;
    await seedCalls(prisma, start, { a_day, agents }, first, last);
  }
  await prisma.$executeRaw`
    INSERT INTO "AgentTimeline" ("centerId", "agentId", "kind", "at")
    SELECT (${CENTERS}::text[])[1 + a % 3], 'agent-' || a, (ARRAY['available', 'on-call', 'not-ready', 'available', 'offline'])[1 + k],
      ${start}::timestamptz + make_interval(days => d, hours => 8 + k * 3)
    FROM generate_series(0, ${days - 1}) AS d, generate_series(0, ${agents - 1}) AS a, generate_series(0, 4) AS k ORDER BY d, k`;
  await prisma.$executeRawUnsafe('ANALYZE');
}

/** Chance is a hash of the call's number: the same calls each time, on each database. */
async function seedCalls(
  prisma: Database['prisma'],
  start: Date,
  { a_day, agents }: { a_day: number; agents: number },
  first: number,
  last: number,
): Promise<void> {
  await prisma.$executeRaw`
    CREATE TEMPORARY TABLE "made" AS SELECT *, "at" + make_interval(secs => "wait") AS "answered",
      "at" + make_interval(secs => "wait" + "talk") AS "ended", "at" + make_interval(secs => "wait" + "talk" + "wrapup") AS "over"
    FROM (
      SELECT i, 'bench-' || i AS "id", (${QUEUES}::text[])[1 + (h % 64) * (h % 64) / 512] AS "queue", h % ${agents}::int AS "agent",
        h % 100 < 6 AS "left", h % 10 = 3 AS "missed", h % 7 AS "disposition",
        ${start}::timestamptz + make_interval(days => i / ${a_day}::int, secs => 28800 + 43200.0 * (i % ${a_day}::int) / ${a_day}::int) AS "at",
        (h % 9000) / 150.0 AS "wait", CASE WHEN h % 100 < 6 THEN 0 ELSE 30 + h % 400 END AS "talk", CASE WHEN h % 100 < 6 THEN 0 ELSE h % 60 END AS "wrapup"
      FROM (SELECT i, abs(hashint4(i)) AS h FROM generate_series(${first}::int, ${last}::int) AS i) AS numbers
    ) AS calls`;
  await prisma.$executeRaw`
    INSERT INTO "Call" ("id", "conversationId", "queueId", "state", "reason", "callerName", "keyHash", "enqueuedAt", "offeredAt",
      "answeredAt", "connectedAt", "endedAt", "completedAt", "agentId", "centerId")
    SELECT "id", "id", "queue", CASE WHEN "left" THEN 'abandoned' ELSE 'completed' END, 'caller-hung-up', 'Caller ' || i, md5("id"), "at", "at",
      CASE WHEN NOT "left" THEN "answered" END, CASE WHEN NOT "left" THEN "answered" END, "ended", "over",
      CASE WHEN NOT "left" THEN 'agent-' || "agent" END, CASE WHEN NOT "left" THEN (${CENTERS}::text[])[1 + "agent" % 3] END
    FROM "made" ORDER BY i`;
  await prisma.$executeRaw`
    INSERT INTO "Reservation" ("id", "callId", "agentId", "centerId", "token", "state", "offeredAt", "expiresAt", "endedAt")
    SELECT "id" || '-' || k, "id", 'agent-' || ("agent" + k) % ${agents}::int, (${CENTERS}::text[])[1 + ("agent" + k) % 3], i::bigint * 2 + k,
      CASE WHEN k = 1 THEN 'timeout' WHEN "left" THEN 'canceled' ELSE 'completed' END, "at", "at" + interval '20 s', "over"
    FROM "made", generate_series(0, 1) AS k WHERE k = 0 OR "missed" ORDER BY i`;
  await prisma.$executeRaw`
    INSERT INTO "Event" ("seq", "at", "kind", "callId", "payload")
    SELECT i::bigint * 6 + k + 1,
      CASE k WHEN 0 THEN "at" WHEN 1 THEN "at" WHEN 2 THEN "answered" WHEN 3 THEN "answered" WHEN 4 THEN "ended" ELSE "over" END,
      CASE WHEN "left" AND k = 2 THEN 'call-abandoned'
        ELSE (ARRAY['call-queued', 'call-offered', 'call-accepted', 'call-connected', 'call-ended', 'call-completed'])[k + 1] END,
      "id",
      json_build_object('callId', "id", 'agentId', 'agent-' || "agent", 'at', extract(epoch FROM "at") * 1000, 'why', repeat('x', 80),
        'disposition', CASE WHEN k = 5 THEN 'Disposition ' || "disposition" END)
    FROM "made", generate_series(0, 5) AS k WHERE NOT "left" OR k < 3 ORDER BY i, k`;
  await prisma.$executeRaw`DROP TABLE "made"`;
}
