import { existsSync, mkdirSync } from 'node:fs';
import { buildLock } from './build-lock.mjs';
import { buildWorker } from './media-worker-build.mjs';
import { builtWorkerPath, findCachedWorker } from './media-worker-cache.mjs';
import { downloadWorker } from './media-worker-prebuilt.mjs';
import { cacheDir } from './paths.mjs';
import { startLog } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';

export const LOG = 'media-worker';

/**
 * mediasoup's worker, a program in C++: the one the user names, else one from the cache, else
 * mediasoup's own build from its release page, else one built here.
 *
 * @type {import('./step.mjs').Step}
 */
export const mediaWorker = {
  title: 'Media worker',

  find() {
    const chosen = process.env.MEDIASOUP_WORKER_BIN;
    if (chosen) {
      if (existsSync(chosen)) return { MEDIASOUP_WORKER_BIN: chosen };
      throw new SetupError(`MEDIASOUP_WORKER_BIN names ${chosen}, which does not exist. Correct or unset it, then run this again.`);
    }
    const cached = findCachedWorker();
    return cached ? { MEDIASOUP_WORKER_BIN: cached } : undefined;
  },

  async provide(report) {
    startLog(LOG);
    mkdirSync(cacheDir(), { recursive: true });
    const lock = await buildLock(`${builtWorkerPath()}.lock`, () => report('waiting for another set-up that builds it'));
    try {
      const madeMeanwhile = findCachedWorker();
      if (madeMeanwhile) return { env: { MEDIASOUP_WORKER_BIN: madeMeanwhile }, summary: 'taken from the other set-up' };

      const downloaded = await downloadWorker(LOG, report);
      if (downloaded) return { env: { MEDIASOUP_WORKER_BIN: downloaded }, summary: 'downloaded and checked' };

      return { env: { MEDIASOUP_WORKER_BIN: await buildWorker(LOG, report) }, summary: 'built from source and checked' };
    } finally {
      lock.release();
    }
  },
};
