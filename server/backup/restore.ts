import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findSecret, isKeptSecret, keepSecret } from '../secret.ts';
import { unpack } from './archive.ts';
import { type BackupConfig, lock } from './back-up.ts';
import { BackupError } from './backup-error.ts';
import { assertFits, type Contents, contentsOfFolder, contentsOfServer } from './contents.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { runPostgres } from './postgres-programs.ts';
import { run } from './run.ts';

export interface Restored {
  manifest: Manifest;
  /** Folder that holds what was there before; null: nothing was. */
  before: string | null;
}

interface Unpacked {
  folder: string;
  manifest: Manifest;
  secret: string;
}

/**
 * Puts the database and the secret of a backup in the place of what is there. Everything is looked at first: a backup that is
 * damaged, or does not fit, changes nothing.
 * @param replace whether data that are there may be replaced
 * @param now ms since the epoch
 * @throws BackupError
 */
export async function restore(config: BackupConfig, file: string, { replace, now }: { replace: boolean; now: number }): Promise<Restored> {
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}.`);
  mkdirSync(config.dataFolder, { recursive: true });
  const unlock = lock(config.dataFolder);
  // In the data folder, so that what is ready goes to its place by a change of its name.
  const folder = mkdtempSync(path.join(config.dataFolder, 'restoring-'));
  try {
    await unpack(file, folder);
    const [manifest, secret] = ['manifest.json', 'secret'].map((name) => path.join(folder, name));
    if (!manifest || !secret || !existsSync(manifest) || !existsSync(secret)) throw new BackupError(`${file} is no backup of Tandem.`);
    const unpacked = { folder, manifest: readManifest(readFileSync(manifest, 'utf8')), secret: readFileSync(secret, 'utf8') };
    assertSecretHasAPlace(config, unpacked, replace);
    return config.databaseUrl === null
      ? await toFolder(config, unpacked, { replace, now })
      : await toServer({ ...config, databaseUrl: config.databaseUrl }, unpacked, { replace, now });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    unlock();
  }
}

function assertSecretHasAPlace(config: BackupConfig, { secret }: Unpacked, replace: boolean): void {
  if (config.secret !== null) {
    if (config.secret !== secret)
      throw new BackupError('TANDEM_SECRET is another than the one of the backup. Set it to that, which is its file “secret”.');
    return;
  }
  if (!isKeptSecret(secret))
    throw new BackupError('The backup was made with TANDEM_SECRET set. Set it to the same here: it is the file “secret” of the backup.');
  const kept = findSecret(config);
  if (kept !== null && kept !== secret && !replace) throw new BackupError(inTheWay(`another secret in ${config.dataFolder}`));
}

const inTheWay = (what: string) => `There is ${what}. To put the backup in its place, run this again with --replace.`;

async function toFolder(
  config: BackupConfig,
  { folder, manifest, secret }: Unpacked,
  { replace, now }: { replace: boolean; now: number },
): Promise<Restored> {
  if (manifest.database !== 'embedded')
    throw new BackupError('The backup is of a PostgreSQL server. Set DATABASE_URL to the server that takes it.');
  const place = path.join(config.dataFolder, 'pg');
  const isThere = existsSync(place);
  if (isThere && !replace) throw new BackupError(inTheWay(`a database in ${config.dataFolder}`));
  assertWhole(await contentsOfFolder(folder), manifest, secret);
  await run('sync', ['-f', folder], { missing: 'The program sync is not here.', failed: 'The data could not be written to the disk.' });
  const before = setAside(config, ['pg', 'secret'], secret, now);
  renameSync(path.join(folder, 'pg'), place);
  return { manifest, before };
}

/**
 * Moves what is there into a folder of its own, and keeps the backup's secret unless one is set from outside.
 * @returns the folder, or null when there was nothing
 */
function setAside({ dataFolder, secret: isSet }: BackupConfig, names: string[], secret: string, now: number): string | null {
  const before = path.join(dataFolder, `before-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`);
  const there = names.filter((name) => (name !== 'secret' || isSet === null) && existsSync(path.join(dataFolder, name)));
  if (there.length > 0) mkdirSync(before, { mode: 0o700 });
  for (const name of there) renameSync(path.join(dataFolder, name), path.join(before, name));
  if (isSet === null) keepSecret(dataFolder, secret);
  return there.length > 0 ? before : null;
}

function assertWhole(contents: Contents, manifest: Manifest, secret: string): void {
  if (contents.migration !== manifest.migration)
    throw new BackupError('The backup’s database is not the one that it names. Nothing has been changed.');
  assertFits(secret, contents, 'The backup’s secret is not the one of its database. Nothing has been changed.');
}

/** Programs that start meanwhile wait for the same lock before they look (`migrate.ts`). */
const AS_IT_STARTS = 'SELECT pg_advisory_xact_lock(7426336) \\g /dev/null\n';
const EMPTY_IT = 'DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n';

async function toServer(
  config: BackupConfig & { databaseUrl: string },
  { folder, manifest, secret }: Unpacked,
  { replace, now }: { replace: boolean; now: number },
): Promise<Restored> {
  if (manifest.database !== 'server')
    throw new BackupError('The backup is of an embedded database. Unset DATABASE_URL, and restore it there.');
  const { databaseUrl: url } = config;
  const there = await contentsOfServer(url);
  if (there.running !== null)
    throw new BackupError(`A routing server runs on this database, at ${there.running}. Stop every server of it, then run this again.`);
  if (there.hasTables && !replace) throw new BackupError(inTheWay('something in the database of DATABASE_URL'));
  const sql = path.join(folder, 'database.sql');
  await runPostgres('pg_restore', ['--no-owner', '--no-privileges', `--file=${sql}`, path.join(folder, 'database.dump')], {
    failed: 'The backup’s database is damaged. Nothing has been changed.',
  });
  const first = path.join(folder, 'first.sql');
  writeFileSync(first, AS_IT_STARTS + (there.hasTables ? EMPTY_IT : ''));
  await runPostgres(
    'psql',
    ['--no-psqlrc', '--quiet', '--single-transaction', '--set=ON_ERROR_STOP=1', `--file=${first}`, `--file=${sql}`],
    { url, failed: 'PostgreSQL did not take the backup. Nothing has been changed.' },
  );
  return { manifest, before: setAside(config, ['secret'], secret, now) };
}
