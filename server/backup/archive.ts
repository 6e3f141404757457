import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { BackupError } from './backup-error.ts';
import { run } from './run.ts';

const NO_TAR = 'The program tar is not here. Install it, then run this again.';

/** What goes into an archive: names in a folder. */
export interface Part {
  folder: string;
  names: readonly string[];
}

/**
 * Packs files into a new file that only its owner can read. It is there whole, or not at all.
 * @throws BackupError when a file of that name is there already
 */
export async function pack(file: string, parts: readonly Part[]): Promise<void> {
  const partial = `${file}.partial`;
  let descriptor: number;
  try {
    descriptor = openSync(partial, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new BackupError(`${partial} is there already: another backup is being made, or one was broken off. Delete it in that case.`);
    throw new BackupError(`The backup can’t be written: ${(error as Error).message}`);
  }
  try {
    const args = ['-cz', ...parts.flatMap(({ folder, names }) => ['-C', folder, ...names])];
    await run('tar', args, { missing: NO_TAR, failed: 'The backup could not be packed.', output: descriptor });
    fsyncSync(descriptor);
    linkSync(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new BackupError(alreadyThere(file));
    throw error;
  } finally {
    closeSync(descriptor);
    rmSync(partial, { force: true });
  }
}

export const alreadyThere = (file: string) => `${file} is there already. Name a new file: a backup never overwrites anything.`;

/**
 * Unpacks it into a new folder. Each block has a checksum, so that a file that was damaged or cut off is noticed here.
 * @throws BackupError when it is damaged, or no archive
 */
export async function unpack(file: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await run('tar', ['-xzf', file, '-C', folder, '--no-same-owner'], {
    missing: NO_TAR,
    failed: `${file} is damaged, or no backup. Nothing has been changed.`,
  });
}
