import { readFileSync, writeFileSync } from 'node:fs';
import { inProject } from './paths.mjs';

/**
 * A stamp lies inside the folder it vouches for, so that deleting the one deletes the other.
 *
 * @param {string} folder relative to the project
 * @param {string} value
 */
export function hasStamp(folder, value) {
  try {
    return readFileSync(stampOf(folder), 'utf8') === value;
  } catch {
    return false;
  }
}

/**
 * @param {string} folder
 * @param {string} value
 */
export function setStamp(folder, value) {
  writeFileSync(stampOf(folder), value);
}

/** @param {string} folder */
const stampOf = (folder) => inProject(folder, '.tandem-stamp');
