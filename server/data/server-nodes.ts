import type { Role } from '../config.ts';
import { ServerLoad, type ServerState, type ServerView } from '../protocol/system.ts';
import type { PrismaClient } from './database.ts';

/** Who says nothing for so long is no server of the installation any more. */
const FORGOTTEN_AFTER_MS = 60_000;

/** What a server says of itself. */
export interface ServerWord {
  id: string;
  roles: readonly Role[];
  state: ServerState;
  address: string | null;
  host: string;
  version: string;
  upMs: number;
  /** null: it does not decide. */
  decidesForMs: number | null;
  load: ServerLoad;
}

/** The servers of the installation, in the database. All times are by its clock: theirs may differ. */
export interface ServerNodes {
  /** Says how this one is, and forgets those that are silent. */
  say(word: ServerWord): Promise<void>;
  /** It has ended in good order. */
  leave(id: string): Promise<void>;
  /** @returns `now` by the same clock, ms since the epoch */
  list(): Promise<{ now: number; servers: ServerView[] }>;
}

export function openServerNodes(prisma: PrismaClient): ServerNodes {
  return {
    async say({ id, roles, state, address, host, version, upMs, decidesForMs, load }) {
      // When it started is said once, so that it does not waver with each word.
      await prisma.$executeRaw`
        INSERT INTO "ServerNode" AS old ("id", "roles", "state", "address", "host", "version", "startedAt", "decidesSince", "seenAt", "load")
        VALUES (
          ${id}, ${[...roles]}, ${state}, ${address}, ${host}, ${version},
          clock_timestamp() - ${upMs}::float8 * interval '1 ms', clock_timestamp() - ${decidesForMs}::float8 * interval '1 ms',
          clock_timestamp(), ${JSON.stringify(load)}::jsonb
        )
        ON CONFLICT ("id") DO UPDATE SET
          "state" = EXCLUDED."state", "load" = EXCLUDED."load", "seenAt" = EXCLUDED."seenAt",
          "decidesSince" = CASE WHEN EXCLUDED."decidesSince" IS NULL THEN NULL ELSE COALESCE(old."decidesSince", EXCLUDED."decidesSince") END`;
      await prisma.$executeRaw`
        DELETE FROM "ServerNode" WHERE "seenAt" < clock_timestamp() - ${FORGOTTEN_AFTER_MS}::int * interval '1 ms'`;
    },
    async leave(id) {
      await prisma.serverNode.deleteMany({ where: { id } });
    },
    async list() {
      const [clock] = await prisma.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`;
      const rows = await prisma.serverNode.findMany({ orderBy: { id: 'asc' }, take: 500 });
      const now = clock?.now.getTime() ?? 0;
      return {
        now,
        servers: rows.map(({ roles, state, startedAt, decidesSince, seenAt, load, ...row }) => ({
          ...row,
          roles: roles as ServerView['roles'],
          state: state as ServerState,
          startedAt: startedAt.getTime(),
          decidesSince: decidesSince?.getTime() ?? null,
          seenAt: seenAt.getTime(),
          load: ServerLoad.parse(load),
        })),
      };
    },
  };
}
