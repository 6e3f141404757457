import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockFolder } from './folder-lock.ts';

export interface Embedded {
  /** Folder of the unix socket: libpq's form of a host. */
  host: string;
  close(): Promise<void>;
}

const CLOSE_LIMIT_MS = 5000;

/** Starts PostgreSQL in a folder (PGlite, in a thread of its own) and serves it on a private unix socket. */
export async function startEmbedded(folder: string): Promise<Embedded> {
  const unlock = lockFolder(folder);
  // Not in the database's folder: the path of a unix socket holds 107 bytes at most.
  const host = mkdtempSync(path.join(tmpdir(), 'tandem-'));
  const discard = () => {
    rmSync(host, { recursive: true, force: true });
    unlock();
  };
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), {
    workerData: { folder: path.join(folder, 'pg'), socketPath: path.join(host, '.s.PGSQL.5432') },
  });
  try {
    await said(worker, 'ready');
  } catch (error) {
    discard();
    throw error;
  }
  return {
    host,
    async close() {
      const closed = said(worker, 'closed');
      worker.postMessage('close');
      // What was acknowledged is on disk already: a thread that does not end may be ended.
      const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS).unref());
      await Promise.race([closed, late]);
      await worker.terminate();
      discard();
    },
  };
}

function said(worker: Worker, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message) => message === word && resolve());
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The embedded database ended with code ${code}`)));
  });
}
