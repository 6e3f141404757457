import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { fingerprint } from './fingerprint.mjs';
import { checkFrameSizes } from './frame-size.mjs';
import { serverNode } from './node-version.mjs';
import { inProject } from './paths.mjs';
import { runLogged, startLog } from './run-logged.mjs';
import { hasStamp, setStamp } from './stamp.mjs';

const LOG = 'frame-build';
const OUTPUT = '.frame';

/** All that the widget's frame and its loader are made from, and the list of what callers' pages can be told. */
const SOURCES = [
  ...['app', 'packages', 'server/protocol', 'scripts/web', 'postcss.config.js', 'package.json', 'package-lock.json', 'tsconfig.json'],
  ...['server/routing', 'server/media', 'server/sockets', 'server/widget-keys', 'server/callbacks', 'server/messages', 'server/http'],
  ...['server/data/callback-book.ts', 'server/data/left-messages.ts', 'server/data/ratings.ts', 'server/abuse'],
];

const key = () => fingerprint(SOURCES, { ignore: /\.(test|spec)\.[jt]sx?$/ });

/** @type {import('./step.mjs').Step} */
export const frameBuild = {
  title: 'Widget',

  find() {
    if (!existsSync(inProject('app', 'frame'))) return {};
    return existsSync(inProject(OUTPUT, 'manifest.json')) && hasStamp(OUTPUT, key()) ? {} : undefined;
  },

  async provide(report) {
    report('building with Vite');
    startLog(LOG);
    const builtFrom = key();
    const vite = inProject('node_modules', 'vite', 'bin', 'vite.js');
    for (const config of ['frame', 'loader'])
      await runLogged(serverNode(), [vite, 'build', '--config', inProject('scripts', 'web', `${config}.config.mjs`)], {
        log: LOG,
        env: { NODE_ENV: 'production' },
      });
    const size = checkFrameSizes();
    compress();
    setStamp(OUTPUT, builtFrom);
    return { env: {}, summary: `built, ${size}` };
  },
};

/** Beside each file what it is when compressed, once and as well as it can be: every visitor of every site loads these. */
function compress() {
  const names = readdirSync(inProject(OUTPUT), { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css)$/.test(name));
  for (const name of names) {
    const content = readFileSync(inProject(OUTPUT, name));
    writeFileSync(inProject(OUTPUT, `${name}.gz`), gzipSync(content, { level: 9 }));
    writeFileSync(inProject(OUTPUT, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
}
