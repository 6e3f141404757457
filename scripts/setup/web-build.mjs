import { existsSync } from 'node:fs';
import { fingerprint } from './fingerprint.mjs';
import { serverNode } from './node-version.mjs';
import { checkPageSizes } from './page-size.mjs';
import { inProject } from './paths.mjs';
import { runLogged, startLog } from './run-logged.mjs';
import { hasStamp, setStamp } from './stamp.mjs';

const LOG = 'web-build';
const OUTPUT = '.next';

/** All that the pages are made from. A folder that app/ begins to import from belongs here. */
const SOURCES = [
  'app',
  'packages',
  'public',
  'server/protocol',
  'next.config.js',
  'next.config.ts',
  'scripts/web',
  'postcss.config.js',
  'postcss.config.mjs',
  'package.json',
  'package-lock.json',
];

const sourcesKey = () => fingerprint(SOURCES, { ignore: /\.(test|spec)\.[jt]sx?$/ });
const settingsKey = () => fingerprint(['tsconfig.json']);

/** @type {import('./step.mjs').Step} */
export const webBuild = {
  title: 'Web pages',

  find() {
    if (!existsSync(inProject('app', 'layout.tsx'))) return {};
    return existsSync(inProject(OUTPUT, 'BUILD_ID')) && hasStamp(OUTPUT, `${sourcesKey()} ${settingsKey()}`) ? {} : undefined;
  },

  async provide(report) {
    report('building with Next.js');
    startLog(LOG);
    // Taken before the build: what is edited meanwhile must count as a change.
    const builtFrom = sourcesKey();
    await runLogged(serverNode(), [inProject('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
      log: LOG,
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    });
    // Before it counts as built: what has outgrown its budget is not served.
    checkPageSizes();
    // Taken after it: Next.js may write the options that it wants into tsconfig.json.
    setStamp(OUTPUT, `${builtFrom} ${settingsKey()}`);
    return { env: {}, summary: 'built' };
  },
};
