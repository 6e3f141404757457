import { apply } from '../../routing/core/apply.ts';
import type { RoutingEvent } from '../../routing/core/events.ts';
import { emptyState, type RoutingState } from '../../routing/core/state.ts';
import type { PrismaClient } from '../database.ts';
import { Prisma } from '../generated/client.ts';

/** Columns of calls that are not over. */
const OPEN_STATES = ['queued', 'offered', 'connecting', 'connected', 'wrapup'];
const OPEN_CALLS = Prisma.sql`SELECT "id" FROM "Call" WHERE "state" IN (${Prisma.join(OPEN_STATES)})`;

/**
 * The state after a restart: calls that are not over, folded from their events, how queues were set, and the counters.
 * Activity is not in it: nobody is connected yet, and the centers report anew.
 */
export async function loadState(prisma: PrismaClient): Promise<RoutingState> {
  const state = emptyState();
  for (const event of await eventsOfCalls(prisma, OPEN_CALLS)) apply(state, event);
  for (const [agentId, token] of await lastTokens(prisma)) {
    // Of what a center decided alone: those are none of this server's.
    if (token <= 0) continue;
    state.lastToken.set(agentId, token);
    state.nextToken = Math.max(state.nextToken, token + 1);
  }
  const newest = await prisma.event.findFirst({ where: { kind: 'call-queued' }, orderBy: { seq: 'desc' } });
  const event = newest && (newest.payload as unknown as RoutingEvent);
  if (event?.kind === 'call-queued') state.nextPlace = Math.max(state.nextPlace, event.place + 1);
  return state;
}

/**
 * Events of calls, and of how queues were set and starts since the first of them.
 * @param calls selects their ids
 * @param before only events with a smaller number
 */
export async function eventsOfCalls(prisma: PrismaClient, calls: Prisma.Sql, before = LAST_SEQ): Promise<RoutingEvent[]> {
  const own = await prisma.$queryRaw<EventRow[]>`
    SELECT "seq", "payload"::text AS "event" FROM "Event" WHERE "callId" IN (${calls}) AND "seq" < ${before} ORDER BY "seq"`;
  // How queues were set when the first of the calls came: the last setting before it, or the newest there is.
  const first = own[0]?.seq ?? before;
  const [set] = await prisma.$queryRaw<{ seq: bigint }[]>`
    SELECT "seq" FROM "Event" WHERE "kind" = 'configured' AND "seq" < ${first} ORDER BY "seq" DESC LIMIT 1`;
  // What is remembered of work that is over comes with the next start, and is by far the most of such an event.
  const others = await prisma.$queryRaw<EventRow[]>`
    SELECT "seq", CASE "kind" WHEN 'server-started' THEN jsonb_set("payload"::jsonb, '{stats}', '{"agents":{},"queues":{},"centers":{}}')
      ELSE "payload"::jsonb END::text AS "event"
    FROM "Event" WHERE "kind" IN ('configured', 'server-started') AND "seq" >= ${set?.seq ?? first} AND "seq" < ${before} ORDER BY "seq"`;
  return inOrder(own, others).map(({ event }) => JSON.parse(event) as RoutingEvent);
}

/** The greatest number that the log could ever come to. */
const LAST_SEQ = 2n ** 63n - 1n;

interface EventRow {
  seq: bigint;
  event: string;
}

const inOrder = (some: EventRow[], others: EventRow[]) => [...some, ...others].sort((a, b) => Number(a.seq - b.seq));

/** The youngest token of each agent: one step in the index an agent, however many reservations there are. */
async function lastTokens(prisma: PrismaClient): Promise<[string, number][]> {
  const [row] = await prisma.$queryRaw<{ tokens: string | null }[]>`
    WITH RECURSIVE newest AS (
      (SELECT "agentId", "token" FROM "Reservation" ORDER BY "agentId" DESC, "token" DESC LIMIT 1)
      UNION ALL
      SELECT next."agentId", next."token" FROM newest CROSS JOIN LATERAL (
        SELECT r."agentId", r."token" FROM "Reservation" AS r WHERE r."agentId" < newest."agentId"
        ORDER BY r."agentId" DESC, r."token" DESC LIMIT 1) AS next)
    SELECT json_agg(json_build_array("agentId", "token"))::text AS "tokens" FROM newest`;
  return JSON.parse(row?.tokens ?? '[]') as [string, number][];
}
