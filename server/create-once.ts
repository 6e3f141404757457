import { randomUUID } from 'node:crypto';
import { linkSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Creates a file with all of its content at once: nobody ever reads a part of it, whenever this process dies, and of
 * several that try only one succeeds.
 * @returns false when the file is there already; it is left as it is
 */
export function createOnce(file: string, content: string, mode: number): boolean {
  const temporary = `${file}.${randomUUID()}`;
  try {
    writeFileSync(temporary, content, { flag: 'wx', mode, flush: true });
    linkSync(temporary, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
