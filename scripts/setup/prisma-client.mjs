import { existsSync, mkdirSync } from 'node:fs';
import { fingerprint } from './fingerprint.mjs';
import { serverNode } from './node-version.mjs';
import { inProject } from './paths.mjs';
import { runLogged, startLog } from './run-logged.mjs';
import { hasStamp, setStamp } from './stamp.mjs';

const LOG = 'prisma-client';
const OUTPUT = 'server/data/generated';

const key = () => fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']);

/** @type {import('./step.mjs').Step} */
export const prismaClient = {
  title: 'Data client',

  find() {
    if (!existsSync(inProject('prisma', 'schema.prisma'))) return {};
    return hasStamp(OUTPUT, key()) ? {} : undefined;
  },

  async provide(report) {
    report('generating from the schema');
    startLog(LOG);
    await runLogged(serverNode(), [inProject('node_modules', 'prisma', 'build', 'index.js'), 'generate'], {
      log: LOG,
      env: {
        // Generating needs no engine, but Prisma downloads one unless it is told of a file.
        PRISMA_SCHEMA_ENGINE_BINARY: existsSync('/bin/true') ? '/bin/true' : process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    });
    mkdirSync(inProject(OUTPUT), { recursive: true });
    setStamp(OUTPUT, key());
    return { env: {}, summary: 'generated' };
  },
};
