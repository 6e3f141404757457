import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {...string} parts */
export const inProject = (...parts) => join(projectRoot, ...parts);

/** Logs of the set-up, kept until the same step runs again. */
export const logsDir = inProject('.tandem', 'logs');

/** Outlives node_modules and is shared by all checkouts of one user. */
export function cacheDir() {
  const base = process.env.XDG_CACHE_HOME;
  // The specification of XDG_CACHE_HOME asks to ignore relative paths.
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'tandem');
}
