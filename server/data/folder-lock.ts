import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/**
 * Keeps a second process out of a database folder: PGlite has no lock of its own, and two writers lose rows silently.
 * A lock left by a process that is gone is taken over.
 * @returns a function that gives the lock back
 * @throws when another process that is alive holds it
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'tandem.lock');
  mkdirSync(folder, { recursive: true });
  for (;;) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(file, 'utf8'));
      if (holder !== process.pid && isAlive(holder))
        throw new Error(`The database in ${folder} is in use by process ${holder}. Stop it first, or set TANDEM_DATA to another folder.`);
      rmSync(file, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
