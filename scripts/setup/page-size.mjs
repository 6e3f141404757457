import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inProject } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * What a page may have its browser fetch as JavaScript before it can be used, in bytes of gzip. What is fetched later,
 * when it is needed, does not count, so code that few need at once belongs behind `import()`.
 *
 * @type {Record<string, number>}
 */
export const BUDGETS = { '/agent': 250_000 };

/**
 * The JavaScript of a page's first load, from what the build wrote down: the framework's part and the page's own.
 * Polyfills that today's browsers skip are not in it.
 *
 * @returns {{ page: string, bytes: number }[]} by page, in bytes of gzip
 */
export function pageSizes() {
  const app = inProject('.next', 'server', 'app');
  const manifests = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('page_client-reference-manifest.js'),
  );
  return manifests
    .map((file) => sizeOf(path.join(app, file)))
    .filter(({ page }) => !page.startsWith('/_'))
    .sort((a, b) => (a.page < b.page ? -1 : 1));
}

/** @throws SetupError that names each page that has outgrown its budget */
export function checkPageSizes() {
  const sizes = pageSizes();
  const over = sizes.filter(({ page, bytes }) => bytes > (BUDGETS[page] ?? Number.POSITIVE_INFINITY));
  if (over.length === 0) return;
  const words = over.map(
    ({ page, bytes }) =>
      `${page} has ${kilobytes(bytes)} of JavaScript in its first load, more than the ${kilobytes(BUDGETS[page] ?? 0)} it may have.`,
  );
  throw new SetupError(`${words.join('\n')}\nPut what is not needed at once behind import(), or take less of a library.`);
}

/** @param {number} bytes */
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** @param {string} manifest path of a page's client reference manifest: a script that hangs its data on a global */
function sizeOf(manifest) {
  const source = readFileSync(manifest, 'utf8');
  const json = source.slice(source.indexOf('= {', source.indexOf(']')) + 2).replace(/;\s*$/, '');
  /** @type {{ entryJSFiles: Record<string, string[]> }} */
  const { entryJSFiles } = JSON.parse(json);
  /** @type {{ rootMainFiles: string[] }} */
  const { rootMainFiles } = JSON.parse(readFileSync(manifest.replace('_client-reference-manifest.js', '/build-manifest.json'), 'utf8'));
  const files = new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()]);
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(inProject('.next', file))).length;
  return { page: pageOf(manifest), bytes };
}

/** "/agent" of ".next/server/app/(workstation)/agent/page_…": route groups have no place in an address. @param {string} manifest */
function pageOf(manifest) {
  const parts = path.relative(inProject('.next', 'server', 'app'), path.dirname(manifest)).split(path.sep);
  return `/${parts.filter((part) => part !== '' && part !== '.' && !part.startsWith('(')).join('/')}`;
}
