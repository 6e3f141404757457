import { Client } from 'pg';
import { startEmbedded } from '../data/embedded.ts';
import { secretCheckOf } from '../installation.ts';
import { BackupError } from './backup-error.ts';

/** What a database says of itself. */
export interface Contents {
  /** The newest migration; null: nothing of Tandem's is in it. */
  migration: string | null;
  /** Whether any table is in it, also of somebody else. */
  hasTables: boolean;
  /** By which a secret is known to be its own; null: no program has run on it yet. */
  secretCheck: string | null;
  /** Where a server runs that decides on it now; null: none does. */
  running: string | null;
}

export async function contentsOfServer(url: string): Promise<Contents> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return await contents(client);
  } catch (error) {
    throw new BackupError(`The PostgreSQL server of DATABASE_URL can’t be read: ${(error as Error).message || String(error)}`);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Opens the embedded database of a data folder, and ends it again.
 * @throws BackupError when it is in use, or can't be opened
 */
export async function contentsOfFolder(folder: string): Promise<Contents> {
  const embedded = await startEmbedded(folder).catch((error: Error) => {
    throw new BackupError(error.message);
  });
  try {
    const client = new Client({ host: embedded.host, user: 'postgres', database: 'postgres' });
    await client.connect();
    try {
      return await contents(client);
    } finally {
      await client.end();
    }
  } finally {
    await embedded.close();
  }
}

async function contents(client: Client): Promise<Contents> {
  const one = async (sql: string) => Object.values((await client.query(sql)).rows[0] ?? {})[0] as string | null | undefined;
  const isThere = async (table: string) => (await one(`SELECT to_regclass('public."${table}"') IS NOT NULL`)) as unknown as boolean;
  const [books, installation, lease] = [await isThere('_prisma_migrations'), await isThere('Installation'), await isThere('Lease')];
  return {
    hasTables: ((await one(`SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')`)) as unknown as boolean) === true,
    migration: books ? ((await one('SELECT max(migration_name) FROM "_prisma_migrations" WHERE finished_at IS NOT NULL')) ?? null) : null,
    secretCheck: installation ? ((await one('SELECT "secretCheck" FROM "Installation"')) ?? null) : null,
    running: lease
      ? ((await one(`SELECT coalesce("address", 'an unknown address') FROM "Lease" WHERE "until" > clock_timestamp()`)) ?? null)
      : null,
  };
}

/** @throws BackupError when what is sealed in the database could not be opened with this secret */
export function assertFits(secret: string, { secretCheck }: Contents, message: string): void {
  if (secretCheck !== null && secretCheckOf(secret) !== secretCheck) throw new BackupError(message);
}
