import type { MediaNodeInput, NewMediaNodeInput } from '../protocol/media-nodes.ts';
import { Failure } from '../sockets/failure.ts';
import { hashKey, newSecret } from '../sockets/keys.ts';
import type { PrismaClient } from './database.ts';
import { type MadeBy, openLinkKeyFacts, type StoredLinkKey, without } from './link-key-facts.ts';
import { conflictWhenTaken } from './unique.ts';

export interface StoredNode extends NewMediaNodeInput {
  /** Those that are good, the youngest first. */
  keys: StoredLinkKey[];
  createdAt: number;
}

/** By which people who find one somewhere know what it is. */
const PREFIX = 'tandem_node_';
/** More can't be good at once. */
const MOST_KEYS = 2;

/** Media servers on machines of their own. Their keys are random, and stored as hashes. */
export interface MediaNodeStore {
  list(): Promise<StoredNode[]>;
  /** @throws Failure `conflict` when there is one of this id, `not-found` with the field for an unknown center */
  add(input: NewMediaNodeInput, by: MadeBy): Promise<{ node: StoredNode; key: string }>;
  /** @throws Failure `not-found` */
  change(id: string, input: MediaNodeInput): Promise<StoredNode>;
  /** Another key beside the youngest one; an older one is good no longer. @throws Failure `not-found` */
  addKey(id: string, by: MadeBy): Promise<{ node: StoredNode; key: string }>;
  /** This key is good no longer. @throws Failure `not-found` */
  endKey(id: string, keyId: string): Promise<StoredNode>;
  /** All keys but the youngest are good no longer. @throws Failure `not-found` */
  endOldKeys(id: string): Promise<StoredNode>;
  /** @throws Failure `not-found` */
  remove(id: string): Promise<StoredNode>;
  /** sha256 of the keys that are good, hex; none for a node that there is not. */
  keyHashesOf(id: string): Promise<string[]>;
}

export function openMediaNodeStore(prisma: PrismaClient): MediaNodeStore {
  const facts = openLinkKeyFacts(prisma);
  const toNode = async ({ id, name, centerId, url, keyHashes, createdAt }: Row): Promise<StoredNode> => ({
    ...{ id, name, centerId, url },
    keys: await facts.of(keyHashes),
    createdAt: createdAt.getTime(),
  });
  const assertCenter = async (centerId: string | null) => {
    if (centerId !== null && !(await prisma.center.findUnique({ where: { id: centerId }, select: { id: true } })))
      throw new Failure('not-found', 'There is no such center', 'centerId');
  };
  const find = async (id: string) => {
    const row = await prisma.mediaNode.findUnique({ where: { id } });
    if (!row) throw new Failure('not-found', 'There is no such media server');
    return row;
  };
  const setKeys = async (id: string, keysOf: (before: string[]) => string[]) => {
    const { row, ended } = await prisma.$transaction(async (tx) => {
      // Two at once would each forget the other's key.
      await tx.$queryRaw`SELECT 1 FROM "MediaNode" WHERE "id" = ${id} FOR UPDATE`;
      const before = await tx.mediaNode.findUnique({ where: { id } });
      if (!before) throw new Failure('not-found', 'There is no such media server');
      const keyHashes = keysOf(before.keyHashes);
      const row = await tx.mediaNode.update({ where: { id }, data: { keyHashes } });
      return { row, ended: before.keyHashes.filter((hash) => !keyHashes.includes(hash)) };
    });
    await facts.forget(ended);
    return toNode(row);
  };
  /** What is known of a key is there before the key is good. */
  const made = async (by: MadeBy, put: (key: string) => Promise<StoredNode>) => {
    const key = PREFIX + newSecret();
    await facts.note(key, by);
    try {
      return { node: await put(key), key };
    } catch (error) {
      await facts.forget([hashKey(key)]);
      throw error;
    }
  };
  return {
    async list() {
      return Promise.all((await prisma.mediaNode.findMany({ orderBy: { id: 'asc' }, take: 500 })).map(toNode));
    },
    async add({ id, name, centerId, url }, by) {
      await assertCenter(centerId);
      return made(by, async (key) => {
        const data = { id, name, centerId, url: new URL(url).origin, keyHashes: [hashKey(key)], createdAt: new Date(by.now) };
        return toNode(await conflictWhenTaken(prisma.mediaNode.create({ data })));
      });
    },
    async change(id, { name, centerId, url }) {
      await find(id);
      await assertCenter(centerId);
      return toNode(await prisma.mediaNode.update({ where: { id }, data: { name, centerId, url: new URL(url).origin } }));
    },
    addKey: (id, by) => made(by, (key) => setKeys(id, (before) => [hashKey(key), ...before].slice(0, MOST_KEYS))),
    endKey: (id, keyId) => setKeys(id, (before) => without(keyId, before)),
    endOldKeys: (id) => setKeys(id, (before) => before.slice(0, 1)),
    async remove(id) {
      const row = await find(id);
      await prisma.mediaNode.deleteMany({ where: { id } });
      const removed = await toNode(row);
      await facts.forget(row.keyHashes);
      return removed;
    },
    async keyHashesOf(id) {
      return (await prisma.mediaNode.findUnique({ where: { id }, select: { keyHashes: true } }))?.keyHashes ?? [];
    },
  };
}

type Row = Awaited<ReturnType<PrismaClient['mediaNode']['findMany']>>[number];
