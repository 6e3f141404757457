import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { BackupError } from './backup-error.ts';

/** What a backup says of itself, in its `manifest.json`. */
const Manifest = z.object({
  format: z.literal('tandem-backup'),
  version: z.literal(1),
  /** Of which kind of database it is: of one kind it can't be restored to the other. */
  database: z.enum(['embedded', 'server']),
  /** The newest migration of the database. */
  migration: z.string().min(1),
  madeAt: z.iso.datetime(),
});
export type Manifest = z.infer<typeof Manifest>;

const MIGRATIONS = path.join(import.meta.dirname, '../../prisma/migrations');

/**
 * @throws BackupError when it is no backup, or one of a program that is newer than this one
 */
export function readManifest(text: string): Manifest {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw new BackupError('The file is no backup of Tandem.');
  }
  const parsed = Manifest.safeParse(said);
  if (!parsed.success) throw new BackupError('The file is no backup of Tandem, or one in a form that this version doesn’t know.');
  if (!readdirSync(MIGRATIONS).includes(parsed.data.migration))
    throw new BackupError('The backup was made by a newer Tandem than this one. Restore it with the version that made it, or a newer one.');
  return parsed.data;
}
