import type { RoutingEvent } from '../routing/core/events.ts';
import type { RoutingState } from '../routing/core/state.ts';
import type { Stats } from '../routing/core/stats.ts';
import type { EndedCall } from '../routing/measures.ts';
import type { PrismaClient } from './database.ts';
import { buildBatch } from './routing-store/batch.ts';
import { asRefusal } from './routing-store/errors.ts';
import { forgetReports } from './routing-store/forget.ts';
import { type LiveReservation, LiveReservations } from './routing-store/live.ts';
import { loadState } from './routing-store/load.ts';
import { rememberedWork } from './routing-store/remembered.ts';

export { ClaimLost, SecondWriter } from './routing-store/errors.ts';

/** The routing database, as its one writer uses it. */
export interface RoutingStore {
  /**
   * What a routing server that starts now knows. `state`: calls that are not over, folded from their events, how queues were
   * set, and the counters; activity is not in it. `stats`: what is remembered of work that is over, for the command `restarted`.
   * @param now the routing server's clock, ms
   */
  load(now: number): Promise<{ state: RoutingState; stats: Stats }>;
  /**
   * Appends events, takes and gives up the claims that their assignments are, and brings the tables for looking things up
   * along: one statement, one transaction. Once it resolves, all of it survives the death of the process and the database.
   * @throws SecondWriter when another routing server has appended meanwhile; ClaimLost when an assignment is not the
   * database's to give; another error when the database does not answer. Nothing of the events is stored then, or, where the
   * connection was lost, all of them may be: this store appends nothing more, and a new one has to load.
   */
  append(events: readonly RoutingEvent[]): Promise<void>;
  /**
   * Deletes reports of activity from before a time, except what is needed to tell each center's activity at that time. They
   * are by far the most of the log; what was decided from them stays, with the reasons. @returns how many
   */
  forgetReportsBefore(before: number): Promise<number>;
  /** Calls that are over, and ended since a time: for the measures of the day. */
  endedSince(since: number): Promise<EndedCall[]>;
}

/**
 * @param cleansUp takes the place of what a PostgreSQL server does by itself from time to time and the embedded one never
 * does: it gives room back, and keeps indexes from which a start reads what is remembered of past work. Done when reports
 * are forgotten.
 */
export async function openRoutingStore(prisma: PrismaClient, { cleansUp = false } = {}): Promise<RoutingStore> {
  const last = await prisma.event.aggregate({ _max: { seq: true } });
  let seq = last._max.seq ?? 0n;
  const live = new LiveReservations(await liveReservations(prisma));
  let broken: unknown = null;
  return {
    async load(now) {
      const state = await loadState(prisma);
      return { state, stats: await rememberedWork(prisma, now, state.queues) };
    },
    async append(events) {
      if (broken) throw broken;
      try {
        const batch = buildBatch(seq, events, live);
        // JSON holds no line break of its own.
        const payloads = events.map((event) => JSON.stringify(event)).join('\n');
        await prisma.$executeRaw`SELECT tandem_append(${JSON.stringify(batch)}::jsonb, ${payloads})`;
        seq += BigInt(events.length);
      } catch (error) {
        broken = asRefusal(error);
        throw broken;
      }
    },
    async forgetReportsBefore(before) {
      const count = await forgetReports(prisma, before);
      if (cleansUp) for (const table of TABLES) await prisma.$executeRawUnsafe(`VACUUM (ANALYZE) "${table}"`);
      return count;
    },
    async endedSince(since) {
      const rows = await prisma.call.findMany({
        where: { endedAt: { gte: new Date(since) }, completedAt: { not: null }, channel: 'voice' },
      });
      return rows.map(toEndedCall);
    },
  };
}

/** The tables that this store writes. */
const TABLES = ['Event', 'Call', 'Reservation', 'Claim', 'CenterActivity', 'AgentActivity'];

async function liveReservations(prisma: PrismaClient): Promise<LiveReservation[]> {
  const rows = await prisma.$queryRaw<(Omit<LiveReservation, 'token'> & { token: bigint })[]>`
    SELECT c."reservationId" AS "id", c."callId", c."agentId", r."centerId", c."token", c."channel", c."slot"
    FROM "Claim" AS c JOIN "Reservation" AS r ON r."id" = c."reservationId" ORDER BY c."token"`;
  return rows.map((row) => ({ ...row, token: Number(row.token) }));
}

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
    estimatedWaitMs: row.estimatedWaitMs,
    waited: row.waited,
    outcome: row.connectedAt ? 'answered' : row.state === 'abandoned' ? 'abandoned' : 'other',
  };
}
