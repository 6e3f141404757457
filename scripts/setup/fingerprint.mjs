import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './paths.mjs';

/**
 * Hash of the names and contents of files and folders. Contents rather than times: a checkout or a
 * switched branch changes times without changing anything. What does not exist counts as absent.
 *
 * @param {string[]} paths relative to the project
 * @param {{ ignore?: RegExp, salt?: string }} [options] ignore: files that make no difference
 */
export function fingerprint(paths, { ignore, salt = '' } = {}) {
  const hash = createHash('sha256').update(salt);
  for (const path of paths.flatMap(filesUnder).sort()) {
    if (ignore?.test(path)) continue;
    const content = readFileSync(join(projectRoot, path));
    // Lengths keep apart a name that ends as a content begins.
    hash.update(`${path.length}:${path}${content.length}:`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  const stat = statSync(join(projectRoot, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(projectRoot, path)).flatMap((name) => filesUnder(`${path}/${name}`));
}
