import { PrismaPg } from '@prisma/adapter-pg';
import { Client } from 'pg';
import { startEmbedded } from './embedded.ts';
import { PrismaClient } from './generated/client.ts';
import { migrate } from './migrate.ts';

export type { PrismaClient } from './generated/client.ts';

export interface Database {
  prisma: PrismaClient;
  kind: 'embedded' | 'server';
  /** Another connection to it, not yet open, for what belongs to one connection; null: the embedded one is a single session. */
  connection: (() => Client) | null;
  close(): Promise<void>;
}

/** A server that has vanished without a word answers nothing: whoever asked it has to know soon, ms. */
const CONNECTION_LIMITS = { connectionTimeoutMillis: 5000, query_timeout: 5000, keepAlive: true };

/**
 * Opens the database and brings its tables up to date: a PostgreSQL server when `url` is given, else the embedded one
 * in `folder`. Both speak the same protocol through the same driver.
 * @throws when the folder is in use, the server can't be reached, or a migration fails
 */
export async function openDatabase({ url, folder }: { url: string | null; folder: string }): Promise<Database> {
  const embedded = url === null ? await startEmbedded(folder) : null;
  try {
    // Without UTC the driver stores wrong times when the server's own zone is another.
    const options = '-c TimeZone=UTC';
    const connection = embedded ? { host: embedded.host, user: 'postgres', database: 'postgres' } : { connectionString: url ?? '' };
    const client = new Client({ ...connection, ...(embedded ? {} : { options }) });
    await client.connect();
    try {
      await migrate(client);
    } finally {
      await client.end();
    }
    const prisma = new PrismaClient({
      // The embedded database is one session, and its socket server lets the messages of two connections mix: a statement
      // prepared by one was bound by the other. One connection keeps each query whole, and costs nothing there.
      adapter: new PrismaPg({ ...connection, ...(embedded ? {} : { options }), max: embedded ? 1 : 10 }),
      // Waiting for the one session of the embedded database is no failure.
      transactionOptions: { maxWait: 10_000, timeout: 20_000 },
    });
    return {
      prisma,
      kind: embedded ? 'embedded' : 'server',
      connection: embedded ? null : () => new Client({ ...connection, options, ...CONNECTION_LIMITS }),
      async close() {
        await prisma.$disconnect();
        await embedded?.close();
      },
    };
  } catch (error) {
    await embedded?.close();
    throw error;
  }
}
