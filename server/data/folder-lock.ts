import { linkSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createOnce } from '../create-once.ts';

/**
 * Keeps a second process out of a database folder: PGlite has no lock of its own, and two writers lose rows silently.
 * A lock left by a process that is gone is taken over.
 * @returns a function that gives the lock back
 * @throws when another process that is alive holds it, or may hold it
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'tandem.lock');
  mkdirSync(folder, { recursive: true });
  while (!createOnce(file, String(process.pid), 0o644)) {
    const holder = readIfThere(file);
    if (holder === null) continue;
    if (!/^[1-9]\d*$/.test(holder))
      throw new Error(`${file} names no process. If no other Tandem uses the database in ${folder}, delete this file.`);
    if (Number(holder) !== process.pid && isAlive(Number(holder)))
      throw new Error(`The database in ${folder} is in use by process ${holder}. Stop it first, or set TANDEM_DATA to another folder.`);
    removeStale(file, holder);
  }
  return () => rmSync(file, { force: true });
}

/** Takes the file away only if it is still the one that was looked at: another process may have taken the lock over meanwhile. */
function removeStale(file: string, holder: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== holder) linkSync(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
