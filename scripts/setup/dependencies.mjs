import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, sep } from 'node:path';
import { findServerNode, serverNode } from './node-version.mjs';
import { inProject } from './paths.mjs';
import { runLogged, startLog } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';

const LOG = 'dependencies';

/** @type {import('./step.mjs').Step} */
export const dependencies = {
  title: 'Dependencies',

  find() {
    return findServerNode() && installedMatchesLockfile() ? {} : undefined;
  },

  async provide(report) {
    report('installing with npm');
    startLog(LOG);
    await installByLockfile();
    const node = serverNode();
    const { error, status } = spawnSync(node, ['--version']);
    if (error || status !== 0) {
      throw new SetupError(
        `The Node.js that npm installed for the server does not run on this system (${error?.message ?? `code ${status}`}). It needs a Linux with the GNU C library, 2.28 or newer.`,
      );
    }
    return { env: {}, summary: 'installed' };
  },
};

/**
 * `npm ci`, or `npm install` where that refuses: npm 11 counts a package for another system, which the
 * lockfile leaves out because the registry had none, as a lockfile out of step. The latter installs the
 * same versions, and with --no-save it leaves the lockfile alone.
 */
async function installByLockfile() {
  let isRefused = false;
  try {
    await npm(['ci'], (line) => {
      isRefused ||= line.includes('code EUSAGE');
    });
  } catch (error) {
    if (!isRefused) throw error;
    await npm(['install', '--no-save']);
  }
}

/**
 * @param {string[]} args
 * @param {(line: string) => void} [onLine]
 */
function npm(args, onLine) {
  const [command = 'npm', ...first] = npmCommand();
  return runLogged(command, [...first, ...args, '--no-audit', '--no-fund', '--loglevel=warn'], {
    log: LOG,
    env: {
      PATH: pathWithoutProject(),
      // What `npm start --silent` or a production environment hands down would leave out what the build needs.
      npm_config_loglevel: undefined,
      npm_config_omit: undefined,
      NODE_ENV: undefined,
    },
    onLine,
  });
}

/**
 * npm notes what it installed in a lockfile of its own. Comparing the two is exact, also after an
 * `npm install` by hand, and takes some milliseconds.
 */
function installedMatchesLockfile() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules', '.package-lock.json');
  if (!wanted) throw new SetupError('package-lock.json is missing. Restore it from git, then run this again.');
  if (!installed) return false;
  const isComplete = Object.entries(wanted).every(([path, { version, integrity, optional, extraneous }]) => {
    if (path === '' || extraneous) return true;
    const there = installed[path];
    return there ? there.version === version && there.integrity === integrity : optional === true;
  });
  return isComplete && Object.entries(installed).every(([path, { optional }]) => path in wanted || optional);
}

/**
 * @param {...string} path
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, extraneous?: boolean }> | undefined}
 */
function readPackages(...path) {
  try {
    return JSON.parse(readFileSync(inProject(...path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The npm that runs this script, when it does: its own Node survives that node_modules is replaced. */
function npmCommand() {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  if (cli?.endsWith('npm-cli.js') && node && !node.includes(`node_modules${sep}`)) return [node, cli];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

function pathWithoutProject() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((folder) => !folder.startsWith(inProject('node_modules'))).join(delimiter);
}
