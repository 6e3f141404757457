import type { z } from 'zod';
import type { Caller } from '../protocol/common.ts';
import { type ApiCall, ApiCall as ApiCallSchema, type ApiCalls, type CallsQuery } from '../protocol/data-api.ts';
import type { GivenRating } from '../protocol/ratings.ts';
import { identityIn } from './caller-rows.ts';
import type { PrismaClient } from './database.ts';
import { ratingsOf } from './ratings.ts';

/** Calls as other programs read them, whatever their state. It only reads. */
export interface CallList {
  /** By the time they came, oldest first. @param centers whose agents have or had them; null: all calls */
  page(query: z.output<typeof CallsQuery>, centers: readonly string[] | null): Promise<ApiCalls>;
  one(id: string): Promise<ApiCall | null>;
}

export function openCallList(prisma: PrismaClient): CallList {
  return {
    async page({ from, to, queue, cursor, limit }, centers) {
      const [, at, id] = /^(\d+)\.(.*)$/.exec(cursor ?? '') ?? [];
      const seenTo =
        at === undefined
          ? []
          : [{ OR: [{ enqueuedAt: { gt: new Date(Number(at)) } }, { enqueuedAt: new Date(Number(at)), id: { gt: id } }] }];
      const rows = await prisma.call.findMany({
        where: {
          enqueuedAt: { gte: new Date(from), lt: new Date(to) },
          ...(queue ? { queueId: queue } : {}),
          ...(centers ? { centerId: { in: [...centers] } } : {}),
          AND: seenTo,
        },
        orderBy: [{ enqueuedAt: 'asc' }, { id: 'asc' }],
        take: limit + 1,
      });
      const shown = rows.slice(0, limit);
      const ratings = await ratingsOf(
        prisma,
        shown.map(({ id }) => id),
      );
      const calls = shown.map((row) => toCall(row, ratings.get(row.id)));
      const last = calls.at(-1);
      return { calls, next: rows.length > limit && last ? `${last.enqueuedAt}.${last.id}` : null };
    },
    async one(id) {
      const row = await prisma.call.findUnique({ where: { id } });
      return row ? toCall(row, (await ratingsOf(prisma, [id])).get(id)) : null;
    },
  };
}

/** Who called, as the call's row keeps it. */
export function callerOf(row: CallerRow): Caller {
  const { callerName: name, callerEmail: email, customerId, page, question } = row;
  return { name, email, customerId, page, question, ...identityIn(row) };
}
type CallerRow = Pick<Row, 'callerName' | 'callerEmail' | 'customerId' | 'page' | 'question' | 'verified' | 'verifiedIn' | 'context'>;

type Row = Awaited<ReturnType<PrismaClient['call']['findMany']>>[number];

function toCall(row: Row, rating: GivenRating | null = null): ApiCall {
  const ms = (date: Date | null) => date?.getTime() ?? null;
  const { state, role, reason } = ApiCallSchema.pick({ state: true, role: true, reason: true }).parse(row);
  return {
    ...{ id: row.id, conversationId: row.conversationId, role, queueId: row.queueId, state, reason, waited: row.waited },
    caller: callerOf(row),
    enqueuedAt: row.enqueuedAt.getTime(),
    answeredAt: ms(row.answeredAt),
    connectedAt: ms(row.connectedAt),
    endedAt: ms(row.endedAt),
    completedAt: ms(row.completedAt),
    ...{ agentId: row.agentId, centerId: row.centerId, rating },
  };
}
