import type { CallbackEnd } from '../protocol/callbacks.ts';
import type { Caller } from '../protocol/common.ts';
import { identityColumns, identityIn } from './caller-rows.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';

export interface Callback {
  id: string;
  queueId: string;
  agentId: string | null;
  /** Who is called back. */
  caller: Caller;
  timeZone: string;
  /** null: at any time until it expires. */
  slotAt: number | null;
  expiresAt: number;
  state: 'booked' | 'due' | CallbackEnd;
  callId: string | null;
  /** The call that it was booked out of; null: an agent asks for it, or it is canceled. */
  fromCallId: string | null;
}

export interface NewCallback extends Omit<Callback, 'id' | 'state' | 'callId'> {
  id: string;
  tokenHash: string;
  messageId: string | null;
  createdAt: number;
  createdById: string | null;
}

/** Callbacks as they are stored. Of several that want the last place of a slot at once, one has it. */
export interface CallbackBook {
  find(tokenHash: string): Promise<Callback | null>;
  byId(id: string): Promise<Callback | null>;
  /** `twice`: this call has booked already, or somebody with this e-mail for the same time. `full`: as many as may are booked. */
  add(callback: NewCallback, perSlot: number): Promise<'added' | 'twice' | 'full'>;
  /** `gone`: it is no longer booked. */
  move(id: string, slotAt: number, expiresAt: number, perSlot: number): Promise<'moved' | 'full' | 'gone'>;
  /** @returns whether it was booked until now */
  cancel(id: string): Promise<boolean>;
  /** How many are booked for each slot of a queue from a moment on. */
  taken(queueId: string, from: number): Promise<Map<number, number>>;
  /** When the next that is booked begins; null when none is. */
  nextAt(): Promise<number | null>;
  /** Those whose time has come. */
  dueBy(now: number): Promise<Callback[]>;
  /** Those whose contact is, or was to be, in its queue. */
  underWay(): Promise<Callback[]>;
  /** Its contact is this call from now on. @returns whether it was booked until now: it begins once */
  begin(id: string, callId: string): Promise<boolean>;
  /** @returns the callback that it is; null when it was over already */
  end(callId: string, how: CallbackEnd): Promise<Callback | null>;
  /** How a contact has ended, as the calls say; null when it goes on, or there is none. */
  endOf(callId: string): Promise<CallbackEnd | 'none' | null>;
  /** Those with a time from then on, in the order of their times. */
  list(from: number, most: number): Promise<(Callback & { slotAt: number })[]>;
}

type Row = Prisma.CallbackGetPayload<Record<string, never>>;

const toCallback = (row: Row): Callback => ({
  id: row.id,
  queueId: row.queueId,
  agentId: row.agentId,
  caller: {
    ...{ name: row.name, email: row.email, customerId: row.customerId, page: row.page, question: row.question },
    ...identityIn(row),
  },
  timeZone: row.timeZone,
  slotAt: row.slotAt?.getTime() ?? null,
  expiresAt: row.expiresAt.getTime(),
  // Written by this file alone.
  state: row.state as Callback['state'],
  callId: row.callId,
  fromCallId: row.fromCallId,
});

export function openCallbackBook(prisma: PrismaClient): CallbackBook {
  const one = (row: Row | null) => row && toCallback(row);
  /** One change of a queue's slots at a time: what is counted is still so when it is written. */
  const alone = <T>(queueId: string, run: (tx: Prisma.TransactionClient) => Promise<T>) =>
    prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`callbacks ${queueId}`}))`;
      return run(tx);
    });
  const bookedFor = (tx: Prisma.TransactionClient, queueId: string, slotAt: Date) =>
    tx.callback.count({ where: { queueId, slotAt, state: 'booked' } });

  return {
    find: async (tokenHash) => one(await prisma.callback.findUnique({ where: { tokenHash } })),
    byId: async (id) => one(await prisma.callback.findUnique({ where: { id } })),
    add: ({ slotAt: at, expiresAt, createdAt, caller, ...fields }, perSlot) =>
      alone(fields.queueId, async (tx) => {
        const { queueId, fromCallId } = fields;
        const { name, email, customerId, page, question } = caller;
        const slotAt = at === null ? null : new Date(at);
        if (fromCallId !== null && (await tx.callback.findUnique({ where: { fromCallId } }))) return 'twice';
        if (slotAt !== null) {
          const same = { queueId, slotAt, state: 'booked' };
          if (email !== null && (await tx.callback.findFirst({ where: { ...same, email } }))) return 'twice';
          if ((await bookedFor(tx, queueId, slotAt)) >= perSlot) return 'full';
        }
        await tx.callback.create({
          data: {
            ...fields,
            ...{ name, email, customerId, page, question, ...identityColumns(caller) },
            ...{ slotAt, expiresAt: new Date(expiresAt), createdAt: new Date(createdAt), state: 'booked' },
          },
        });
        return 'added';
      }),
    async move(id, at, expiresAt, perSlot) {
      const row = await prisma.callback.findUnique({ where: { id } });
      if (!row) return 'gone';
      const slotAt = new Date(at);
      return alone(row.queueId, async (tx) => {
        if (row.slotAt?.getTime() !== at && (await bookedFor(tx, row.queueId, slotAt)) >= perSlot) return 'full';
        const { count } = await tx.callback.updateMany({
          where: { id, state: 'booked' },
          data: { slotAt, expiresAt: new Date(expiresAt) },
        });
        return count === 1 ? 'moved' : 'gone';
      });
    },
    async cancel(id) {
      // The call that led to it may book another.
      const { count } = await prisma.callback.updateMany({ where: { id, state: 'booked' }, data: { state: 'canceled', fromCallId: null } });
      return count === 1;
    },
    async taken(queueId, from) {
      const rows = await prisma.callback.groupBy({
        by: ['slotAt'],
        where: { queueId, state: 'booked', slotAt: { gte: new Date(from) } },
        _count: true,
      });
      return new Map(rows.flatMap(({ slotAt, _count }) => (slotAt === null ? [] : [[slotAt.getTime(), _count]])));
    },
    async nextAt() {
      const row = await prisma.callback.findFirst({ where: { state: 'booked', slotAt: { not: null } }, orderBy: { slotAt: 'asc' } });
      return row?.slotAt?.getTime() ?? null;
    },
    async dueBy(now) {
      return (
        await prisma.callback.findMany({ where: { state: 'booked', slotAt: { lte: new Date(now) } }, orderBy: { slotAt: 'asc' } })
      ).map(toCallback);
    },
    underWay: async () => (await prisma.callback.findMany({ where: { state: 'due' } })).map(toCallback),
    async begin(id, callId) {
      const { count } = await prisma.callback.updateMany({ where: { id, state: 'booked' }, data: { state: 'due', callId } });
      return count === 1;
    },
    async end(callId, how) {
      const { count } = await prisma.callback.updateMany({ where: { callId, state: 'due' }, data: { state: how } });
      return count === 0 ? null : one(await prisma.callback.findFirst({ where: { callId } }));
    },
    async endOf(callId) {
      const call = await prisma.call.findUnique({ where: { id: callId } });
      if (!call) return 'none';
      if (call.connectedAt !== null) return 'met';
      if (call.completedAt === null) return null;
      if (call.state !== 'canceled') return 'left';
      return call.reason === 'callback-missed' ? 'missed' : 'turned-away';
    },
    async list(from, most) {
      const where = { slotAt: { gte: new Date(from) }, state: { not: 'canceled' } };
      const rows = await prisma.callback.findMany({ where, orderBy: { slotAt: 'asc' }, take: most });
      return rows.map(toCallback).flatMap((callback) => (callback.slotAt === null ? [] : [{ ...callback, slotAt: callback.slotAt }]));
    },
  };
}
