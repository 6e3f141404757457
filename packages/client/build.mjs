import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * Makes what is published, in `dist` or in the folder named on the command line: the client for bundlers, which leaves its
 * dependencies to them; the same with all in it, for pages without one; and its types. What it shares with the program's own
 * widget is built in: who installs it has none of the program.
 */

const here = import.meta.dirname;
const root = path.join(here, '../..');
const dist = path.resolve(process.argv[2] ?? path.join(here, 'dist'));
/** Sources whose types a page sees; what they do not export stays inside. */
const SEEN = ['index', 'client', 'types', 'errors'];

rmSync(dist, { recursive: true, force: true });
const shared = {
  entryPoints: { index: path.join(here, 'src/index.ts') },
  outdir: dist,
  bundle: true,
  absWorkingDir: root,
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
};
await build({ ...shared, packages: 'external' });
await build({ ...shared, entryPoints: { standalone: path.join(here, 'src/index.ts') }, minify: true });

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-types-'));
try {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const options = ['-p', path.join(here, 'tsconfig.json'), '--outDir', folder];
  const { status } = spawnSync(process.execPath, [tsc, ...options], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  const made = path.join(folder, 'packages/client/src');
  mkdirSync(dist, { recursive: true });
  for (const name of SEEN) {
    const types = readFileSync(path.join(made, `${name}.d.ts`), 'utf8');
    // Declarations name each other as the modules that they describe.
    writeFileSync(path.join(dist, `${name}.d.ts`), types.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'"));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
