import { existsSync } from 'node:fs';
import { inProject } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

/** These scripts run on it; the server needs more and mostly brings its own. */
const OLDEST_FOR_SCRIPTS = [20, 0];

/** From here on Node runs TypeScript without a flag. */
const OLDEST_FOR_SERVER = [22, 18];

export function requireScriptNode() {
  if (isAtLeast(process.versions.node, OLDEST_FOR_SCRIPTS)) return;
  throw new SetupError(
    `Tandem's scripts need Node.js ${OLDEST_FOR_SCRIPTS[0]} or newer; this is ${process.versions.node}. Install a newer Node.js, then run this again.`,
  );
}

/**
 * The Node that runs the server: the one from npm where there is one for this system, else the
 * machine's own when it is new enough.
 *
 * @returns {string | undefined} undefined when neither is there
 */
export function findServerNode() {
  const fromNpm = inProject('node_modules', '.bin', 'node');
  if (existsSync(fromNpm)) return fromNpm;
  return isAtLeast(process.versions.node, OLDEST_FOR_SERVER) ? process.execPath : undefined;
}

/** @returns {string} */
export function serverNode() {
  const node = findServerNode();
  if (node) return node;
  throw new SetupError(
    `The server needs Node.js ${OLDEST_FOR_SERVER.join('.')} or newer; this is ${process.versions.node}, and npm has no newer one for ${process.platform} ${process.arch}. Install Node.js 24, then run this again.`,
  );
}

/** PATH on which `node` means the server's Node, for tools that start `node` by name. */
export function pathWithServerNode() {
  return [inProject('node_modules', '.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':');
}

/**
 * @param {string} version
 * @param {number[]} oldest
 */
function isAtLeast(version, [oldestMajor = 0, oldestMinor = 0]) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/**
 * How the server's Node is run. More room for what is young: a decision lives for milliseconds, and in the usual 16 MB the
 * collector took many of them for old, and then stopped everything to clear the old ones away.
 */
export const SERVER_NODE_OPTIONS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=64'];
