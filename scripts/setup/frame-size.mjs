import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { kilobytes } from './page-size.mjs';
import { inProject } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

/** What a visitor's browser may fetch, in bytes of gzip: with the page, and with the card before a call is begun. */
export const FRAME_BUDGETS = { loader: 5_000, frame: 120_000 };

/** @typedef {{ file: string, css?: string[], imports?: string[], isEntry?: boolean }} Chunk */

/**
 * The frame: its code, styles and the words of the language that has the most. The page that names them is left out: it is
 * made by the server, and smaller than a kilobyte.
 *
 * @returns {typeof FRAME_BUDGETS}
 */
export function frameSizes() {
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(readFileSync(inProject('.frame', 'manifest.json'), 'utf8'));
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry) ?? '';
  const words = Object.keys(manifest).filter((name) => name.includes('virtual:words/first/'));
  const first = filesOf(manifest, entry);
  const sizeOf = (/** @type {Iterable<string>} */ files) => [...files].reduce((sum, file) => sum + gzipped(file), 0);
  return {
    loader: gzipped('widget.js'),
    frame: sizeOf(first) + Math.max(...words.map((name) => sizeOf(without(filesOf(manifest, name), first)))),
  };
}

/** @throws SetupError that names what has outgrown its budget @returns what it weighs, in words */
export function checkFrameSizes() {
  const sizes = frameSizes();
  const names = /** @type {(keyof typeof FRAME_BUDGETS)[]} */ (Object.keys(FRAME_BUDGETS));
  const over = names.filter((name) => sizes[name] > FRAME_BUDGETS[name]);
  if (over.length > 0) {
    const words = over.map(
      (name) => `The widget’s ${name} has ${kilobytes(sizes[name])}, more than the ${kilobytes(FRAME_BUDGETS[name])} it may have.`,
    );
    throw new SetupError(
      `${words.join('\n')}\nPut what is not needed before a call behind later() or import(), or take less of a library.`,
    );
  }
  return names.map((name) => `${name} ${kilobytes(sizes[name])}`).join(', ');
}

/** @param {Record<string, Chunk>} manifest @param {string} name @returns {Set<string>} with all that it imports at once */
function filesOf(manifest, name, found = new Set()) {
  const chunk = manifest[name];
  if (chunk === undefined || found.has(chunk.file)) return found;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
  for (const next of chunk.imports ?? []) filesOf(manifest, next, found);
  return found;
}

/** @param {string} file */
const gzipped = (file) => gzipSync(readFileSync(inProject('.frame', file))).length;

/** @param {Set<string>} files @param {Set<string>} others */
const without = (files, others) => [...files].filter((file) => !others.has(file));
