import { apply } from '../routing/core/apply.ts';
import { callIdOf, type RoutingEvent } from '../routing/core/events.ts';
import { emptyState, type RoutingState } from '../routing/core/model.ts';
import type { EndedCall } from '../routing/measures.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';

/** The routing database, as its one writer uses it. */
export interface RoutingStore {
  /**
   * The state after a restart: calls that are not over, folded from their events, and the counters.
   * Activity is not in it: nobody is connected yet, and the centers report anew.
   */
  load(): Promise<RoutingState>;
  /**
   * Appends events and brings the tables for looking things up along, all in one transaction.
   * Once it resolves, they survive the death of the process.
   * @throws when another routing server has appended meanwhile, or the database does not answer
   */
  append(events: readonly RoutingEvent[]): Promise<void>;
  /**
   * Deletes reports of activity from before a time. They are by far the most of the log; what was decided from them stays,
   * with the reasons. @returns how many
   */
  forgetReportsBefore(before: number): Promise<number>;
  /** Calls that are over, and ended since a time: for the measures of the day. */
  endedSince(since: number): Promise<EndedCall[]>;
}

export async function openRoutingStore(prisma: PrismaClient): Promise<RoutingStore> {
  const last = await prisma.event.aggregate({ _max: { seq: true } });
  let seq = last._max.seq ?? 0n;
  return {
    load: () => load(prisma),
    async append(events) {
      const rows = events.map((event, index) => ({
        seq: seq + BigInt(index) + 1n,
        at: new Date(event.at),
        kind: event.kind,
        callId: callIdOf(event),
        payload: event as unknown as Prisma.InputJsonValue,
      }));
      await prisma.$transaction([prisma.event.createMany({ data: rows }), ...events.flatMap((event) => project(prisma, event))]);
      seq += BigInt(events.length);
    },
    async forgetReportsBefore(before) {
      const { count } = await prisma.event.deleteMany({ where: { kind: 'center-reported', at: { lt: new Date(before) } } });
      return count;
    },
    async endedSince(since) {
      const rows = await prisma.call.findMany({ where: { endedAt: { gte: new Date(since) }, completedAt: { not: null } } });
      return rows.map(toEndedCall);
    },
  };
}

const OPEN_STATES = ['queued', 'offered', 'connecting', 'connected', 'wrapup'];

async function load(prisma: PrismaClient): Promise<RoutingState> {
  const state = emptyState();
  const tokens = await prisma.reservation.groupBy({ by: ['agentId'], _max: { token: true } });
  for (const { agentId, _max } of tokens) if (_max.token !== null) state.lastToken.set(agentId, Number(_max.token));
  state.nextToken = Math.max(0, ...state.lastToken.values()) + 1;
  const newest = await prisma.event.findFirst({ where: { kind: 'call-queued' }, orderBy: { seq: 'desc' } });
  const newestEvent = newest && asEvent(newest.payload);
  if (newestEvent?.kind === 'call-queued') state.nextPlace = newestEvent.place + 1;
  const open = await prisma.call.findMany({ where: { state: { in: OPEN_STATES } }, select: { id: true } });
  const events = await prisma.event.findMany({ where: { callId: { in: open.map((call) => call.id) } }, orderBy: { seq: 'asc' } });
  for (const row of events) apply(state, asEvent(row.payload));
  return state;
}

// Written by `append` alone, from this very type.
const asEvent = (payload: Prisma.JsonValue) => payload as unknown as RoutingEvent;

function project(prisma: PrismaClient, event: RoutingEvent): Prisma.PrismaPromise<unknown>[] {
  const at = new Date(event.at);
  switch (event.kind) {
    case 'center-reported':
      return projectReport(prisma, event);
    case 'call-queued': {
      const { name, email, customerId, page, question } = event.caller;
      const data = { callerName: name, callerEmail: email, customerId, page, question, keyHash: event.keyHash, enqueuedAt: at };
      return [prisma.call.create({ data: { id: event.callId, queueId: event.queueId, state: 'queued', ...data } })];
    }
    case 'call-offered': {
      const { id, token, agentId, centerId, offeredAt, expiresAt } = event.reservation;
      const times = { offeredAt: new Date(offeredAt), expiresAt: new Date(expiresAt) };
      const data = { id, callId: event.callId, agentId, centerId, token: BigInt(token), state: 'pending', ...times };
      return [
        prisma.reservation.create({ data }),
        prisma.call.update({ where: { id: event.callId }, data: { state: 'offered', agentId, centerId, offeredAt: at } }),
      ];
    }
    case 'call-accepted':
      return [
        prisma.reservation.update({ where: { id: event.reservationId }, data: { state: 'accepted' } }),
        prisma.call.update({ where: { id: event.callId }, data: { state: 'connecting', answeredAt: at } }),
      ];
    case 'call-requeued':
      return [
        prisma.reservation.update({ where: { id: event.reservationId }, data: { state: event.end, endedAt: at } }),
        prisma.call.update({ where: { id: event.callId }, data: { state: 'queued', agentId: null, centerId: null, answeredAt: null } }),
      ];
    case 'call-connected':
      return [prisma.call.update({ where: { id: event.callId }, data: { state: 'connected', connectedAt: at } })];
    case 'call-ended':
      return [prisma.call.update({ where: { id: event.callId }, data: { state: 'wrapup', endedAt: at, reason: event.reason } })];
    case 'call-completed':
      return [endReservation(prisma, event.callId, 'completed', at), endCall(prisma, event.callId, 'completed', { completedAt: at })];
    case 'call-abandoned':
    case 'call-failed':
    case 'call-canceled': {
      const state = event.kind.slice('call-'.length);
      const ended = { endedAt: at, completedAt: at, reason: event.reason };
      return [endReservation(prisma, event.callId, 'canceled', at), endCall(prisma, event.callId, state, ended)];
    }
    default:
      return [];
  }
}

const endCall = (prisma: PrismaClient, id: string, state: string, data: Prisma.CallUpdateInput) =>
  prisma.call.update({ where: { id }, data: { state, ...data } });

const endReservation = (prisma: PrismaClient, callId: string, state: string, endedAt: Date) =>
  prisma.reservation.updateMany({ where: { callId, endedAt: null }, data: { state, endedAt } });

/** A report in at most three statements, however many agents it has. */
function projectReport(prisma: PrismaClient, event: Extract<RoutingEvent, { kind: 'center-reported' }>): Prisma.PrismaPromise<unknown>[] {
  const { centerId, epoch, seq, volume, agents } = event;
  const receivedAt = new Date(event.at);
  const center = { epoch, seq, reportedAt: new Date(event.reportedAt), receivedAt, ...volume };
  const writes: Prisma.PrismaPromise<unknown>[] = [
    prisma.centerActivity.upsert({ where: { centerId }, create: { centerId, ...center }, update: center }),
  ];
  if (event.report === 'snapshot')
    writes.push(prisma.agentActivity.deleteMany({ where: { centerId, agentId: { notIn: agents.map((agent) => agent.id) } } }));
  if (agents.length > 0) {
    const rows = agents.map((agent) => ({ ...agent, answeredAt: agent.answeredAt === null ? null : iso(agent.answeredAt) }));
    writes.push(prisma.$executeRaw`
      INSERT INTO "AgentActivity" ("agentId", "centerId", "name", "status", "skills", "reachable", "answeredAt", "settledToken", "receivedAt")
      SELECT r."id", ${centerId}, r."name", r."status", r."skills", r."reachable", r."answeredAt", r."settledToken", ${iso(event.at)}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" text, "name" text, "status" jsonb, "skills" jsonb,
        "reachable" boolean, "answeredAt" timestamptz, "settledToken" bigint)
      ON CONFLICT ("agentId") DO UPDATE SET "centerId" = excluded."centerId", "name" = excluded."name", "status" = excluded."status",
        "skills" = excluded."skills", "reachable" = excluded."reachable", "answeredAt" = excluded."answeredAt",
        "settledToken" = excluded."settledToken", "receivedAt" = excluded."receivedAt"`);
  }
  const answered = Object.entries(event.answered).map(([id, at]) => ({ id, at: iso(at) }));
  if (answered.length > 0) {
    writes.push(prisma.$executeRaw`
      UPDATE "AgentActivity" AS a SET "answeredAt" = r."at", "receivedAt" = ${iso(event.at)}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(answered)}::jsonb) AS r("id" text, "at" timestamptz)
      WHERE a."agentId" = r."id" AND a."centerId" = ${centerId}`);
  }
  return writes;
}

const iso = (at: number) => new Date(at).toISOString();

type CallRow = Awaited<ReturnType<PrismaClient['call']['findMany']>>[number];

function toEndedCall(row: CallRow): EndedCall {
  const ms = (date: Date | null) => date?.getTime() ?? null;
  return {
    id: row.id,
    queueId: row.queueId,
    enqueuedAt: row.enqueuedAt.getTime(),
    acceptedAt: ms(row.answeredAt),
    connectedAt: ms(row.connectedAt),
    endedAt: row.endedAt?.getTime() ?? row.enqueuedAt.getTime(),
    completedAt: ms(row.completedAt),
    outcome: row.connectedAt ? 'answered' : row.state === 'abandoned' ? 'abandoned' : 'other',
  };
}
