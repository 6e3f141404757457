import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { cacheDir, inProject } from './paths.mjs';

/** What decides how a built worker comes out, besides mediasoup's version. */
const RECIPE = ['scripts/media-worker/CMakeLists.txt', 'scripts/media-worker/include'];

/** The worker's answer to being started by anything but mediasoup's own library. */
const EXIT_WITHOUT_VERSION = 41;

/** @returns {{ version: string, repository: { url: string } }} */
export const mediasoupPackage = () => JSON.parse(readFileSync(inProject('node_modules', 'mediasoup', 'package.json'), 'utf8'));

/** @param {string} origin */
const cachePath = (origin) => join(cacheDir(), `mediasoup-worker-${mediasoupPackage().version}-${platform()}-${arch()}-${origin}`);

export const prebuiltWorkerPath = () => cachePath('prebuilt');
export const builtWorkerPath = () => cachePath(fingerprint(RECIPE).slice(0, 8));

/** @returns {string | undefined} a worker of this version that still starts on this system */
export function findCachedWorker() {
  return [builtWorkerPath(), prebuiltWorkerPath()].find((path) => existsSync(path) && starts(path));
}

/**
 * An upgrade of the system may take away a library that a cached worker is linked with. Starting it
 * to no purpose takes milliseconds.
 *
 * @param {string} path
 */
export function starts(path) {
  return spawnSync(path, [], { env: {}, stdio: 'ignore', timeout: 5000 }).status === EXIT_WITHOUT_VERSION;
}
