import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from '../config.ts';
import { lockFolder } from '../data/folder-lock.ts';
import { findSecret } from '../secret.ts';
import { alreadyThere, pack } from './archive.ts';
import { BackupError } from './backup-error.ts';
import { assertFits, type Contents, contentsOfFolder, contentsOfServer } from './contents.ts';
import type { Manifest } from './manifest.ts';
import { runPostgres } from './postgres-programs.ts';

export type BackupConfig = Pick<Config, 'databaseUrl' | 'dataFolder' | 'secret'>;

/**
 * Copies the database, with recordings and all, and the secret into one new file. Of a PostgreSQL server it is the state of one
 * moment, while programs run; the embedded database is one session, and can be copied only while none does.
 * @param now ms since the epoch
 * @throws BackupError; no file is left then
 */
export async function backUp(config: BackupConfig, file: string, now: number): Promise<void> {
  if (existsSync(file)) throw new BackupError(alreadyThere(file));
  const { databaseUrl, dataFolder } = config;
  const staging = mkdtempSync(path.join(tmpdir(), 'tandem-backup-'));
  try {
    if (databaseUrl === null) {
      if (!existsSync(path.join(dataFolder, 'pg')))
        throw new BackupError(`There is no embedded database in ${dataFolder}. TANDEM_DATA names its folder, or DATABASE_URL a server.`);
      const contents = await contentsOfFolder(dataFolder);
      const unlock = lock(dataFolder);
      try {
        stage(staging, 'embedded', contents, config, now);
        await pack(file, [
          { folder: staging, names: ['manifest.json', 'secret'] },
          { folder: dataFolder, names: ['pg'] },
        ]);
      } finally {
        unlock();
      }
    } else {
      stage(staging, 'server', await contentsOfServer(databaseUrl), config, now);
      const args = ['--format=custom', '--no-owner', '--no-privileges', `--file=${path.join(staging, 'database.dump')}`];
      await runPostgres('pg_dump', args, { url: databaseUrl, failed: 'The database could not be copied.' });
      await pack(file, [{ folder: staging, names: ['manifest.json', 'secret', 'database.dump'] }]);
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** @returns what gives the folder back */
export function lock(folder: string): () => void {
  try {
    return lockFolder(folder);
  } catch (error) {
    throw new BackupError((error as Error).message);
  }
}

function stage(staging: string, database: Manifest['database'], contents: Contents, config: BackupConfig, now: number): void {
  if (contents.migration === null) throw new BackupError('Nothing of Tandem is in the database yet.');
  const secret = findSecret(config);
  if (secret === null)
    throw new BackupError(
      `The secret is not here: neither TANDEM_SECRET nor the file “secret” in ${config.dataFolder}. ` +
        'Without it a backup could not be used; make it where the program runs.',
    );
  assertFits(
    secret,
    contents,
    'The secret is not the one of this database: a backup with it could not be used. Set TANDEM_SECRET to that.',
  );
  const manifest: Manifest = {
    ...{ format: 'tandem-backup', version: 1, database },
    ...{ migration: contents.migration, madeAt: new Date(now).toISOString() },
  };
  writeFileSync(path.join(staging, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(path.join(staging, 'secret'), secret, { mode: 0o600 });
}
