import { spawnSync } from 'node:child_process';
import { runLogged } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {object} Need
 * @property {string} what what needs the packages, as the start of a sentence
 * @property {string[]} packages by Debian's names
 * @property {string} inGeneral the same for other systems
 * @property {() => boolean} isThere whether a system without Debian's packages has it all
 * @property {string} log
 */

/**
 * Sees to it that Debian's packages are installed, and says how to get them where it may not.
 *
 * @param {Need} need
 * @param {import('./step.mjs').Report} report
 */
export async function ensurePackages(need, report) {
  if (!hasApt()) {
    if (need.isThere()) return;
    throw new SetupError(`${need.what} needs ${need.inGeneral}. Install that with this system's package manager, then run this again.`);
  }
  const missing = missingPackages(need.packages);
  if (missing.length === 0) return;

  const root = rootPrefix();
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!root) {
    throw new SetupError(
      [
        `${need.what} needs Debian packages that are not installed: ${missing.join(', ')}.`,
        'Installing them takes root, and this user has neither that nor a sudo without password. Run this, then try again:',
        `  sudo apt-get update && sudo ${command}`,
      ].join('\n'),
    );
  }

  report(`installing ${missing.join(', ')}`);
  try {
    await aptGet(root, need.log, 'install', '--yes', '--no-install-recommends', ...missing);
  } catch {
    // The package lists are empty on a fresh image, and stale on an old one.
    report('updating the package lists');
    await aptGet(root, need.log, 'update').catch(() => {});
    report(`installing ${missing.join(', ')}`);
    await aptGet(root, need.log, 'install', '--yes', '--no-install-recommends', ...missing);
  }
}

/** @param {string[]} packages */
export function missingPackages(packages) {
  const { stdout } = spawnSync('dpkg-query', ['--show', '--showformat=${Package} ${Status}\\n', ...packages], { encoding: 'utf8' });
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' ok installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

export const hasApt = () => hasCommand('dpkg-query') && hasCommand('apt-get');

/** @param {string} command */
export const hasCommand = (command) => spawnSync('/bin/sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;

/** @returns {string[] | undefined} what to put before a command to run it as root; undefined when there is no way */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  // -n: never ask for a password from behind a progress line.
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

/**
 * @param {string[]} root
 * @param {string} log
 * @param {...string} args
 */
function aptGet(root, log, ...args) {
  const [command = '', ...rest] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=180', ...args];
  return runLogged(command, rest, { log });
}
