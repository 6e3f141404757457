import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { QueueId } from '../protocol/common.ts';
import { POSITIONS, type WidgetKey, WidgetKeyInput } from '../protocol/widget-keys.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import { seal, unseal } from './sealed.ts';

const MOST_KEYS = 200;
const ID_LENGTH = 20;
const ID_SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Widget keys, as administrators set them. */
export interface WidgetKeyStore {
  /** Oldest first. */
  list(): Promise<WidgetKey[]>;
  /** @param id for a key whose id is known beforehand @throws Failure `conflict` when there are too many, `not-found` for an unknown queue */
  create(input: WidgetKeyInput, now: number, id?: string): Promise<WidgetKey>;
  /** @throws Failure `not-found` */
  change(id: string, input: WidgetKeyInput): Promise<WidgetKey>;
  /** @throws Failure `not-found` */
  remove(id: string): Promise<WidgetKey>;
  /** The old one is good no longer. @throws Failure `not-found` */
  setSecret(id: string, secret: string): Promise<WidgetKey>;
  /** What the site's server signs identity tokens with; null when there is none. @throws Failure `unavailable` when it can't be unsealed */
  secretOf(id: string): Promise<string | null>;
}

/** @param key 32 bytes, which identity secrets are sealed with */
export function openWidgetKeyStore(prisma: PrismaClient, key: Buffer): WidgetKeyStore {
  const one = async (id: string) => {
    const row = await prisma.widgetKey.findUnique({ where: { id } });
    if (!row) throw new Failure('not-found', 'There is no such widget key');
    return toKey(row);
  };
  const columns = async ({ origins, queues, ...input }: WidgetKeyInput) => {
    if (queues !== null) {
      const known = new Set((await prisma.queue.findMany({ where: { id: { in: queues } }, select: { id: true } })).map(({ id }) => id));
      const unknown = queues.findIndex((id) => !known.has(id));
      if (unknown >= 0) throw new Failure('not-found', 'There is no such queue', `queues.${unknown}`);
    }
    return { ...input, origins: { sites: origins }, queues: { ids: queues } };
  };
  /** Only one stands in: whoever begins to takes it from the other. */
  const save = async (id: string, standsIn: boolean, write: () => ReturnType<PrismaClient['widgetKey']['create']>) => {
    if (!standsIn) return void (await write());
    await prisma.$transaction([
      prisma.widgetKey.updateMany({ where: { standsIn: true, id: { not: id } }, data: { standsIn: false } }),
      write(),
    ]);
  };
  return {
    async list() {
      return (await prisma.widgetKey.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map(toKey);
    },
    async create(input, now, id = newId()) {
      if ((await prisma.widgetKey.count()) >= MOST_KEYS)
        throw new Failure('conflict', 'There are 200 widget keys already. Delete one first.');
      const data = { id, ...(await columns(input)), createdAt: new Date(now) };
      await save(id, input.standsIn, () => prisma.widgetKey.create({ data }));
      return one(id);
    },
    async change(id, input) {
      await one(id);
      const data = await columns(input);
      await save(id, input.standsIn, () => prisma.widgetKey.update({ where: { id }, data }));
      return one(id);
    },
    async remove(id) {
      const key = await one(id);
      await prisma.widgetKey.deleteMany({ where: { id } });
      return key;
    },
    async setSecret(id, secret) {
      await prisma.widgetKey.updateMany({ where: { id }, data: { sealedSecret: seal(secret, key) } });
      return one(id);
    },
    async secretOf(id) {
      const row = await prisma.widgetKey.findUnique({ where: { id }, select: { sealedSecret: true } });
      return row?.sealedSecret ? unseal(row.sealedSecret, key) : null;
    },
  };
}

const newId = () => `pk_${Array.from({ length: ID_LENGTH }, () => ID_SIGNS[randomInt(ID_SIGNS.length)]).join('')}`;

type Row = Awaited<ReturnType<PrismaClient['widgetKey']['findMany']>>[number];

const Sites = z.object({ sites: z.array(z.string()).nullable() });
const Queues = z.object({ ids: z.array(QueueId).nullable() });
const { label: Label, consent: Consent } = WidgetKeyInput.shape;

const toKey = ({ sealedSecret, createdAt, origins, queues, label, consent, position, ...row }: Row): WidgetKey => ({
  ...row,
  origins: Sites.parse(origins).sites,
  queues: Queues.parse(queues).ids,
  label: Label.parse(label),
  consent: Consent.parse(consent),
  position: z.enum(POSITIONS).parse(position),
  hasSecret: sealedSecret !== null,
  createdAt: createdAt.getTime(),
});
