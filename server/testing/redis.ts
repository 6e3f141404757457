import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './started.ts';

export interface TestRedis {
  url: string;
  /** Stops it in whatever it does, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void;
  close(): Promise<void>;
}

/** A Redis server of its own, on a port of its own, that keeps nothing. */
export async function startRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-redis-'));
  const port = await freePort();
  const program = process.env.TANDEM_REDIS_BIN ?? 'redis-server';
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const server: ChildProcess = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) resolve();
    });
    server.once('error', () => reject(new Error('Redis is not installed: run npm run setup -- --test')));
    server.once('exit', (code) => reject(new Error(`Redis ended with code ${code}:\n${said}`)));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    signal: (signal) => void server.kill(signal),
    async close() {
      if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit');
        server.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
