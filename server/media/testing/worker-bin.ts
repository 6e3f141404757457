import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The media worker for tests: the environment's, else the one that `npm run setup` left in the cache. */
export async function workerBin(): Promise<string | undefined> {
  const named = process.env.MEDIASOUP_WORKER_BIN;
  if (named !== undefined) return named;
  const script = resolve(import.meta.dirname, '../../../scripts/setup/media-worker.mjs');
  if (!existsSync(script)) return undefined;
  const { cachedMediaWorker } = (await import(pathToFileURL(script).href)) as { cachedMediaWorker?: () => string | undefined };
  return cachedMediaWorker?.();
}
