import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '../../server/data/database.ts';
import { startPostgres } from '../../server/testing/postgres.ts';
import type { Kind } from '../routing/databases.ts';
import { seedYear, yearOf } from './seed.ts';

export interface Year {
  database: Database;
  /** How long it took to write its calls; null: an earlier run did. */
  seedMs: number | null;
  close(): Promise<void>;
}

/**
 * A database with a year of calls. It is kept in the folder for temporary files, since a million of them take minutes to write:
 * the next run finds them there.
 */
export async function openYear(kind: Kind, calls: number, end: number): Promise<Year> {
  const folder = path.join(tmpdir(), `tandem-bench-reports-${kind}-${calls}`);
  const whole = path.join(folder, 'calls-are-written');
  if (!existsSync(whole)) rmSync(folder, { recursive: true, force: true });
  const postgres = kind === 'server' ? await startPostgres({ durable: true, keep: folder }) : null;
  const database = await openDatabase({ url: postgres?.url ?? null, folder: path.join(folder, 'embedded') });
  const close = async () => {
    await database.close();
    await postgres?.close();
  };
  try {
    const started = performance.now();
    const isNew = !existsSync(whole);
    if (isNew) {
      await seedYear(database, yearOf(calls), end);
      writeFileSync(whole, '');
    }
    return { database, seedMs: isNew ? performance.now() - started : null, close };
  } catch (error) {
    await close();
    throw error;
  }
}
