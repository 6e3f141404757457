import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { EntryKey } from '../protocol/center-staff.ts';
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
  /** The one that it had is good as well until then. @throws Failure `not-found`, or `conflict` when somebody else does it just now */
  renewSecret(id: string, secret: string, oldUntil: number): Promise<WidgetKey>;
  /** The secret before is good no longer. Twice is fine. @throws Failure `not-found` */
  endOldSecret(id: string): Promise<WidgetKey>;
  /** What the site's server signs identity tokens with, the newest first. None: it has none, or none that can be unsealed. */
  secretsOf(id: string, now: number): Promise<string[]>;
  /** The keys of a center's own entry, with their secrets: for that center. */
  ofCenter(centerId: string): Promise<EntryKey[]>;
  /** At a center: these are all keys that there are. */
  replaceAll(keys: readonly EntryKey[]): Promise<void>;
}

/** @param key 32 bytes, which identity secrets are sealed with */
export function openWidgetKeyStore(prisma: PrismaClient, key: Buffer): WidgetKeyStore {
  const viewOf = async (row: Row): Promise<WidgetKey> => {
    const center =
      row.centerId === null ? null : await prisma.center.findUnique({ where: { id: row.centerId }, select: { entryUrl: true } });
    return toKey(row, center?.entryUrl ?? null);
  };
  const one = async (id: string) => {
    const row = await prisma.widgetKey.findUnique({ where: { id } });
    if (!row) throw new Failure('not-found', 'There is no such widget key');
    return viewOf(row);
  };
  const columns = async ({ origins, queues, ...input }: WidgetKeyInput) => {
    if (queues !== null) {
      const known = new Set((await prisma.queue.findMany({ where: { id: { in: queues } }, select: { id: true } })).map(({ id }) => id));
      const unknown = queues.findIndex((id) => !known.has(id));
      if (unknown >= 0) throw new Failure('not-found', 'There is no such queue', `queues.${unknown}`);
    }
    if (input.centerId !== null && (await prisma.center.count({ where: { id: input.centerId } })) === 0)
      throw new Failure('not-found', 'There is no such center', 'centerId');
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
      const [rows, centers] = await Promise.all([
        prisma.widgetKey.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
        prisma.center.findMany({ select: { id: true, entryUrl: true } }),
      ]);
      return rows.map((row) => toKey(row, centers.find(({ id }) => id === row.centerId)?.entryUrl ?? null));
    },
    async create(input, now, id = newId()) {
      if ((await prisma.widgetKey.count()) >= MOST_KEYS)
        throw new Failure('conflict', 'There are 200 widget keys already. Delete one first.');
      if (input.needsIdentity) throw noSecret();
      const data = { id, ...(await columns(input)), createdAt: new Date(now) };
      await save(id, input.standsIn, () => prisma.widgetKey.create({ data }));
      return one(id);
    },
    async change(id, input) {
      const { hasSecret, needsIdentity } = await one(id);
      if (input.needsIdentity && !needsIdentity && !hasSecret) throw noSecret();
      const data = await columns(input);
      await save(id, input.standsIn, () => prisma.widgetKey.update({ where: { id }, data }));
      return one(id);
    },
    async remove(id) {
      const key = await one(id);
      await prisma.widgetKey.deleteMany({ where: { id } });
      return key;
    },
    async renewSecret(id, secret, oldUntil) {
      const row = await prisma.widgetKey.findUnique({ where: { id }, select: { sealedSecret: true } });
      const before = row?.sealedSecret ?? null;
      const old = { previousSecret: before, previousUntil: before === null ? null : new Date(oldUntil) };
      // Of two who renew it at once one is first: the other would take away what the first was just shown.
      const { count } = await prisma.widgetKey.updateMany({
        where: { id, sealedSecret: before },
        data: { sealedSecret: seal(secret, key), ...old },
      });
      const renewed = await one(id);
      if (count === 0) throw new Failure('conflict', 'Somebody else has just made a new secret. Look whether you still need one.');
      return renewed;
    },
    async endOldSecret(id) {
      await prisma.widgetKey.updateMany({ where: { id }, data: { previousSecret: null, previousUntil: null } });
      return one(id);
    },
    async secretsOf(id, now) {
      const row = await prisma.widgetKey.findUnique({
        where: { id },
        select: { sealedSecret: true, previousSecret: true, previousUntil: true },
      });
      const old = row?.previousUntil && row.previousUntil.getTime() > now ? row.previousSecret : null;
      return [row?.sealedSecret ?? null, old].flatMap((sealed) => (sealed === null ? [] : (unsealed(sealed, key) ?? [])));
    },
    async ofCenter(centerId) {
      const rows = await prisma.widgetKey.findMany({ where: { centerId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
      const open = (sealed: string | null) => (sealed === null ? null : unsealed(sealed, key));
      return rows.map((row) => {
        const { sealedSecret, previousSecret, previousUntil } = row;
        const secrets = { current: open(sealedSecret), previous: open(previousSecret), previousUntil: previousUntil?.getTime() ?? null };
        return EntryKey.parse({ ...toKey(row, null), secrets });
      });
    },
    async replaceAll(keys) {
      const close = (secret: string | null) => (secret === null ? null : seal(secret, key));
      const data = keys.map(({ secrets, origins, queues, createdAt, ...kept }) => ({
        ...{ ...kept, origins: { sites: origins }, queues: { ids: queues }, createdAt: new Date(createdAt) },
        ...{ sealedSecret: close(secrets.current), previousSecret: close(secrets.previous) },
        previousUntil: secrets.previousUntil === null ? null : new Date(secrets.previousUntil),
      }));
      await prisma.$transaction([prisma.widgetKey.deleteMany(), prisma.widgetKey.createMany({ data })]);
    },
  };
}

/** Nobody could call by it. */
const noSecret = () => new Failure('conflict', 'Make an identity secret for this key first', 'needsIdentity');

/** null when it was sealed with another key: the installation's secret has changed. */
function unsealed(sealed: string, key: Buffer): string | null {
  try {
    return unseal(sealed, key);
  } catch {
    return null;
  }
}

const newId = () => `pk_${Array.from({ length: ID_LENGTH }, () => ID_SIGNS[randomInt(ID_SIGNS.length)]).join('')}`;

type Row = Awaited<ReturnType<PrismaClient['widgetKey']['findMany']>>[number];

const Sites = z.object({ sites: z.array(z.string()).nullable() });
const Queues = z.object({ ids: z.array(QueueId).nullable() });
const { label: Label, consent: Consent } = WidgetKeyInput.shape;

const toKey = (
  { sealedSecret, previousSecret: _, previousUntil, createdAt, origins, queues, label, consent, position, ...row }: Row,
  server: string | null,
): WidgetKey => ({
  ...row,
  server,
  origins: Sites.parse(origins).sites,
  queues: Queues.parse(queues).ids,
  label: Label.parse(label),
  consent: Consent.parse(consent),
  position: z.enum(POSITIONS).parse(position),
  hasSecret: sealedSecret !== null,
  oldSecretUntil: previousUntil?.getTime() ?? null,
  createdAt: createdAt.getTime(),
});
