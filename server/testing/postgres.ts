import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { childrenOf, endAtOnce } from './processes.ts';

const run = promisify(execFile);

export interface TestPostgres {
  url: string;
  /** Kills the server and every process of it with SIGKILL, in whatever they are doing. */
  kill(): Promise<void>;
  /** Starts it again after that; it then recovers what it had committed. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A PostgreSQL server of its own, in a temporary folder, on a unix socket only.
 * @param durable waits for the disk at each commit, as a server in earnest does
 * @param keep a folder to keep its data in, and to find what an earlier one left there
 */
export async function startPostgres({ durable = false, keep }: { durable?: boolean; keep?: string } = {}): Promise<TestPostgres> {
  const bin = binaries();
  const folder = keep ?? mkdtempSync(path.join(tmpdir(), 'tandem-postgres-'));
  if (keep !== undefined) mkdirSync(keep, { recursive: true });
  // PostgreSQL refuses to run as root; Debian's package made a user for it.
  const user = process.getuid?.() === 0 ? await postgresUser() : null;
  if (user) chownSync(folder, user.uid, user.gid);
  const as = { ...(user ?? {}), cwd: folder };
  const data = path.join(folder, 'data');
  if (!existsSync(data)) await run(path.join(bin, 'initdb'), ['-D', data, '-U', 'tandem', '--auth=trust', '--no-sync', '-E', 'UTF8'], as);
  // Its own time zone is not UTC, on purpose: times must come out right all the same.
  const options = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'timezone=America/Toronto'];
  if (!durable) options.push('-c', 'fsync=off');
  const start = () => startServer(path.join(bin, 'postgres'), options, as);
  let server = await start();
  return {
    url: `postgresql://tandem@localhost/postgres?host=${encodeURIComponent(folder)}`,
    async kill() {
      const processes = childrenOf(server.pid);
      const ended = once(server, 'exit');
      for (const pid of [server.pid, ...processes]) endAtOnce(pid);
      await ended;
      // A server that finds one of them still at its memory does not start.
      while (processes.some((pid) => existsSync(`/proc/${pid}`))) await delay(5);
    },
    async restart() {
      server = await start();
    },
    async close() {
      if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit');
        server.kill('SIGINT');
        await ended;
      }
      if (keep === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startServer(program: string, options: string[], as: SpawnOptions): Promise<ChildProcess> {
  const server = spawn(program, options, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve(server);
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with code ${code}:\n${said}`)));
  });
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
