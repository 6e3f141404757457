import { ulid } from 'ulid';
import type { z } from 'zod';
import { BLOCK_MARKS } from '../protocol/block-marks.ts';
import { type BlockCaller, type CallerBlock, LONGEST_BLOCK_MS } from '../protocol/blocks.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';

/** How long after its end a caller can still be blocked for a call. */
const BLOCK_WITHIN_MS = 30 * 60_000;
const LISTED = 200;

/** What a caller is known by. Addresses and ids of browsers are hashed: see server/abuse/blocks.ts. */
export interface Marks {
  addressHash: string | null;
  browserHash: string | null;
  email: string | null;
  /** By the word of the site that they called from: of no use to who types them. */
  customerId: string | null;
  verifiedEmail: string | null;
}
export interface HeldBlock extends Marks {
  id: string;
  endsAt: number;
}

/** Blocked callers, and where conversations came from. Times are ms since the epoch. */
export interface BlockStore {
  remember(conversationId: string, origin: { addressHash: string; browserHash: string | null }, at: number): Promise<void>;
  /** Where conversations came from before then is forgotten. */
  forgetBefore(time: number): Promise<void>;
  /** Those that hold. */
  held(now: number): Promise<HeldBlock[]>;
  /**
   * @throws Failure `not-found` for a call that this agent has not talked in, or not just now; `bad-request` for an end that is past
   * or too far, or an identity that the caller does not have; `conflict` when nothing is known of the caller
   */
  block(
    agent: { id: string; name: string; centerId: string | null },
    asked: z.output<typeof BlockCaller>,
    now: number,
  ): Promise<CallerBlock>;
  /** @throws Failure `not-found`; `conflict` when it holds no more */
  lift(id: string, by: { name: string }, now: number): Promise<CallerBlock>;
  one(id: string): Promise<CallerBlock | null>;
  list(centers: readonly string[] | null): Promise<CallerBlock[]>;
}

export function openBlockStore(prisma: PrismaClient): BlockStore {
  return {
    async remember(conversationId, origin, at) {
      await prisma.callOrigin.create({ data: { conversationId, ...origin, at: new Date(at) } });
    },
    async forgetBefore(time) {
      await prisma.callOrigin.deleteMany({ where: { at: { lt: new Date(time) } } });
    },
    async held(now) {
      const rows = await prisma.callerBlock.findMany({ where: { liftedAt: null, endsAt: { gt: new Date(now) } } });
      return rows.map(({ id, endsAt, ...row }) => ({ id, ...marksIn(row), endsAt: endsAt.getTime() }));
    },
    async block(agent, { callId, reason, endsAt, email, identity }, now) {
      if (endsAt <= now) throw new Failure('bad-request', 'This time is past. Choose another.', 'endsAt');
      if (endsAt > now + LONGEST_BLOCK_MS) throw new Failure('bad-request', 'A caller is blocked for a year at most', 'endsAt');
      const call = await prisma.call.findFirst({
        where: {
          ...{ id: callId, agentId: agent.id, connectedAt: { not: null } },
          OR: [{ endedAt: null }, { endedAt: { gt: new Date(now - BLOCK_WITHIN_MS) } }],
        },
      });
      if (!call) throw new Failure('not-found', 'You can block only who is, or has just been, on the line with you', 'callId');
      if (identity && !(call.verified && call.customerId !== null))
        throw new Failure('bad-request', 'The site has not said who this caller is', 'identity');
      const origin = await prisma.callOrigin.findUnique({ where: { conversationId: call.conversationId } });
      const marks: Marks = {
        addressHash: origin?.addressHash ?? null,
        browserHash: origin?.browserHash ?? null,
        email: email ? (call.callerEmail?.toLowerCase() ?? null) : null,
        customerId: identity ? call.customerId : null,
        verifiedEmail: identity ? (call.callerEmail?.toLowerCase() ?? null) : null,
      };
      if (Object.values(marks).every((mark) => mark === null))
        throw new Failure('conflict', 'Nothing is known of this caller by which they could be blocked');
      const { callerName } = call;
      const { centerId } = agent;
      const by = { createdAt: new Date(now), createdById: agent.id, createdByName: agent.name };
      return shown(
        await prisma.callerBlock.create({
          data: { id: ulid(), callId, callerName, centerId, ...marks, reason, endsAt: new Date(endsAt), ...by },
        }),
      );
    },
    async lift(id, { name }, now) {
      const at = new Date(now);
      const { count } = await prisma.callerBlock.updateMany({
        where: { id, liftedAt: null, endsAt: { gt: at } },
        data: { liftedAt: at, liftedByName: name },
      });
      const row = await prisma.callerBlock.findUnique({ where: { id } });
      if (!row) throw new Failure('not-found', 'There is no such block');
      if (count === 0) throw new Failure('conflict', 'This caller is not blocked any more');
      return shown(row);
    },
    async one(id) {
      const row = await prisma.callerBlock.findUnique({ where: { id } });
      return row && shown(row);
    },
    async list(centers) {
      const rows = await prisma.callerBlock.findMany({
        where: centers === null ? {} : { centerId: { in: [...centers] } },
        orderBy: { createdAt: 'desc' },
        take: LISTED,
      });
      return rows.map(shown);
    },
  };
}

type Row = NonNullable<Awaited<ReturnType<PrismaClient['callerBlock']['findUnique']>>>;

const marksIn = ({ addressHash, browserHash, email, customerId, verifiedEmail }: Marks): Marks => ({
  ...{ addressHash, browserHash, email, customerId, verifiedEmail },
});

const shown = ({
  id,
  callId,
  callerName,
  centerId,
  email,
  reason,
  createdAt,
  createdByName,
  endsAt,
  liftedAt,
  liftedByName,
  ...row
}: Row): CallerBlock => ({
  ...{ id, callId, callerName, centerId, email, customerId: row.customerId, reason, createdByName, liftedByName },
  marks: BLOCK_MARKS.filter(
    (mark) => ({ address: row.addressHash, browser: row.browserHash, email, identity: row.customerId })[mark] !== null,
  ),
  createdAt: createdAt.getTime(),
  endsAt: endsAt.getTime(),
  liftedAt: liftedAt?.getTime() ?? null,
});
