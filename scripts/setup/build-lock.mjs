import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const BEAT_MS = 2_000;
const STALE_MS = 15_000;

/**
 * Keeps two set-ups from building the same thing at once. The holder touches the lock every few
 * seconds; one that is no longer touched was left by a set-up that was killed. (A process id would not
 * tell across containers that share a home.)
 *
 * @param {string} path
 * @param {() => void} onWait
 */
export async function buildLock(path, onWait) {
  while (!take(path)) {
    onWait();
    await sleep(500);
  }
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // Taken away by hand. The build goes on: at worst it is done twice.
    }
  }, BEAT_MS);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** @param {string} path */
function take(path) {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat && Date.now() - stat.mtimeMs > STALE_MS) rmSync(path, { recursive: true, force: true });
  return false;
}
