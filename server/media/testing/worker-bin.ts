/** The media worker for tests: the environment's, else the one that `npm run setup` left in its cache. */
export async function workerBin(): Promise<string | undefined> {
  const named = process.env.MEDIASOUP_WORKER_BIN;
  if (named !== undefined) return named;
  const { findCachedWorker } = await import('../../../scripts/setup/media-worker-cache.mjs');
  return findCachedWorker() ?? undefined;
}
