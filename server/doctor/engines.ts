import { type Finding, messageOf, ok, warning, wrong } from './finding.ts';

/** PostgreSQL and Redis. */

export interface PostgresFacts {
  /** As `server_version_num`: 150014 is 15.14. */
  version: number;
  /** How far its clock is ahead of this machine's, in ms, give or take half of the round trip. */
  aheadMs: number;
  roundTripMs: number;
  /** Names of the migrations that are applied. */
  migrations: string[];
  /** Whether the secret here is the one of the database; null: nobody has set one up yet, or there is none here. */
  secretFits: boolean | null;
}

const OLDEST_POSTGRES = 140_000;
const CLOCK_WARNING_MS = 1000;
const CLOCK_WRONG_MS = 30_000;

/** @param known names of the migrations of this program */
export async function checkPostgres(known: readonly string[], read: () => Promise<PostgresFacts>): Promise<Finding[]> {
  let facts: PostgresFacts;
  try {
    facts = await read();
  } catch (error) {
    return [
      wrong(
        `The PostgreSQL server can’t be used: ${messageOf(error)}`,
        'See that it runs, and that DATABASE_URL names it, a user and a database.',
      ),
    ];
  }
  const { version, aheadMs, roundTripMs, migrations, secretFits } = facts;
  const name = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`;
  const found: Finding[] = [
    version < OLDEST_POSTGRES
      ? warning(`${name} is older than what Tandem is tried with`, 'Use PostgreSQL 15 or newer.')
      : ok(`${name} answers within ${Math.ceil(roundTripMs)} ms`),
  ];
  const apart = Math.max(0, Math.abs(aheadMs) - roundTripMs / 2);
  const clocks = `The database’s clock is ${(Math.abs(aheadMs) / 1000).toFixed(1)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine’s`;
  const todo = 'Have both machines’ clocks synchronised.';
  if (apart > CLOCK_WRONG_MS) found.push(wrong(clocks, todo));
  else if (apart > CLOCK_WARNING_MS) found.push(warning(clocks, todo));
  else found.push(ok('The database’s clock is this machine’s'));
  const unknown = migrations.filter((migration) => !known.includes(migration));
  const missing = known.filter((migration) => !migrations.includes(migration));
  if (unknown.length > 0) found.push(wrong('The database is of a newer Tandem', 'Upgrade this machine too.'));
  else if (missing.length > 0 && migrations.length > 0)
    found.push(
      warning(
        `The database lacks ${missing.length} of ${known.length} changes`,
        'Make a backup: the next start of this version makes them.',
      ),
    );
  else found.push(ok(migrations.length === 0 ? 'The database is empty; the first start fills it' : 'The database’s tables are up to date'));
  if (secretFits === false)
    found.push(wrong('The secret is not the one of this database', 'Set TANDEM_SECRET to the same on every server of this database.'));
  return found;
}

/** Since then Redis Streams have what Socket.IO uses of them. */
const OLDEST_REDIS = [6, 2] as const;

/** @param read answers with the text of `INFO` */
export async function checkRedis(read: () => Promise<string>): Promise<Finding> {
  let info: string;
  try {
    info = await read();
  } catch (error) {
    return wrong(`Redis can’t be used: ${messageOf(error)}`, 'See that it runs, and that TANDEM_REDIS_URL names it.');
  }
  const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST_REDIS[0] || (major === OLDEST_REDIS[0] && minor < OLDEST_REDIS[1]))
    return wrong(`Redis ${version || 'of an unknown version'}`, `Use Redis ${OLDEST_REDIS.join('.')} or newer.`);
  return ok(`Redis ${version} answers`);
}
