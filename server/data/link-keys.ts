import { Failure } from '../sockets/failure.ts';
import { hashKey, newSecret } from '../sockets/keys.ts';
import type { PrismaClient } from './database.ts';
import { type MadeBy, openLinkKeyFacts, type StoredLinkKey, without } from './link-key-facts.ts';

/** A center, and how it may link. */
export interface LinkedCenter {
  id: string;
  name: string;
  /** Good keys since it was given one, the youngest first; none: it links by the one that the installation derives. */
  keys: StoredLinkKey[];
}

/** By which people who find one somewhere know what it is. */
const PREFIX = 'tandem_center_';
/** More can't be good at once. */
const MOST_KEYS = 2;

/**
 * The keys by which centers link to the routing server. Until it is given one a center has the key that the installation derives for
 * it; that stays good beside the first one given, as an older key does beside a younger one.
 */
export interface LinkKeyStore {
  list(): Promise<LinkedCenter[]>;
  /** Another key beside the youngest one; an older one is good no longer. @throws Failure `not-found` */
  addKey(id: string, by: MadeBy): Promise<{ center: LinkedCenter; key: string }>;
  /** This key is good no longer; after the last one that it was given, the derived one is again. @throws Failure `not-found` */
  endKey(id: string, keyId: string): Promise<LinkedCenter>;
  /** All keys but the youngest are good no longer. @throws Failure `not-found` */
  endOldKeys(id: string): Promise<LinkedCenter>;
  /** No key that it was given is good any longer: the derived one is again. @throws Failure `not-found` */
  endAllKeys(id: string): Promise<LinkedCenter>;
  /** sha256 of the keys that are good, hex, the youngest first; none for a center that there is not. */
  hashesOf(id: string): Promise<string[]>;
}

export function openLinkKeyStore(prisma: PrismaClient): LinkKeyStore {
  const facts = openLinkKeyFacts(prisma);
  const toCenter = async ({ id, name, linkKeyHash, linkKeyHashes }: Row): Promise<LinkedCenter> => ({
    ...{ id, name },
    keys: await facts.of(linkKeyHashes, linkKeyHash),
  });
  const setKeys = async (id: string, keysOf: (good: string[]) => string[]) => {
    const { row, ended } = await prisma.$transaction(async (tx) => {
      // Two at once would each forget the other's key.
      await tx.$queryRaw`SELECT 1 FROM "Center" WHERE "id" = ${id} FOR UPDATE`;
      const before = await tx.center.findUnique({ where: { id }, select: COLUMNS });
      if (!before) throw new Failure('not-found', 'There is no such center');
      const keys = keysOf(goodOf(before));
      const isDerivedAlone = keys.length === 1 && keys[0] === before.linkKeyHash;
      const linkKeyHashes = isDerivedAlone ? [] : keys;
      const row = await tx.center.update({ where: { id }, data: { linkKeyHashes }, select: COLUMNS });
      return { row, ended: before.linkKeyHashes.filter((hash) => !linkKeyHashes.includes(hash)) };
    });
    await facts.forget(ended);
    return toCenter(row);
  };
  return {
    async list() {
      return Promise.all((await prisma.center.findMany({ orderBy: { name: 'asc' }, select: COLUMNS })).map(toCenter));
    },
    async addKey(id, by) {
      const key = PREFIX + newSecret();
      await facts.note(key, by);
      try {
        return { center: await setKeys(id, (good) => [hashKey(key), ...good].slice(0, MOST_KEYS)), key };
      } catch (error) {
        await facts.forget([hashKey(key)]);
        throw error;
      }
    },
    endKey: (id, keyId) => setKeys(id, (good) => without(keyId, good)),
    endOldKeys: (id) => setKeys(id, (good) => good.slice(0, 1)),
    endAllKeys: (id) => setKeys(id, () => []),
    async hashesOf(id) {
      const row = await prisma.center.findUnique({ where: { id }, select: COLUMNS });
      return row ? goodOf(row) : [];
    },
  };
}

const COLUMNS = { id: true, name: true, linkKeyHash: true, linkKeyHashes: true } as const;
interface Row {
  id: string;
  name: string;
  linkKeyHash: string;
  linkKeyHashes: string[];
}

const goodOf = ({ linkKeyHash, linkKeyHashes }: Row): string[] => (linkKeyHashes.length > 0 ? linkKeyHashes : [linkKeyHash]);
