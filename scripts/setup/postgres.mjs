import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startLog } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';
import { ensurePackages } from './system-packages.mjs';

const LOG = 'postgres';
const DEBIAN_ROOT = '/usr/lib/postgresql';

/**
 * The tests run a server of their own from these binaries, on a folder and a port of their own: the
 * cluster that Debian's package starts is left alone.
 *
 * @type {import('./step.mjs').Step}
 */
export const postgres = {
  title: 'PostgreSQL',

  find() {
    const bin = findBinaries();
    return bin ? { TANDEM_POSTGRES_BIN: bin } : undefined;
  },

  async provide(report) {
    startLog(LOG);
    await ensurePackages(
      {
        what: 'The test of the database',
        packages: ['postgresql'],
        inGeneral: 'a PostgreSQL server, with the folder of its binaries named by TANDEM_POSTGRES_BIN',
        isThere: () => findBinaries() !== undefined,
        log: LOG,
      },
      report,
    );
    const bin = findBinaries();
    if (!bin)
      throw new SetupError(
        `PostgreSQL is installed, but no initdb was found under ${DEBIAN_ROOT}. Name its folder by TANDEM_POSTGRES_BIN.`,
      );
    return { env: { TANDEM_POSTGRES_BIN: bin }, summary: "installed Debian's server" };
  },
};

function findBinaries() {
  const chosen = process.env.TANDEM_POSTGRES_BIN;
  const installed = [chosen, ...debianFolders()].find((folder) => folder && hasServer(folder));
  if (installed) return installed;
  const configured = folderByConfig();
  return configured && hasServer(configured) ? configured : undefined;
}

/** Newest version first. */
function debianFolders() {
  if (!existsSync(DEBIAN_ROOT)) return [];
  const versions = readdirSync(DEBIAN_ROOT).filter((name) => /^\d+(\.\d+)?$/.test(name));
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN_ROOT, version, 'bin'));
}

function folderByConfig() {
  const { status, stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** @param {string} folder */
const hasServer = (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'));
