import { spawnSync } from 'node:child_process';
import { startLog } from './run-logged.mjs';
import { ensurePackages } from './system-packages.mjs';

const LOG = 'redis';

/**
 * The tests run servers of their own from this program, each on a port of its own: the one that Debian's package starts is left
 * alone.
 *
 * @type {import('./step.mjs').Step}
 */
export const redis = {
  title: 'Redis',

  find() {
    return isThere() ? { TANDEM_REDIS_BIN: program() } : undefined;
  },

  async provide(report) {
    startLog(LOG);
    await ensurePackages(
      {
        what: 'The test of several servers',
        packages: ['redis-server'],
        inGeneral: 'a Redis server, with its program named by TANDEM_REDIS_BIN',
        isThere,
        log: LOG,
      },
      report,
    );
    return { env: { TANDEM_REDIS_BIN: program() }, summary: "installed Debian's server" };
  },
};

const program = () => process.env.TANDEM_REDIS_BIN ?? 'redis-server';
const isThere = () => spawnSync(program(), ['--version']).status === 0;
