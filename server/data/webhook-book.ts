import { monotonicFactory, ulid } from 'ulid';
import {
  DELIVERIES_LISTED,
  type DELIVERY_PROBLEMS,
  type DELIVERY_STATES,
  Delivery,
  type Webhook,
  WebhookEvent,
  type WebhookInput,
} from '../protocol/webhooks.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import { seal, unseal } from './sealed.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long it can be looked up what was sent, and what was given up. */
const DELIVERED_KEPT_MS = 7 * DAY_MS;
const DEAD_KEPT_MS = 30 * DAY_MS;
const MOST_WEBHOOKS = 50;

export type DeliveryProblem = (typeof DELIVERY_PROBLEMS)[number];

/** A delivery that is due, with all that is needed to send it. */
export interface DueDelivery {
  id: string;
  webhookId: string;
  url: string;
  /** What it is signed with: the newest first. None: they were sealed with another key. */
  secrets: readonly string[];
  event: string;
  body: string;
  attempts: number;
}

export interface NewDelivery {
  event: WebhookEvent | 'ping';
  /** Nothing is told twice of the same to the same: the number of an event, the id of an alert. */
  subject: string;
  data: unknown;
}

/** A webhook that is on, and how far in the log it has been told. */
export interface Listener {
  id: string;
  events: readonly WebhookEvent[];
  cursor: bigint;
  createdAt: number;
}

/** Webhooks, what they are to be told, and what became of it: all of it survives a restart. */
export interface WebhookBook {
  list(): Promise<Webhook[]>;
  /** @param last the end of the log: they are told what comes after it */
  create(input: WebhookInput, secret: string, last: bigint, now: number): Promise<Webhook>;
  /** @throws Failure `not-found` */
  change(id: string, input: WebhookInput, last: bigint): Promise<Webhook>;
  /** The secret that it had signs as well until then. @throws Failure `not-found` */
  renew(id: string, secret: string, oldUntil: number): Promise<Webhook>;
  /** With all that it is still to be told. @throws Failure `not-found` */
  remove(id: string): Promise<Webhook>;
  listeners(): Promise<Listener[]>;
  /** Keeps what is to be told, and how far the log has been told. What is there already stays as it is. */
  enqueue(webhookId: string, deliveries: readonly NewDelivery[], now: number, cursor?: bigint): Promise<void>;
  /** The next that are due, so many of each webhook that is on. */
  due(now: number, ofOne: number, except: readonly string[]): Promise<DueDelivery[]>;
  tried(
    id: string,
    outcome: { status: number | null; problem: DeliveryProblem | null; attempts: number; nextAt: number | null },
    now: number,
  ): Promise<void>;
  deliveries(webhookId: string, state?: (typeof DELIVERY_STATES)[number]): Promise<Delivery[]>;
  /** Tries it again, from now on. @throws Failure `not-found`, `conflict` when it was taken already */
  again(id: string, now: number): Promise<void>;
  /** How many are still to be sent, and how many were given up. */
  counts(): Promise<{ pending: number; dead: number }>;
  /** Deliveries that were kept long enough, and secrets that sign no longer. */
  forgetOld(now: number): Promise<void>;
}

/** @param key 32 bytes, which the secrets are sealed with */
export function openWebhookBook(prisma: PrismaClient, key: Buffer): WebhookBook {
  const countsOf = async () => {
    const rows = await prisma.webhookDelivery.groupBy({
      by: ['webhookId', 'state'],
      where: { state: { in: ['pending', 'dead'] } },
      _count: true,
    });
    return (id: string, state: string) => rows.find((row) => row.webhookId === id && row.state === state)?._count ?? 0;
  };
  const list = async () => {
    const count = await countsOf();
    const rows = await prisma.webhook.findMany({ orderBy: { createdAt: 'asc' } });
    return rows.map(
      ({ id, name, url, events, active, createdAt, previousUntil }): Webhook => ({
        ...{ id, name, url, active, oldSecretUntil: previousUntil?.getTime() ?? null },
        events: WebhookEvent.array().parse(events),
        createdAt: createdAt.getTime(),
        pending: count(id, 'pending'),
        dead: count(id, 'dead'),
      }),
    );
  };
  const one = async (id: string) => {
    const found = (await list()).find((webhook) => webhook.id === id);
    if (!found) throw new Failure('not-found', 'There is no such webhook any more');
    return found;
  };
  return {
    list,
    async create(input, secret, last, now) {
      if ((await prisma.webhook.count()) >= MOST_WEBHOOKS)
        throw new Failure('conflict', 'There are 50 webhooks already. Delete one first.');
      const id = ulid();
      await prisma.webhook.create({ data: { id, ...input, sealedSecret: seal(secret, key), cursor: last, createdAt: new Date(now) } });
      return one(id);
    },
    async change(id, input, last) {
      const before = await one(id);
      // One that was off, or is told of other events now, is told what comes from now on.
      const moved = !before.active || input.events.some((event) => !before.events.includes(event));
      await prisma.webhook.updateMany({ where: { id }, data: { ...input, ...(moved ? { cursor: last } : {}) } });
      return one(id);
    },
    async renew(id, secret, oldUntil) {
      const row = await prisma.webhook.findUnique({ where: { id }, select: { sealedSecret: true } });
      const data = { sealedSecret: seal(secret, key), previousSecret: row?.sealedSecret ?? null, previousUntil: new Date(oldUntil) };
      // Of two who renew it at once one is first: the other's old secret is then the first one's new one, or nothing is done.
      const { count } = await prisma.webhook.updateMany({ where: { id, sealedSecret: row?.sealedSecret ?? '' }, data });
      const renewed = await one(id);
      if (count === 0) throw new Failure('conflict', 'Somebody else has just made a new secret. Look whether you still need one.');
      return renewed;
    },
    async remove(id) {
      const gone = await one(id);
      await prisma.webhook.deleteMany({ where: { id } });
      return gone;
    },
    async listeners() {
      const rows = await prisma.webhook.findMany({
        where: { active: true },
        select: { id: true, events: true, cursor: true, createdAt: true },
      });
      return rows.map(({ id, events, cursor, createdAt }) => ({
        ...{ id, cursor, createdAt: createdAt.getTime() },
        events: WebhookEvent.array().parse(events),
      }));
    },
    async enqueue(webhookId, deliveries, now, cursor) {
      const at = new Date(now);
      // Of one moment too, what happened first comes first.
      const nextId = monotonicFactory();
      const rows = deliveries.map(({ event, subject, data }) => {
        const id = nextId();
        const body = JSON.stringify({ id, event, createdAt: now, data });
        return { id, webhookId, event, subject, body, state: 'pending', nextAt: at, createdAt: at };
      });
      await prisma.$transaction([
        ...(rows.length > 0 ? [prisma.webhookDelivery.createMany({ data: rows, skipDuplicates: true })] : []),
        ...(cursor === undefined
          ? []
          : [prisma.webhook.updateMany({ where: { id: webhookId, cursor: { lt: cursor } }, data: { cursor } })]),
      ]);
    },
    async due(now, ofOne, except) {
      const where = { state: 'pending', nextAt: { lte: new Date(now) }, webhook: { active: true }, id: { notIn: [...except] } };
      // So many of each: one that takes nothing must not stand in the way of the others.
      const waiting = await prisma.webhookDelivery.groupBy({ by: ['webhookId'], where });
      const due: DueDelivery[] = [];
      for (const { webhookId } of waiting) {
        const rows = await prisma.webhookDelivery.findMany({
          where: { ...where, webhookId },
          orderBy: [{ nextAt: 'asc' }, { id: 'asc' }],
          take: ofOne,
          include: { webhook: { select: { url: true, sealedSecret: true, previousSecret: true, previousUntil: true } } },
        });
        for (const { id, event, body, attempts, webhook } of rows) {
          const old = webhook.previousUntil !== null && webhook.previousUntil.getTime() > now ? webhook.previousSecret : null;
          const secrets = [webhook.sealedSecret, old].flatMap((sealed) => (sealed === null ? [] : (unsealed(sealed, key) ?? [])));
          due.push({ ...{ id, webhookId, event, body, attempts, url: webhook.url }, secrets });
        }
      }
      return due;
    },
    async tried(id, { status, problem, attempts, nextAt }, now) {
      const at = new Date(now);
      const state = problem === null ? 'delivered' : nextAt === null ? 'dead' : 'pending';
      const deliveredAt = state === 'delivered' ? at : null;
      const next = nextAt === null ? {} : { nextAt: new Date(nextAt) };
      await prisma.webhookDelivery.updateMany({
        where: { id },
        data: { state, status, problem, attempts, triedAt: at, deliveredAt, ...next },
      });
    },
    async deliveries(webhookId, state) {
      await one(webhookId);
      const rows = await prisma.webhookDelivery.findMany({
        where: { webhookId, ...(state ? { state } : {}) },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: DELIVERIES_LISTED,
      });
      const ms = (date: Date | null) => date?.getTime() ?? null;
      return rows.map(({ body: _, webhookId: __, createdAt, triedAt, nextAt, deliveredAt, ...row }) =>
        Delivery.parse({ ...row, createdAt: ms(createdAt), triedAt: ms(triedAt), nextAt: ms(nextAt), deliveredAt: ms(deliveredAt) }),
      );
    },
    async again(id, now) {
      const { count } = await prisma.webhookDelivery.updateMany({
        where: { id, state: { not: 'delivered' } },
        data: { state: 'pending', attempts: 0, nextAt: new Date(now) },
      });
      if (count > 0) return;
      if (await prisma.webhookDelivery.findUnique({ where: { id } })) throw new Failure('conflict', 'This was delivered already');
      throw new Failure('not-found', 'There is no such delivery any more');
    },
    async counts() {
      const rows = await prisma.webhookDelivery.groupBy({ by: ['state'], where: { state: { in: ['pending', 'dead'] } }, _count: true });
      const of = (state: string) => rows.find((row) => row.state === state)?._count ?? 0;
      return { pending: of('pending'), dead: of('dead') };
    },
    async forgetOld(now) {
      const old = (state: string, keptMs: number) => ({ state, createdAt: { lt: new Date(now - keptMs) } });
      const over = { previousUntil: { lte: new Date(now) } };
      await prisma.webhook.updateMany({ where: over, data: { previousSecret: null, previousUntil: null } });
      await prisma.webhookDelivery.deleteMany({ where: { OR: [old('delivered', DELIVERED_KEPT_MS), old('dead', DEAD_KEPT_MS)] } });
    },
  };
}

function unsealed(sealed: string, key: Buffer): string | null {
  try {
    return unseal(sealed, key);
  } catch {
    return null;
  }
}
