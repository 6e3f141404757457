import { z } from 'zod';
import type { QuarterRow } from '../planning/plan.ts';
import type { StoredDay } from '../planning/replay/day-trace.ts';
import type { Configure } from '../planning/replay/policy.ts';
import type { AgentStatus } from '../protocol/common.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { callerOf } from './call-list.ts';
import type { PrismaClient } from './database.ts';

/** What planning reads of the past. Nothing is written. */
export interface PlanningHistory {
  /** When the first call of all came, ms; null: none has. */
  firstCallAt(): Promise<number | null>;
  /** Calls of a time by quarter of an hour, queue and center. Those that came while their queue was closed are left out. */
  quarters(from: number, to: number): Promise<QuarterRow[]>;
  /** How many calls came in a time. */
  callsIn(from: number, to: number): Promise<number>;
  /** Null: nothing was ever set, so that nothing can be run. */
  day(from: number, to: number): Promise<{ day: StoredDay; laterSettings: boolean } | null>;
}

/** How long a call may take, from its beginning to the end of wrap-up, to be found by the day on which it ends. */
const LONGEST_CALL_MS = 24 * 60 * 60 * 1000;
/** Events of so many calls are asked for at once. */
const CALLS_AT_ONCE = 2000;

type Quarter = { quarter: bigint; queueId: string; centerId: string | null } & Record<
  'calls' | 'handled' | 'handleMs' | 'waitMs' | 'gaveUp',
  number
>;

export function openPlanningHistory(prisma: PrismaClient): PlanningHistory {
  return {
    async firstCallAt() {
      const first = await prisma.call.findFirst({ orderBy: { enqueuedAt: 'asc' }, select: { enqueuedAt: true } });
      return first?.enqueuedAt.getTime() ?? null;
    },
    async quarters(from, to) {
      const rows = await prisma.$queryRaw<Quarter[]>`
        SELECT floor(extract(epoch FROM "enqueuedAt") / 900)::bigint AS "quarter", "queueId",
          CASE WHEN "connectedAt" IS NOT NULL THEN "centerId" END AS "centerId",
          count(*)::int AS "calls",
          count(*) FILTER (WHERE "connectedAt" IS NOT NULL AND "completedAt" IS NOT NULL)::int AS "handled",
          coalesce(sum(extract(epoch FROM "completedAt" - "connectedAt")), 0)::float8 * 1000 AS "handleMs",
          coalesce(sum(extract(epoch FROM coalesce("answeredAt", "endedAt") - "enqueuedAt")), 0)::float8 * 1000 AS "waitMs",
          count(*) FILTER (WHERE "state" = 'abandoned')::int AS "gaveUp"
        FROM "Call"
        WHERE "enqueuedAt" >= ${new Date(from)} AND "enqueuedAt" < ${new Date(to)} AND "waited" AND "channel" = 'voice'
          AND NOT ("state" = 'canceled' AND "reason" = 'queue-closed')
        GROUP BY 1, 2, 3`;
      return rows.map(({ quarter, ...row }) => ({ ...row, at: Number(quarter) * 900_000 }));
    },
    callsIn: (from, to) => prisma.call.count({ where: { channel: 'voice', enqueuedAt: { gte: new Date(from), lt: new Date(to) } } }),
    async day(from, to) {
      const settings = await configuredIn(prisma, from, to);
      if (!settings) return null;
      const [calls, timeline, agents] = [await callsOf(prisma, from, to), await timelineOf(prisma, from, to), await agentsOf(prisma)];
      return { day: { from, to, configured: settings.configured, calls, timeline, agents }, laterSettings: settings.later };
    },
  };
}

/** What was set when the day began, and what was changed in it. */
async function configuredIn(prisma: PrismaClient, from: number, to: number) {
  const kind = 'configured';
  const before = await prisma.event.findFirst({ where: { kind, at: { lte: new Date(from) } }, orderBy: { seq: 'desc' } });
  const first = before ?? (await prisma.event.findFirst({ where: { kind }, orderBy: { seq: 'asc' } }));
  if (!first) return null;
  const changes = await prisma.event.findMany({
    where: { kind, at: { gt: new Date(from), lt: new Date(to) }, seq: { gt: first.seq } },
    orderBy: { seq: 'asc' },
  });
  const settingOf = (payload: unknown): Configure | null => {
    const event = payload as RoutingEvent;
    if (event.kind !== 'configured') return null;
    return { kind: 'configure', queues: event.queues, skills: event.skills, centers: event.centers };
  };
  const configured = [first, ...changes].flatMap(({ at, payload }, nth) => {
    const set = settingOf(payload);
    return set ? [{ at: nth === 0 ? from : at.getTime(), set }] : [];
  });
  return { configured, later: before === null };
}

async function callsOf(prisma: PrismaClient, from: number, to: number): Promise<StoredDay['calls']> {
  const rows = await prisma.call.findMany({
    where: {
      channel: 'voice',
      enqueuedAt: { gte: new Date(from - LONGEST_CALL_MS), lt: new Date(to) },
      OR: [{ enqueuedAt: { gte: new Date(from) } }, { completedAt: null }, { completedAt: { gte: new Date(from) } }],
    },
    orderBy: [{ enqueuedAt: 'asc' }, { id: 'asc' }],
  });
  const queued = await queuedEvents(
    prisma,
    rows.map(({ id }) => id),
  );
  const ms = (date: Date | null) => date?.getTime() ?? null;
  return rows.map((row) => {
    const { id, state, waited, agentId, keyHash } = row;
    const caller = callerOf(row);
    const event = queued.get(id);
    return {
      ...{ id, state, waited, agentId, keyHash, caller },
      queueId: event?.queueId ?? row.queueId,
      requirement: event?.requirement ?? null,
      roundTrips: event?.roundTrips ?? {},
      preferredAgentId: event?.preferredAgentId ?? null,
      enqueuedAt: row.enqueuedAt.getTime(),
      offeredAt: ms(row.offeredAt),
      answeredAt: ms(row.answeredAt),
      connectedAt: ms(row.connectedAt),
      endedAt: ms(row.endedAt),
      completedAt: ms(row.completedAt),
    };
  });
}

async function queuedEvents(prisma: PrismaClient, ids: readonly string[]) {
  const queued = new Map<string, Extract<RoutingEvent, { kind: 'call-queued' }>>();
  for (let start = 0; start < ids.length; start += CALLS_AT_ONCE) {
    const callIds = ids.slice(start, start + CALLS_AT_ONCE);
    const rows = await prisma.event.findMany({ where: { callId: { in: callIds }, kind: 'call-queued' }, select: { payload: true } });
    for (const { payload } of rows) {
      // Written by the routing store alone, from this very type.
      const event = payload as unknown as RoutingEvent;
      if (event.kind === 'call-queued') queued.set(event.callId, event);
    }
  }
  return queued;
}

async function timelineOf(prisma: PrismaClient, from: number, to: number): Promise<StoredDay['timeline']> {
  const rows = await prisma.$queryRaw<{ agentId: string; kind: string; at: Date }[]>`
    SELECT "last"."agentId", "last"."kind", "last"."at", "last"."id" FROM "User", LATERAL (
      SELECT * FROM "AgentTimeline" WHERE "agentId" = "User"."id" AND "at" < ${new Date(from)} ORDER BY "at" DESC, "id" DESC LIMIT 1
    ) "last"
    UNION ALL
    SELECT "own"."agentId", "own"."kind", "own"."at", "own"."id" FROM "User", LATERAL (
      SELECT * FROM "AgentTimeline" WHERE "agentId" = "User"."id" AND "at" >= ${new Date(from)} AND "at" < ${new Date(to)}
    ) "own"
    ORDER BY "agentId", "at", "id"`;
  return rows.map(({ agentId, kind, at }) => ({ agentId, kind: kind as AgentStatus['kind'], at: at.getTime() }));
}

async function agentsOf(prisma: PrismaClient): Promise<StoredDay['agents']> {
  const people = await prisma.user.findMany({
    where: { role: 'agent' },
    include: { skills: { include: { skill: true } } },
    orderBy: { id: 'asc' },
  });
  const capacities = new Map(
    (await prisma.agentActivity.findMany({ select: { agentId: true, capacity: true } })).map((one) => [one.agentId, one.capacity]),
  );
  return people.flatMap(({ id, name, centerId, skills, excludedQueues }) => {
    if (centerId === null) return [];
    const known = skills.map(({ skillId, level, skill }) => ({ id: skillId, name: skill.name, level }));
    return [
      { id, name, centerId, skills: known, excludedQueues: z.array(z.string()).parse(excludedQueues), capacity: capacities.get(id) ?? 1 },
    ];
  });
}
