import path from 'node:path';
import { run } from './run.ts';

/** What libpq knows of the parameters that an address may have; the driver's own mean nothing to its programs. */
const LIBPQ = ['host', 'port', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'connect_timeout', 'options'];

/** Runs a program of PostgreSQL's on a server. The password goes by the environment, where others on the machine can't read it. */
export async function runPostgres(
  program: 'pg_dump' | 'pg_restore' | 'psql',
  args: readonly string[],
  { url, failed }: { url?: string; failed: string },
): Promise<void> {
  const folder = process.env.TANDEM_POSTGRES_BIN;
  const { address, password } = url === undefined ? { address: null, password: null } : libpqAddress(url);
  await run(folder === undefined ? program : path.join(folder, program), [...(address === null ? [] : ['--dbname', address]), ...args], {
    missing: `${program} is not here. Install PostgreSQL’s client programs (Debian: postgresql-client), of the server’s version or newer.`,
    failed,
    env: password === null ? undefined : { PGPASSWORD: password },
  });
}

export function libpqAddress(url: string): { address: string; password: string | null } {
  const parsed = new URL(url);
  const password = parsed.password === '' ? parsed.searchParams.get('password') : decodeURIComponent(parsed.password);
  parsed.password = '';
  for (const name of [...parsed.searchParams.keys()]) if (!LIBPQ.includes(name)) parsed.searchParams.delete(name);
  return { address: parsed.href, password };
}
