import { ulid } from 'ulid';
import { z } from 'zod';
import { type ApiKey, type ApiKeyInput, ApiScope, type NewApiKey } from '../protocol/api-keys.ts';
import { CenterId } from '../protocol/common.ts';
import { Failure } from '../sockets/failure.ts';
import { hashKey, newSecret } from '../sockets/keys.ts';
import type { PrismaClient } from './database.ts';

/** By which people who find one somewhere know what it is. */
const PREFIX = 'tandem_';
/** Use is noted this often, so that reading does not become writing. */
const NOTED_EVERY_MS = 60_000;

/** Keys of other programs. They are random, and stored as hashes: who reads the database can't use them. */
export interface ApiKeys {
  /** Newest first, with those that have ended. */
  list(): Promise<ApiKey[]>;
  /** @throws Failure `not-found` with the field for an unknown center */
  make(input: ApiKeyInput, by: { id: string; name: string }, now: number): Promise<NewApiKey>;
  /** Twice is fine. @throws Failure `not-found` */
  end(id: string, now: number): Promise<ApiKey>;
  /** The key that a program shows; null when it is none, or has ended. */
  find(secret: string, now: number): Promise<ApiKey | null>;
}

export function openApiKeys(prisma: PrismaClient): ApiKeys {
  return {
    async list() {
      return (await prisma.apiKey.findMany({ orderBy: { createdAt: 'desc' }, take: 500 })).map(toKey);
    },
    async make({ name, scopes, centers }, by, now) {
      const known = new Set((await prisma.center.findMany({ select: { id: true } })).map(({ id }) => id));
      const unknown = (centers ?? []).findIndex((id) => !known.has(id));
      if (unknown >= 0) throw new Failure('not-found', 'There is no such center', `centers.${unknown}`);
      const secret = PREFIX + newSecret();
      const row = await prisma.apiKey.create({
        data: {
          ...{ id: ulid(), name, keyHash: hashKey(secret), hint: secret.slice(-4), scopes },
          ...(centers ? { centers } : {}),
          ...{ createdAt: new Date(now), createdById: by.id, createdByName: by.name },
        },
      });
      return { key: toKey(row), secret };
    },
    async end(id, now) {
      await prisma.apiKey.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date(now) } });
      const row = await prisma.apiKey.findUnique({ where: { id } });
      if (!row) throw new Failure('not-found', 'There is no such key');
      return toKey(row);
    },
    async find(secret, now) {
      if (!secret.startsWith(PREFIX) || secret.length > 100) return null;
      // By its hash: nothing of a wrong key's time tells how much of it is right.
      const row = await prisma.apiKey.findUnique({ where: { keyHash: hashKey(secret) } });
      if (!row || row.endedAt) return null;
      if (now - (row.lastUsedAt?.getTime() ?? 0) >= NOTED_EVERY_MS)
        await prisma.apiKey.updateMany({ where: { id: row.id }, data: { lastUsedAt: new Date(now) } });
      return toKey(row);
    },
  };
}

type Row = Awaited<ReturnType<PrismaClient['apiKey']['findMany']>>[number];

const toKey = ({ id, name, hint, scopes, centers, createdAt, createdByName, lastUsedAt, endedAt }: Row): ApiKey => ({
  ...{ id, name, hint, createdByName },
  scopes: z.array(ApiScope).parse(scopes),
  centers: z.array(CenterId).nullable().parse(centers),
  createdAt: createdAt.getTime(),
  lastUsedAt: lastUsedAt?.getTime() ?? null,
  endedAt: endedAt?.getTime() ?? null,
});
