import { wentElsewhere } from '../protocol/common.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { RoutingState } from '../routing/core/state.ts';
import type { Stats } from '../routing/core/stats.ts';
import type { EndedCall } from '../routing/measures.ts';
import type { PrismaClient } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { Lease } from './leases.ts';
import { buildBatch } from './routing-store/batch.ts';
import { asRefusal } from './routing-store/errors.ts';
import { forgetReports } from './routing-store/forget.ts';
import { type LiveReservation, LiveReservations } from './routing-store/live.ts';
import { loadState } from './routing-store/load.ts';
import { rememberedWork } from './routing-store/remembered.ts';

export { ClaimLost, LeaseLost, SecondWriter } from './routing-store/errors.ts';

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
   * @throws LeaseLost when another routing server holds the lease; SecondWriter when another one has appended meanwhile; ClaimLost
   * when an assignment is not the database's to give; another error when the database does not answer. Nothing of the events is stored then, or, where the
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
 * @param lease in whose name it appends; without one, whoever opened the store knows that nobody else writes
 * @param firstToken reservations are numbered from here on
 * @param cleansUp takes the place of what a PostgreSQL server does by itself from time to time and the embedded one never
 * does: it gives room back, and keeps indexes from which a start reads what is remembered of past work. Done when reports
 * are forgotten.
 */
export async function openRoutingStore(
  prisma: PrismaClient,
  { lease = null, cleansUp = false, firstToken = 1 }: { lease?: Lease | null; cleansUp?: boolean; firstToken?: number } = {},
): Promise<RoutingStore> {
  const last = await prisma.event.aggregate({ _max: { seq: true } });
  let seq = last._max.seq ?? 0n;
  const live = new LiveReservations(await liveReservations(prisma));
  let broken: unknown = null;
  return {
    async load(now) {
      const state = await loadState(prisma);
      state.nextToken = Math.max(state.nextToken, firstToken);
      return { state, stats: await rememberedWork(prisma, now, state.queues) };
    },
    async append(events) {
      if (broken) throw broken;
      try {
        const batch = buildBatch(seq, events, live);
        // JSON holds no line break of its own.
        const payloads = events.map((event) => JSON.stringify(event)).join('\n');
        const json = JSON.stringify(batch);
        await (lease === null
          ? prisma.$executeRaw`SELECT tandem_append(${json}::jsonb, ${payloads})`
          : prisma.$executeRaw`SELECT tandem_append_as(${lease.name}, ${lease.epoch}, ${json}::jsonb, ${payloads})`);
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
      // One row of JSON: of a whole day, rows cost more than they hold.
      const [row] = await prisma.$queryRaw<{ calls: string | null }[]>`
        SELECT json_agg(json_build_object(
          'id', "id", 'channel', "channel", 'queueId', "queueId", 'state', "state", 'reason', "reason", 'waited', "waited",
          'estimatedWaitMs', "estimatedWaitMs", 'enqueuedAt', ${MS('enqueuedAt')}, 'answeredAt', ${MS('answeredAt')},
          'connectedAt', ${MS('connectedAt')}, 'endedAt', ${MS('endedAt')}, 'completedAt', ${MS('completedAt')}
        ) ORDER BY "endedAt")::text AS "calls"
        FROM "Call" WHERE "endedAt" >= ${new Date(since)} AND "completedAt" IS NOT NULL`;
      const rows = JSON.parse(row?.calls ?? '[]') as EndedCallRow[];
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

/** A time as the protocol has it. */
const MS = (column: 'enqueuedAt' | 'answeredAt' | 'connectedAt' | 'endedAt' | 'completedAt') =>
  Prisma.sql`round(date_part('epoch', ${Prisma.raw(`"${column}"`)}) * 1000)`;

interface EndedCallRow
  extends Pick<EndedCall, 'id' | 'queueId' | 'waited' | 'estimatedWaitMs' | 'enqueuedAt' | 'connectedAt' | 'completedAt'> {
  channel: string;
  state: string;
  reason: string | null;
  answeredAt: number | null;
  endedAt: number | null;
}

function toEndedCall({ channel, state, reason, answeredAt, endedAt, ...call }: EndedCallRow): EndedCall {
  return {
    ...call,
    ...(channel === 'text' && { channel: 'text' }),
    acceptedAt: answeredAt,
    endedAt: endedAt ?? call.enqueuedAt,
    outcome: call.connectedAt !== null ? 'answered' : state !== 'abandoned' ? 'other' : wentElsewhere(reason) ? 'elsewhere' : 'abandoned',
  };
}
