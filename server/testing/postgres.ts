import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface TestPostgres {
  url: string;
  close(): Promise<void>;
}

/** A PostgreSQL server of its own, in a temporary folder, on a unix socket only. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = binaries();
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-postgres-'));
  // PostgreSQL refuses to run as root; Debian's package made a user for it.
  const user = process.getuid?.() === 0 ? await postgresUser() : null;
  if (user) chownSync(folder, user.uid, user.gid);
  const as = user ?? {};
  const data = path.join(folder, 'data');
  await run(path.join(bin, 'initdb'), ['-D', data, '-U', 'tandem', '--auth=trust', '--no-sync', '-E', 'UTF8'], { ...as, cwd: folder });
  // Its own time zone is not UTC, on purpose: times must come out right all the same.
  const options = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'timezone=America/Toronto'];
  const server = spawn(path.join(bin, 'postgres'), options, { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with code ${code}:\n${said}`)));
  });
  return {
    url: `postgresql://tandem@localhost/postgres?host=${encodeURIComponent(folder)}`,
    async close() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function binaries(): string {
  if (process.env.TANDEM_POSTGRES_BIN) return process.env.TANDEM_POSTGRES_BIN;
  const root = '/usr/lib/postgresql';
  const [newest] = existsSync(root) ? readdirSync(root).sort().reverse() : [];
  if (!newest) throw new Error('PostgreSQL is not installed: run npm run setup -- --test');
  return path.join(root, newest, 'bin');
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
