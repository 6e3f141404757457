import type { LinkKey } from '../protocol/link-keys.ts';
import { Failure } from '../sockets/failure.ts';
import { hashKey } from '../sockets/keys.ts';
import type { PrismaClient } from './database.ts';

/** Who makes a key, and when. */
export interface MadeBy {
  id: string;
  name: string;
  now: number;
}
/** A key that is good; whether it is in use is what the links know. */
export type StoredLinkKey = Omit<LinkKey, 'inUse'> & { hash: string };

/** What is known of the keys of links beside their hashes, which stand with their owners. */
export interface LinkKeyFacts {
  note(key: string, by: MadeBy): Promise<void>;
  /** A link by this key was opened, or has ended. */
  used(hash: string, now: number): Promise<void>;
  /** @param derived the hash of the one that nobody was given. @returns in this order, also those of which nothing is known */
  of(hashes: readonly string[], derived?: string): Promise<StoredLinkKey[]>;
  forget(hashes: readonly string[]): Promise<void>;
}

/** By which a key is named where it is listed: a part of the hash of a random secret, from which nobody finds that. */
export const keyIdOf = (hash: string): string => hash.slice(0, 16);

/** These without that key. @throws Failure `not-found` when it is not among them */
export function without(keyId: string, good: readonly string[]): string[] {
  const left = good.filter((hash) => keyIdOf(hash) !== keyId);
  if (left.length === good.length) throw new Failure('not-found', 'There is no such key');
  return left;
}

export function openLinkKeyFacts(prisma: Pick<PrismaClient, 'linkKey'>): LinkKeyFacts {
  return {
    async note(key, { id, name, now }) {
      const data = { hint: key.slice(-4), createdAt: new Date(now), createdById: id, createdByName: name };
      await prisma.linkKey.create({ data: { hash: hashKey(key), ...data } });
    },
    async used(hash, now) {
      await prisma.linkKey.updateMany({ where: { hash }, data: { lastUsedAt: new Date(now) } });
    },
    async of(hashes, derived) {
      const rows = await prisma.linkKey.findMany({ where: { hash: { in: [...hashes] } } });
      return hashes.map((hash) => {
        const row = rows.find((one) => one.hash === hash);
        return {
          ...{ id: keyIdOf(hash), hash, derived: hash === derived },
          hint: row?.hint ?? null,
          madeAt: row?.createdAt.getTime() ?? null,
          madeBy: row?.createdByName ?? null,
          usedAt: row?.lastUsedAt?.getTime() ?? null,
        };
      });
    },
    async forget(hashes) {
      if (hashes.length > 0) await prisma.linkKey.deleteMany({ where: { hash: { in: [...hashes] } } });
    },
  };
}
