import { existsSync } from 'node:fs';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { apply } from '../routing/core/apply.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { emptyState, type RoutingState } from '../routing/core/state.ts';
import { startEmbedded } from './embedded.ts';
import { Prisma, PrismaClient } from './generated/client.ts';
import { eventsOfCalls } from './routing-store/load.ts';

/** The routing server's past, for looking at: nothing is ever written. */
export interface RoutingHistory {
  /**
   * What the routing server knew when it last started at or before a time, just before that start, and the number of the
   * event before it. The events from there on give every later state.
   */
  startBefore(at: number): Promise<{ state: RoutingState; seq: bigint }>;
  /** Events after a number, before a time, in order. */
  events(after: bigint, to: number): AsyncGenerator<{ seq: bigint; event: RoutingEvent }>;
  /** What became of the calls that came in a period, also after it. */
  calls(from: number, to: number): Promise<PastCall[]>;
  close(): Promise<void>;
}

/** Times in milliseconds; null for what has not happened. */
export interface PastCall {
  id: string;
  state: string;
  enqueuedAt: number;
  offeredAt: number | null;
  answeredAt: number | null;
  connectedAt: number | null;
  endedAt: number | null;
  completedAt: number | null;
  /** What its caller was told at entry, ms; null or left out: nothing. */
  estimatedWaitMs?: number | null;
}

export class HistoryError extends Error {}

const PAGE = 2000;

/**
 * Opens the database of an installation: a PostgreSQL server when `url` is given, else the embedded one in `folder`.
 * @throws HistoryError when there is none, or it can't be read; Error when the folder is in use
 */
export async function openRoutingHistory({ url, folder }: { url: string | null; folder: string }): Promise<RoutingHistory> {
  if (url === null && !existsSync(path.join(folder, 'pg'))) throw new HistoryError(`There is no database in ${folder}`);
  const embedded = url === null ? await startEmbedded(folder) : null;
  const connection = embedded
    ? { host: embedded.host, user: 'postgres', database: 'postgres', max: 1 }
    : { connectionString: url ?? '', options: '-c TimeZone=UTC -c default_transaction_read_only=on' };
  const prisma = new PrismaClient({ adapter: new PrismaPg(connection) });
  const close = async () => {
    await prisma.$disconnect();
    await embedded?.close();
  };
  try {
    if (embedded) await prisma.$executeRaw`SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY`;
    await prisma.$executeRaw`SELECT 1 FROM "Event" LIMIT 1`;
    return { ...historyOf(prisma), close };
  } catch (error) {
    await close();
    // Prisma's last line says what is wrong, the others where it was noticed.
    throw new HistoryError(`The log can’t be read: ${(error as Error).message.trim().split('\n').at(-1)}`, { cause: error });
  }
}

/** The same of a database that is open already. */
export function historyOf(prisma: PrismaClient): Omit<RoutingHistory, 'close'> {
  return {
    async startBefore(at) {
      const start = await prisma.event.findFirst({
        where: { kind: 'server-started', at: { lte: new Date(at) } },
        orderBy: { seq: 'desc' },
        select: { seq: true, at: true },
      });
      if (!start) return { state: emptyState(), seq: 0n };
      return { state: await stateBefore(prisma, start), seq: start.seq - 1n };
    },
    async *events(after, to) {
      for (let seq = after; ; ) {
        const rows = await prisma.event.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: PAGE });
        for (const row of rows) {
          if (row.at.getTime() >= to) return;
          const event = row.payload as unknown as RoutingEvent;
          // What a center decided alone was not decided here.
          if (event.toldBy === undefined) yield { seq: row.seq, event };
          seq = row.seq;
        }
        if (rows.length < PAGE) return;
      }
    },
    async calls(from, to) {
      const rows = await prisma.call.findMany({
        where: { enqueuedAt: { gte: new Date(from), lt: new Date(to) } },
        orderBy: [{ enqueuedAt: 'asc' }, { id: 'asc' }],
      });
      const ms = (date: Date | null) => date?.getTime() ?? null;
      return rows.map(({ id, state, enqueuedAt, offeredAt, answeredAt, connectedAt, endedAt, completedAt, estimatedWaitMs }) => ({
        id,
        state,
        enqueuedAt: enqueuedAt.getTime(),
        offeredAt: ms(offeredAt),
        answeredAt: ms(answeredAt),
        connectedAt: ms(connectedAt),
        endedAt: ms(endedAt),
        completedAt: ms(completedAt),
        estimatedWaitMs,
      }));
    },
  };
}

/** As a server that started there would have loaded it. */
async function stateBefore(prisma: PrismaClient, { seq, at }: { seq: bigint; at: Date }): Promise<RoutingState> {
  const state = emptyState();
  const open = Prisma.sql`SELECT "id" FROM "Call" WHERE "enqueuedAt" <= ${at} AND ("completedAt" IS NULL OR "completedAt" >= ${at})`;
  for (const event of await eventsOfCalls(prisma, open, seq)) apply(state, event);
  const tokens = await prisma.reservation.groupBy({ by: ['agentId'], _max: { token: true }, where: { offeredAt: { lt: at } } });
  for (const { agentId, _max } of tokens) {
    const token = Number(_max.token ?? 0n);
    if (token <= 0) continue;
    state.lastToken.set(agentId, token);
    state.nextToken = Math.max(state.nextToken, token + 1);
  }
  const newest = await prisma.event.findFirst({ where: { kind: 'call-queued', seq: { lt: seq } }, orderBy: { seq: 'desc' } });
  const event = newest && (newest.payload as unknown as RoutingEvent);
  if (event?.kind === 'call-queued') state.nextPlace = Math.max(state.nextPlace, event.place + 1);
  return state;
}
